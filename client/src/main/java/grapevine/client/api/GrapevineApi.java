package grapevine.client.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import okhttp3.HttpUrl;

/** The calls of the public API v1 that a customer makes, each in one method. */
public final class GrapevineApi {
  private final FrontEnds frontEnds;

  public GrapevineApi(FrontEnds frontEnds) {
    this.frontEnds = frontEnds;
  }

  public Answer restaurants(RestaurantSearch search) {
    return frontEnds.send(Call.get(search.relative()));
  }

  public Answer menu(String restaurantId) {
    return frontEnds.send(Call.get("/v1/restaurants/" + Call.segment(restaurantId) + "/menu"));
  }

  public Answer quote(OrderRequest request) {
    return frontEnds.send(Call.ask("/v1/quotes", request.quoteJson()));
  }

  /**
   * Places an order. The key alone does not make a retry the same order, the guest counts too: so a
   * session without a guest first gets one by a read, before anything can be lost on the way.
   */
  public Answer place(OrderRequest request, String idempotencyKey) {
    if (!frontEnds.hasIdentity()) {
      orders(1, null);
    }
    return frontEnds.send(Call.write("/v1/orders", request.orderJson(), idempotencyKey));
  }

  public Answer order(String orderId) {
    return frontEnds.send(Call.get("/v1/orders/" + Call.segment(orderId)));
  }

  public Answer orders(Integer limit, String cursor) {
    return frontEnds.send(
        Call.get(
            RestaurantSearch.relative(
                new HttpUrl.Builder().scheme("http").host("x").addPathSegments("v1/orders"),
                "limit",
                limit == null ? null : limit.toString(),
                "cursor",
                cursor)));
  }

  public Answer cancel(String orderId, String reason, String idempotencyKey) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (reason != null) {
      body.put("reason", reason);
    }
    String relative = "/v1/orders/" + Call.segment(orderId) + "/cancel";
    return frontEnds.send(Call.write(relative, body, idempotencyKey));
  }

  public Answer cluster() {
    return frontEnds.send(Call.get("/v1/cluster"));
  }
}
