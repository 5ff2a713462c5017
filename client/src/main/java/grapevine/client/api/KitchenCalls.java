package grapevine.client.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The calls by which a restaurant is run; {@code key} is of each write. */
public final class KitchenCalls {
  private final FrontEnds frontEnds;

  KitchenCalls(FrontEnds frontEnds) {
    this.frontEnds = frontEnds;
  }

  public Answer dishes(String restaurantId) {
    return frontEnds.send(Call.get(items(restaurantId)));
  }

  public Answer addDish(String restaurantId, ObjectNode dish, String key) {
    return frontEnds.send(Call.write(items(restaurantId), dish, key));
  }

  /**
   * @param dish what is to change
   */
  public Answer editDish(String restaurantId, String itemId, ObjectNode dish, String key) {
    return frontEnds.send(Call.put(item(restaurantId, itemId), dish, key));
  }

  public Answer switchDish(String restaurantId, String itemId, boolean inStock, String key) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("inStock", inStock);
    return frontEnds.send(Call.put(item(restaurantId, itemId) + "/availability", body, key));
  }

  /**
   * @param part hours, pause or terms
   */
  public Answer get(String restaurantId, String part) {
    return frontEnds.send(Call.get(of(restaurantId) + "/" + part));
  }

  public Answer set(String restaurantId, String part, JsonNode body, String key) {
    return frontEnds.send(Call.put(of(restaurantId) + "/" + part, body, key));
  }

  private static String item(String restaurantId, String itemId) {
    return items(restaurantId) + "/" + Call.segment(itemId);
  }

  private static String items(String restaurantId) {
    return of(restaurantId) + "/menu/items";
  }

  private static String of(String restaurantId) {
    return "/v1/restaurants/" + Call.segment(restaurantId);
  }
}
