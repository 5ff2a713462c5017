package grapevine.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Role;
import grapevine.common.security.Session;
import grapevine.frontend.fake.Basket;
import grapevine.frontend.fake.FakeCluster;
import grapevine.frontend.fake.HttpAnswer;
import grapevine.frontend.fake.RunningFrontEnd;
import grapevine.protocol.Outcome;
import java.nio.charset.StandardCharsets;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may tell whom what, and what becomes of it. */
class TalkApiTest {
  private static final String HELLO = "{\"text\":\"Hello\"}";

  @RegisterExtension final RunningFrontEnd frontEnd = new RunningFrontEnd();

  @Test
  void a_notice_is_echoed_and_listed_and_posted_once_for_each_key() {
    HttpAnswer posted = post("/v1/notices", "k1", HELLO);
    assertThat(posted.status()).isEqualTo(201);
    assertThat(posted.text("text")).isEqualTo("Hello");
    assertThat(posted.text("by")).isEqualTo("a guest");
    HttpAnswer again = post("/v1/notices", "k1", HELLO);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).as("the clock has gone on").isEqualTo(posted.json());
    post("/v1/notices", "k2", "{\"text\":\"<b>&\\\"\"}", session("ann", Role.CUSTOMER));
    HttpAnswer list = frontEnd.get("/v1/notices?limit=5");
    assertThat(list.json().path("items")).hasSize(2);
    assertThat(list.json().at("/items/0")).isEqualTo(posted.json());
    assertThat(list.json().at("/items/1/text").asText()).isEqualTo("<b>&\"");
    assertThat(list.json().at("/items/1/by").asText()).isEqualTo("ann");
  }

  @Test
  void a_notice_needs_a_key_and_a_text_within_its_bound() {
    assertThat(frontEnd.post("/v1/notices", HELLO).refusal())
        .isEqualTo("400 IDEMPOTENCY_KEY_REQUIRED");
    for (String body :
        new String[] {"{}", "{\"text\":\" \"}", "{\"text\":\"" + "x".repeat(1001) + "\"}"}) {
      assertThat(post("/v1/notices", "k", body).refusal()).isEqualTo("400 FIELD_INVALID");
    }
    assertThat(post("/v1/notices", "k", HELLO).status()).isEqualTo(201);
    assertThat(post("/v1/notices", "k", HELLO.replace("Hello", "Bye")).refusal())
        .isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
    assertThat(frontEnd.get("/v1/notices?limit=0").refusal()).isEqualTo("400 PARAMETER_INVALID");
    frontEnd.cluster().refuseWith(Outcome.DISK_FULL);
    assertThat(post("/v1/notices", "k3", HELLO).refusal()).isEqualTo("507 INSUFFICIENT_STORAGE");
  }

  @Test
  void those_who_have_a_part_in_an_order_write_there_and_others_are_told_there_is_none() {
    HttpAnswer placed = post("/v1/orders", "o1", Basket.order());
    String path = placed.header("Location") + "/messages";
    String[] guest = {"Grapevine-Guest", placed.header("Grapevine-Guest")};
    frontEnd.cluster().give(FakeCluster.RESTAURANT, "a-olga");
    assertThat(post(path, "k1", "{\"text\":\"No onions, please\"}", guest).text("role"))
        .isEqualTo("customer");
    HttpAnswer answered = post(path, "k2", HELLO, session("olga", Role.RESTAURANT));
    assertThat(answered.status()).isEqualTo(201);
    assertThat(answered.text("role")).isEqualTo("restaurant");
    assertThat(answered.text("about")).isEqualTo(placed.text("id"));

    HttpAnswer list = frontEnd.get(path, guest);
    assertThat(list.json().at("/items/0/text").asText()).isEqualTo("No onions, please");
    assertThat(list.json().at("/items/1/from").asText()).isEqualTo("olga");
    assertThat(post(path, "k3", HELLO, session("eve", Role.COURIER)).refusal())
        .isEqualTo("404 ORDER_UNKNOWN");
    assertThat(frontEnd.get(path).refusal()).isEqualTo("404 ORDER_UNKNOWN");
    String[] operator = session("opal", Role.OPERATOR);
    assertThat(frontEnd.get(path, operator).json().path("items")).hasSize(2);
    assertThat(post(path, "k4", HELLO, operator).refusal()).isEqualTo("403 NOT_ALLOWED");
    assertThat(frontEnd.get(path.replace("o-", "x-"), guest).refusal())
        .isEqualTo("404 ORDER_UNKNOWN");
  }

  @Test
  void a_message_to_an_account_waits_until_it_is_marked_as_read() {
    // Names are the front end's only way from a name to an account.
    String owner = post("/v1/names", "n", "{\"kind\":\"ACCOUNT\",\"name\":\"Ann\"}").text("owner");
    String[] ann = sessionOf(owner, owner, "Ann", Role.CUSTOMER);
    String[] bob = session("bob", Role.CUSTOMER);
    String message = "{\"to\":\"ann\",\"text\":\"Lunch?\"}";
    HttpAnswer sent = post("/v1/messages", "k1", message, bob);
    assertThat(sent.status()).isEqualTo(201);
    assertThat(post("/v1/messages", "k1", message, bob).json()).isEqualTo(sent.json());
    HttpAnswer unread = frontEnd.get("/v1/messages?unread=true", ann);
    assertThat(unread.json().path("items")).hasSize(1);
    assertThat(unread.json().at("/items/0/from").asText()).isEqualTo("bob");
    assertThat(unread.json().at("/items/0/read").asBoolean()).isFalse();

    String read = "{\"ids\":[\"" + sent.text("id") + "\",\"m-none\"]}";
    int before = frontEnd.cluster().talkCount();
    assertThat(post("/v1/messages/read", "k2", read, ann).status()).isEqualTo(200);
    HttpAnswer again = post("/v1/messages/read", "k2", read, ann);
    assertThat(again.json().path("ids")).hasSize(2);
    post("/v1/messages/read", "k3", read, ann);
    assertThat(frontEnd.cluster().talkCount()).isEqualTo(before + 1);
    assertThat(frontEnd.get("/v1/messages?unread=true", ann).json().path("items")).isEmpty();
    assertThat(frontEnd.get("/v1/messages", ann).json().at("/items/0/read").asBoolean()).isTrue();
    assertThat(frontEnd.get("/v1/messages?with=ann", bob).json().path("items")).hasSize(1);
  }

  @Test
  void messages_are_for_accounts_and_to_accounts() {
    String message = "{\"to\":\"nobody\",\"text\":\"x\"}";
    assertThat(frontEnd.get("/v1/messages").refusal()).isEqualTo("401 LOGIN_REQUIRED");
    assertThat(post("/v1/messages", "k", message).refusal()).isEqualTo("401 LOGIN_REQUIRED");
    assertThat(post("/v1/messages/read", "k", "{\"ids\":[\"m\"]}").refusal())
        .isEqualTo("401 LOGIN_REQUIRED");
    String[] bob = session("bob", Role.CUSTOMER);
    assertThat(post("/v1/messages", "k", message, bob).refusal()).isEqualTo("404 ACCOUNT_UNKNOWN");
    assertThat(post("/v1/messages", "k", message.replace("nobody", "<b>"), bob).refusal())
        .isEqualTo("404 ACCOUNT_UNKNOWN");
    assertThat(frontEnd.get("/v1/messages?with=%3Cb%3E", bob).refusal())
        .isEqualTo("404 ACCOUNT_UNKNOWN");
    assertThat(post("/v1/messages", "k", "{\"text\":\"x\"}", bob).refusal())
        .isEqualTo("400 FIELD_INVALID");
    assertThat(post("/v1/messages/read", "k", "{\"ids\":[]}", bob).refusal())
        .isEqualTo("400 FIELD_INVALID");
    assertThat(frontEnd.get("/v1/messages?unread=true&with=ann", bob).refusal())
        .isEqualTo("400 PARAMETER_INVALID");
  }

  @Test
  void broadcasts_are_for_owners_and_operators() {
    String path = "/v1/restaurants/vine/broadcasts";
    frontEnd.cluster().give(FakeCluster.RESTAURANT, "a-olga");
    assertThat(post(path, "k", HELLO).refusal()).isEqualTo("401 LOGIN_REQUIRED");
    assertThat(post(path, "k", HELLO, session("otto", Role.RESTAURANT)).refusal())
        .isEqualTo("403 NOT_ALLOWED");
    assertThat(post("/v1/broadcasts", "k", HELLO, session("olga", Role.RESTAURANT)).refusal())
        .isEqualTo("403 NOT_ALLOWED");
    String[] ann = session("ann", Role.CUSTOMER);
    post("/v1/orders", "o", Basket.order(), ann);
    HttpAnswer sent = post(path, "k", HELLO, session("olga", Role.RESTAURANT));
    assertThat(sent.status()).isEqualTo(201);
    assertThat(sent.text("kind")).isEqualTo("BROADCAST");
    assertThat(post("/v1/broadcasts", "k", HELLO, session("opal", Role.OPERATOR)).status())
        .isEqualTo(201);
    HttpAnswer inbox = frontEnd.get("/v1/messages?unread=true", ann);
    assertThat(inbox.json().path("items")).hasSize(1);
    assertThat(inbox.json().at("/items/0/about").asText()).isEqualTo("vine");
    HttpAnswer courier = frontEnd.get("/v1/messages", session("cora", Role.COURIER));
    assertThat(courier.json().at("/items/0/role").asText()).isEqualTo("operator");
  }

  @Test
  void an_order_is_reviewed_by_its_customer_once_it_is_completed() {
    HttpAnswer placed = post("/v1/orders", "o1", Basket.order());
    String path = placed.header("Location") + "/review";
    String[] guest = {"Grapevine-Guest", placed.header("Grapevine-Guest")};
    HttpAnswer early = put(path, "{\"stars\":5}", guest);
    assertThat(early.refusal()).isEqualTo("409 NOT_COMPLETED");
    assertThat(early.text("orderStatus")).isEqualTo("PLACED");
    frontEnd.cluster().move(placed.text("id"), OrderStatus.COMPLETED);
    assertThat(put(path, "{\"stars\":5}").refusal()).isEqualTo("404 ORDER_UNKNOWN");
    assertThat(put(path, "{\"stars\":5}", session("opal", Role.OPERATOR)).refusal())
        .isEqualTo("403 NOT_ALLOWED");
    assertThat(put(path, "{\"stars\":0}", guest).refusal()).isEqualTo("400 FIELD_INVALID");
    assertThat(put(path, "{\"text\":\"no stars\"}", guest).refusal())
        .isEqualTo("400 FIELD_INVALID");

    assertThat(put(path, "{\"stars\":2,\"text\":\"Cold\"}", guest).status()).isEqualTo(200);
    int before = frontEnd.cluster().talkCount();
    assertThat(put(path, "{\"stars\":2,\"text\":\"Cold\"}", guest).text("text")).isEqualTo("Cold");
    assertThat(frontEnd.cluster().talkCount()).as("it is written already").isEqualTo(before);
    assertThat(put(path, "{\"stars\":4}", guest).json().path("stars").asInt()).isEqualTo(4);
    HttpAnswer reviews = frontEnd.get("/v1/restaurants/vine/reviews");
    assertThat(reviews.json().path("rating").asDouble()).isEqualTo(4.0);
    assertThat(reviews.json().path("reviewCount").asInt()).isEqualTo(1);
    assertThat(reviews.json().path("items")).hasSize(1);
    assertThat(frontEnd.get("/v1/restaurants/none/reviews").refusal())
        .isEqualTo("404 RESTAURANT_UNKNOWN");
  }

  private String[] session(String name, Role role) {
    return sessionOf("a-" + name, "g-" + name, name, role);
  }

  private String[] sessionOf(String accountId, String customerId, String name, Role role) {
    Session session =
        new Session("s-" + name, accountId, name, role, customerId, 0, Long.MAX_VALUE);
    return new String[] {"Authorization", frontEnd.bearer(session)};
  }

  private HttpAnswer post(String path, String key, String json, String... headers) {
    return frontEnd.post(path, json, withKey(key, headers));
  }

  private String[] withKey(String key, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Idempotency-Key";
    all[1] = key;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return all;
  }

  private HttpAnswer put(String path, String json, String... headers) {
    return frontEnd.send(
        frontEnd
            .request(path, headers)
            .put(RequestBody.create(json.getBytes(StandardCharsets.UTF_8), RunningFrontEnd.JSON))
            .build());
  }
}
