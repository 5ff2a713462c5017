package grapevine.client.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** The calls by which a customer comes back: to a restaurant, or to what was ordered once. */
public final class FavouriteCalls {
  private static final String FAVOURITES = "/v1/favourites";

  private final FrontEnds frontEnds;
  private final Runnable getIdentity;

  FavouriteCalls(FrontEnds frontEnds, Runnable getIdentity) {
    this.frontEnds = frontEnds;
    this.getIdentity = getIdentity;
  }

  public Answer list() {
    return frontEnds.send(Call.get(FAVOURITES));
  }

  public Answer add(String restaurantId, String key) {
    getIdentity.run();
    String relative = FAVOURITES + "/" + Call.segment(restaurantId);
    return frontEnds.send(Call.put(relative, JsonNodeFactory.instance.objectNode(), key));
  }

  public Answer remove(String restaurantId, String key) {
    getIdentity.run();
    return frontEnds.send(Call.delete(FAVOURITES + "/" + Call.segment(restaurantId), key));
  }

  /** The order as it could be had today. */
  public Answer basket(String orderId) {
    return frontEnds.send(Call.get("/v1/orders/" + Call.segment(orderId) + "/basket"));
  }

  /**
   * @param request as {@link #basket} gives it
   */
  public Answer quote(JsonNode request) {
    return frontEnds.send(Call.ask("/v1/quotes", request));
  }
}
