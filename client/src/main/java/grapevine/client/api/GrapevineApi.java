package grapevine.client.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Consumer;
import okhttp3.HttpUrl;

/** The calls of the public API v1 that users make, each in one method. */
public final class GrapevineApi {
  /** The longest page of a list. */
  public static final String PAGE_MAX = "100";

  private final FrontEnds frontEnds;

  public GrapevineApi(FrontEnds frontEnds) {
    this.frontEnds = frontEnds;
  }

  public Answer restaurants(RestaurantSearch search) {
    return frontEnds.send(Call.get(search.relative()));
  }

  public Answer postcode(String postcode) {
    return frontEnds.send(Call.get("/v1/postcodes/" + Call.segment(postcode)));
  }

  /** Known postcodes that begin so; empty when nobody says at once. */
  public Optional<Answer> postcodes(String prefix) {
    HttpUrl.Builder url =
        new HttpUrl.Builder().scheme("http").host("x").addPathSegments("v1/postcodes");
    return frontEnds.askQuietly(Call.get(RestaurantSearch.relative(url, "prefix", prefix)));
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
    getIdentity();
    return frontEnds.send(Call.write("/v1/orders", request.orderJson(), idempotencyKey));
  }

  private void getIdentity() {
    if (!frontEnds.hasIdentity()) {
      orders(1, null);
    }
  }

  public Answer order(String orderId) {
    return frontEnds.send(Call.get("/v1/orders/" + Call.segment(orderId)));
  }

  /** The order as it is, and again whenever it changes. */
  public LiveStream follow(String orderId, Consumer<JsonNode> watcher) {
    String relative = "/v1/orders/" + Call.segment(orderId) + "/events";
    return frontEnds.follow(Call.get(relative), watcher, () -> {});
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
    return move(orderId, "cancel", body, idempotencyKey);
  }

  /**
   * @param word such as accept
   */
  public Answer move(String orderId, String word, ObjectNode body, String idempotencyKey) {
    String relative = "/v1/orders/" + Call.segment(orderId) + "/" + word;
    return frontEnds.send(Call.write(relative, body, idempotencyKey));
  }

  /**
   * @param status open or all
   */
  public Answer inbox(String restaurantId, String status, String limit, String cursor) {
    return frontEnds.send(
        Call.get(
            RestaurantSearch.relative(
                inboxOf(restaurantId), "status", status, "limit", limit, "cursor", cursor)));
  }

  /**
   * The restaurant's open orders as they are, and again whenever they change: the longest first
   * page, as with all lists that are followed.
   *
   * @param onEnd run when the front end refuses to go on
   */
  public LiveStream followInbox(String restaurantId, Consumer<JsonNode> watcher, Runnable onEnd) {
    HttpUrl.Builder url = inboxOf(restaurantId).addPathSegment("events");
    return frontEnds.follow(
        Call.get(RestaurantSearch.relative(url, "limit", PAGE_MAX)), watcher, onEnd);
  }

  private static HttpUrl.Builder inboxOf(String restaurantId) {
    return new HttpUrl.Builder()
        .scheme("http")
        .host("x")
        .addPathSegments("v1/restaurants")
        .addPathSegment(restaurantId)
        .addPathSegment("orders");
  }

  /**
   * @param restaurantId null for all
   */
  public Answer deliveries(boolean mine, String restaurantId, String limit, String cursor) {
    return frontEnds.send(
        Call.get(
            RestaurantSearch.relative(
                new HttpUrl.Builder().scheme("http").host("x").addPathSegments("v1/deliveries"),
                "mine",
                mine ? "true" : null,
                "restaurantId",
                restaurantId,
                "limit",
                limit,
                "cursor",
                cursor)));
  }

  /**
   * Deliveries that nobody has claimed, or with {@code mine} those that one has.
   *
   * @param onEnd run when the front end refuses to go on
   */
  public LiveStream followDeliveries(boolean mine, Consumer<JsonNode> watcher, Runnable onEnd) {
    String relative = "/v1/deliveries/events?mine=" + mine + "&limit=" + PAGE_MAX;
    return frontEnds.follow(Call.get(relative), watcher, onEnd);
  }

  /**
   * @param kind ACCOUNT or RESTAURANT
   */
  public Answer registerName(String kind, String name, String idempotencyKey) {
    getIdentity();
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("kind", kind).put("name", name);
    return frontEnds.send(Call.write("/v1/names", body, idempotencyKey));
  }

  public Answer claim(String orderId, String idempotencyKey) {
    return ofDelivery(orderId, "claim", idempotencyKey);
  }

  public Answer release(String orderId, String idempotencyKey) {
    return ofDelivery(orderId, "release", idempotencyKey);
  }

  private Answer ofDelivery(String orderId, String command, String idempotencyKey) {
    getIdentity();
    return move(orderId, command, JsonNodeFactory.instance.objectNode(), idempotencyKey);
  }

  /**
   * @param portions null for as many as are ordered
   * @param credential the cluster's; null for who has logged in as its owner or an operator
   */
  public Answer setStock(
      String restaurantId,
      String itemId,
      Integer portions,
      String idempotencyKey,
      String credential) {
    getIdentity();
    String relative =
        "/v1/restaurants/"
            + Call.segment(restaurantId)
            + "/menu/items/"
            + Call.segment(itemId)
            + "/stock";
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("portions", portions);
    return frontEnds.send(Call.put(relative, body, idempotencyKey).as(credential));
  }

  /**
   * @param credential the cluster's; null for who has logged in as an operator
   */
  public Answer issueVoucher(
      String code, long discountPence, int limit, String idempotencyKey, String credential) {
    getIdentity();
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("code", code)
            .put("discountPence", discountPence)
            .put("limit", limit);
    return frontEnds.send(Call.write("/v1/vouchers", body, idempotencyKey).as(credential));
  }

  public AccountCalls accounts() {
    return new AccountCalls(frontEnds, this::getIdentity);
  }

  public TalkApi talk() {
    return new TalkApi(frontEnds, this::getIdentity);
  }

  public KitchenCalls kitchen() {
    return new KitchenCalls(frontEnds);
  }

  public FavouriteCalls favourites() {
    return new FavouriteCalls(frontEnds, this::getIdentity);
  }

  public Answer cluster() {
    return frontEnds.send(Call.get("/v1/cluster"));
  }
}
