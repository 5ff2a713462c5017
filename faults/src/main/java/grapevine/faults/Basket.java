package grapevine.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import grapevine.common.Json;

/** What is ordered: one dish that is sold at all hours, so many times. */
record Basket(int quantity, long totalPence) {
  static final int LEAST = 2;
  static final int MOST = 6;
  private static final String RESTAURANT = "dh1-3le-burger";
  private static final String ITEM = "classic-beef-burger";

  /** Asks for the price. */
  static Call quote(int quantity) {
    return Call.ask("/v1/quotes", Json.bytes(basket(quantity)));
  }

  static Basket quoted(int quantity, Outcome quote) {
    return new Basket(quantity, quote.body().path("totalPence").asLong());
  }

  /**
   * @param write goes into the note: so an order tells whose write made it
   */
  byte[] orderBody(String write) {
    return orderBody(basket(quantity).put("expectedTotalPence", totalPence), write);
  }

  static byte[] orderBody(ObjectNode order, String write) {
    order
        .putObject("deliverTo")
        .put("name", "Ada")
        .put("line1", "1 Stockton Road")
        .put("phone", "0191 334 2000");
    order.put("note", write);
    return Json.bytes(order);
  }

  /** As {@link ShownOrder} puts what it was shown. */
  String facts() {
    return facts(RESTAURANT, ITEM, quantity, totalPence);
  }

  static String facts(String restaurant, String item, int quantity, long totalPence) {
    return restaurant + "/" + item + " x" + quantity + " = " + totalPence + "p";
  }

  static ObjectNode basket(int quantity) {
    ObjectNode basket = Json.mapper().createObjectNode();
    basket
        .put("restaurantId", RESTAURANT)
        .put("service", "DELIVERY")
        .put("postcode", "DH1 3LE")
        .putArray("lines")
        .addObject()
        .put("itemId", ITEM)
        .put("quantity", quantity)
        .putArray("choices");
    return basket;
  }
}
