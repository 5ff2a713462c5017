package grapevine.client.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import okhttp3.HttpUrl;

/**
 * The calls about accounts and sessions. Where only operators may, {@code credential} is the
 * cluster's; null for who has logged in as one.
 */
public final class AccountCalls {
  private static final String ACCOUNTS = "/v1/accounts";
  private static final String SESSIONS = "/v1/sessions";

  private final FrontEnds frontEnds;
  private final Runnable getIdentity;

  AccountCalls(FrontEnds frontEnds, Runnable getIdentity) {
    this.frontEnds = frontEnds;
    this.getIdentity = getIdentity;
  }

  /**
   * The orders of this session's guest become the account's.
   *
   * @param role null for a customer
   */
  public Answer create(
      String name, String password, String role, String idempotencyKey, String credential) {
    getIdentity.run();
    ObjectNode body = credentials(name, password);
    if (role != null) {
      body.put("role", role);
    }
    return frontEnds.send(Call.write(ACCOUNTS, body, idempotencyKey).as(credential));
  }

  /**
   * @param pattern null for all
   */
  public Answer list(String pattern, Integer limit, String cursor, String credential) {
    String relative =
        RestaurantSearch.relative(
            new HttpUrl.Builder().scheme("http").host("x").addPathSegments("v1/accounts"),
            "name",
            pattern,
            "limit",
            limit == null ? null : limit.toString(),
            "cursor",
            cursor);
    return frontEnds.send(Call.get(relative).as(credential));
  }

  public Answer delete(String name, String idempotencyKey, String credential) {
    getIdentity.run();
    String relative = ACCOUNTS + "/" + Call.segment(name);
    return frontEnds.send(Call.delete(relative, idempotencyKey).as(credential));
  }

  /**
   * @param account null to take the restaurant away
   */
  public Answer own(String restaurantId, String account, String idempotencyKey, String credential) {
    getIdentity.run();
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("account", account);
    String relative = "/v1/restaurants/" + Call.segment(restaurantId) + "/owner";
    return frontEnds.send(Call.put(relative, body, idempotencyKey).as(credential));
  }

  /** From now on every call is made as this account. */
  public Answer logIn(String name, String password) {
    Answer answer = frontEnds.send(Call.ask(SESSIONS, credentials(name, password)));
    frontEnds.keepLogin(answer.json().path("session").asText(null));
    return answer;
  }

  public Answer logOut() {
    Answer answer = frontEnds.send(Call.delete(SESSIONS, null));
    frontEnds.keepLogin(null);
    return answer;
  }

  public Answer whoAmI() {
    return frontEnds.send(Call.get(SESSIONS));
  }

  private static ObjectNode credentials(String name, String password) {
    return JsonNodeFactory.instance.objectNode().put("name", name).put("password", password);
  }
}
