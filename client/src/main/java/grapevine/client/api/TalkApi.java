package grapevine.client.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.HttpUrl;

/** The calls by which people tell one another something. */
public final class TalkApi {
  private final FrontEnds frontEnds;
  private final Runnable getIdentity;

  /**
   * @param getIdentity called before whatever may be done by a guest
   */
  TalkApi(FrontEnds frontEnds, Runnable getIdentity) {
    this.frontEnds = frontEnds;
    this.getIdentity = getIdentity;
  }

  /** Which part of a list; both may be null. */
  public record Page(Integer limit, String cursor) {}

  public Answer postNotice(String text, String key) {
    return write("/v1/notices", text(text), key);
  }

  public Answer notices(Page page) {
    return list("v1/notices", page);
  }

  /**
   * @param to the name of an account
   */
  public Answer sendToAccount(String to, String text, String key) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("to", to).put("text", text);
    return write("/v1/messages", body, key);
  }

  public Answer sendToOrder(String orderId, String text, String key) {
    return write("/v1/orders/" + Call.segment(orderId) + "/messages", text(text), key);
  }

  public Answer sendToCustomers(String restaurantId, String text, String key) {
    String relative = "/v1/restaurants/" + Call.segment(restaurantId) + "/broadcasts";
    return write(relative, text(text), key);
  }

  public Answer sendToCouriers(String text, String key) {
    return write("/v1/broadcasts", text(text), key);
  }

  /**
   * @param with the name of an account, null for the inbox
   */
  public Answer messages(boolean unread, String with, Page page) {
    return list("v1/messages", page, "unread", unread ? "true" : null, "with", with);
  }

  /** The inbox as it is, and again whenever it changes: its first page. */
  public LiveStream followMessages(boolean unread, Consumer<JsonNode> watcher) {
    return frontEnds.follow(Call.get("/v1/messages/events?unread=" + unread), watcher, () -> {});
  }

  public Answer orderMessages(String orderId, Page page) {
    return list("v1/orders/" + Call.segment(orderId) + "/messages", page);
  }

  public Answer markRead(List<String> ids, String key) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ids.forEach(body.putArray("ids")::add);
    return write("/v1/messages/read", body, key);
  }

  /**
   * @param text null for stars only
   */
  public Answer review(String orderId, int stars, String text, String key) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("stars", stars);
    if (text != null) {
      body.put("text", text);
    }
    String relative = "/v1/orders/" + Call.segment(orderId) + "/review";
    return frontEnds.send(Call.put(relative, body, key));
  }

  public Answer reviews(String restaurantId, Page page) {
    return list("v1/restaurants/" + Call.segment(restaurantId) + "/reviews", page);
  }

  private static ObjectNode text(String text) {
    return JsonNodeFactory.instance.objectNode().put("text", text);
  }

  private Answer write(String relative, ObjectNode body, String key) {
    getIdentity.run();
    return frontEnds.send(Call.write(relative, body, key));
  }

  private Answer list(String path, Page page, String... more) {
    HttpUrl.Builder url =
        new HttpUrl.Builder().scheme("http").host("x").addEncodedPathSegments(path);
    String[] parameters = new String[more.length + 4];
    System.arraycopy(more, 0, parameters, 0, more.length);
    parameters[more.length] = "limit";
    parameters[more.length + 1] = page.limit == null ? null : page.limit.toString();
    parameters[more.length + 2] = "cursor";
    parameters[more.length + 3] = page.cursor;
    return frontEnds.send(Call.get(RestaurantSearch.relative(url, parameters)));
  }
}
