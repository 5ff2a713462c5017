package grapevine.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.OrderStatus;
import grapevine.frontend.fake.Basket;
import grapevine.frontend.fake.HttpAnswer;
import grapevine.frontend.fake.RunningFrontEnd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reading and cancelling: own orders only, and only as the table of moves allows. */
class OwnOrdersTest {
  @RegisterExtension final RunningFrontEnd frontEnd = new RunningFrontEnd();

  private String guest;
  private String id;
  private String path;

  @BeforeEach
  void place() {
    HttpAnswer placed = frontEnd.post("/v1/orders", Basket.order(), "Idempotency-Key", "k1");
    guest = placed.header("Grapevine-Guest");
    id = placed.text("id");
    path = placed.header("Location");
  }

  private HttpAnswer command(String command, String key, String body) {
    return frontEnd.post(
        path + "/" + command, body, "Idempotency-Key", key, "Grapevine-Guest", guest);
  }

  @Test
  void own_orders_are_listed_and_read() {
    HttpAnswer list = frontEnd.get("/v1/orders?limit=5", "Grapevine-Guest", guest);
    assertThat(list.json().path("items")).hasSize(1);
    assertThat(list.json().at("/items/0/id").asText()).isEqualTo(id);
    assertThat(list.json().path("nextCursor").isNull()).isTrue();
    assertThat(list.header("Grapevine-Guest")).as("a known guest is not told who he is").isNull();
    assertThat(frontEnd.get(path, "Cookie", "Grapevine-Guest=" + guest).text("id")).isEqualTo(id);
    assertThat(frontEnd.get("/v1/orders?limit=0", "Grapevine-Guest", guest).refusal())
        .isEqualTo("400 PARAMETER_INVALID");
  }

  @Test
  void another_customers_order_does_not_exist() {
    assertThat(frontEnd.get(path).refusal()).isEqualTo("404 ORDER_UNKNOWN");
    assertThat(frontEnd.post(path + "/cancel", "{}", "Idempotency-Key", "k2").refusal())
        .isEqualTo("404 ORDER_UNKNOWN");
    assertThat(frontEnd.get("/v1/orders").json().path("items")).isEmpty();
    for (String wrong : new String[] {"1", "o-", "o-" + "z".repeat(26), "o-%F0%9F%8D%95"}) {
      assertThat(frontEnd.get("/v1/orders/" + wrong, "Grapevine-Guest", guest).refusal())
          .isEqualTo("404 ORDER_UNKNOWN");
    }
  }

  @Test
  void a_forged_identity_is_refused_and_its_cookie_cleared() {
    String forged = guest.substring(0, guest.length() - 2) + "AA";
    HttpAnswer refused = frontEnd.get(path, "Grapevine-Guest", forged);

    assertThat(refused.refusal()).isEqualTo("400 GUEST_INVALID");
    assertThat(refused.cookies())
        .anyMatch(cookie -> cookie.startsWith("Grapevine-Guest=; Path=/; Max-Age=0"));
    assertThat(frontEnd.get(path, "Cookie", "Grapevine-Guest=nonsense").refusal())
        .isEqualTo("400 GUEST_INVALID");
  }

  @Test
  void an_order_is_cancelled_once_and_stays_so() {
    HttpAnswer cancelled = command("cancel", "k2", "{\"reason\":\"changed my mind\"}");
    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.text("status")).isEqualTo("CANCELLED");
    assertThat(cancelled.json().path("events")).hasSize(2);
    assertThat(cancelled.json().at("/events/1/by").asText()).isEqualTo("customer");

    for (String key : new String[] {"k2", "k3"}) {
      HttpAnswer again = command("cancel", key, "{}");
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.json().path("events")).hasSize(2);
    }
  }

  @Test
  void a_command_needs_a_key_and_may_do_without_a_body() {
    assertThat(frontEnd.post(path + "/cancel", "{}", "Grapevine-Guest", guest).refusal())
        .isEqualTo("400 IDEMPOTENCY_KEY_REQUIRED");
    assertThat(command("cancel", "k2", "").status()).isEqualTo(200);
  }

  @Test
  void the_key_that_placed_cannot_cancel() {
    assertThat(command("cancel", "k1", "{}").refusal()).isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void a_started_kitchen_is_too_late_and_a_finished_order_is_past_that() {
    frontEnd.cluster().move(id, OrderStatus.PREPARING);
    HttpAnswer late = command("cancel", "k2", "{}");
    assertThat(late.refusal()).isEqualTo("409 TOO_LATE_TO_CANCEL");
    assertThat(late.text("orderStatus")).isEqualTo("PREPARING");

    frontEnd.cluster().move(id, OrderStatus.COMPLETED);
    HttpAnswer past = command("cancel", "k3", "{}");
    assertThat(past.refusal()).isEqualTo("409 ILLEGAL_MOVE");
    assertThat(past.text("orderStatus")).isEqualTo("COMPLETED");
  }

  @Test
  void commands_of_others_are_not_allowed_and_unknown_ones_are_no_paths() {
    assertThat(command("accept", "k2", "{}").refusal()).isEqualTo("403 NOT_ALLOWED");
    assertThat(command("expire", "k2", "{}").refusal()).isEqualTo("404 NOT_FOUND");
    assertThat(command("eat", "k2", "{}").refusal()).isEqualTo("404 NOT_FOUND");
  }

  @Test
  void a_command_has_no_field_but_its_reason() {
    assertThat(command("cancel", "k2", "{\"readyAt\":1}").refusal()).isEqualTo("400 UNKNOWN_FIELD");
    assertThat(command("cancel", "k2", "{\"reason\":\"a\\u0000b\"}").refusal())
        .isEqualTo("400 FIELD_INVALID");
    assertThat(command("cancel", "k2", "{\"reason\":\"" + "x".repeat(501) + "\"}").refusal())
        .isEqualTo("400 FIELD_INVALID");
  }
}
