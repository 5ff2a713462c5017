package grapevine.frontend.fake;

/** Bodies of requests, as text: what clients send, right or wrong. */
public final class Basket {
  private Basket() {}

  public static String quote(String itemId, String quantity) {
    return "{\"restaurantId\":\"vine\",\"service\":\"DELIVERY\",\"postcode\":\"DH1 3LE\","
        + "\"lines\":[{\"itemId\":\""
        + itemId
        + "\",\"quantity\":"
        + quantity
        + ",\"choices\":[]}],\"voucher\":null}";
  }

  /** Two dishes to the door: 1950 pence. */
  public static String order() {
    return order("\"note\":\"Ring twice\"");
  }

  public static String order(String moreFields) {
    return orderOf("chana", "2", moreFields);
  }

  public static String orderOf(String itemId, String quantity, String moreFields) {
    String quote = quote(itemId, quantity);
    return quote.substring(0, quote.length() - 1)
        + ",\"deliverTo\":{\"name\":\"Ann\",\"line1\":\"1 Stockton Road\",\"line2\":null,\"phone\":\"07700 900123\"},"
        + moreFields
        + "}";
  }
}
