package grapevine.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Rfc3339;
import grapevine.common.ordering.Role;
import grapevine.frontend.fake.Basket;
import grapevine.frontend.fake.FakeCluster;
import grapevine.frontend.fake.HttpAnswer;
import grapevine.frontend.fake.RunningFrontEnd;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What those who cook and carry may do to an order, and what its customer sees of it. */
class KitchenAndCourierTest {
  private static final Duration SOON = Duration.ofMinutes(25);

  @RegisterExtension final RunningFrontEnd frontEnd = new RunningFrontEnd();

  private String owner;
  private String courier;
  private String guest;
  private String id;
  private String path;
  private int keys;

  @BeforeEach
  void place() {
    frontEnd.cluster().give(FakeCluster.RESTAURANT, "owner");
    owner = frontEnd.bearer("owner", Role.RESTAURANT);
    courier = frontEnd.bearer("courier", Role.COURIER);
    HttpAnswer placed = frontEnd.post("/v1/orders", Basket.order(), "Idempotency-Key", "k1");
    guest = placed.header("Grapevine-Guest");
    id = placed.text("id");
    path = placed.header("Location");
  }

  @Test
  void a_delivery_goes_from_the_kitchen_to_the_door() {
    assertThat(command(owner, "accept", "{}").text("status")).isEqualTo("ACCEPTED");
    assertThat(command(owner, "prepare", "").text("status")).isEqualTo("PREPARING");
    assertThat(command(owner, "ready", "").text("status")).isEqualTo("READY");
    assertThat(command(courier, "pick-up", "").refusal())
        .as("not claimed yet")
        .isEqualTo("404 ORDER_UNKNOWN");
    assertThat(command(courier, "claim", "").status()).isEqualTo(200);
    assertThat(command(courier, "pick-up", "").text("status")).isEqualTo("OUT_FOR_DELIVERY");
    assertThat(command(owner, "deliver", "").refusal()).isEqualTo("403 NOT_ALLOWED");
    assertThat(command(courier, "deliver", "").text("status")).isEqualTo("COMPLETED");
    assertThat(command(courier, "deliver", "").status()).as("again").isEqualTo(200);

    HttpAnswer seen = frontEnd.get(path, "Grapevine-Guest", guest);
    assertThat(seen.text("courier")).isEqualTo("courier");
    assertThat(seen.json().path("events").findValuesAsText("by"))
        .containsExactly(
            "customer", "restaurant", "restaurant", "restaurant", "courier", "courier");
    assertThat(frontEnd.get(path, "Authorization", courier).text("id")).isEqualTo(id);
  }

  @Test
  void whoever_has_no_part_in_an_order_is_told_that_there_is_none() {
    String rival = frontEnd.bearer("rival", Role.RESTAURANT);
    assertThat(command(rival, "accept", "{}").refusal()).isEqualTo("404 ORDER_UNKNOWN");
    assertThat(frontEnd.get(path, "Authorization", rival).refusal()).isEqualTo("404 ORDER_UNKNOWN");
    assertThat(command(courier, "accept", "{}").refusal()).isEqualTo("404 ORDER_UNKNOWN");
    String impostor = frontEnd.bearer("owner", Role.CUSTOMER);
    assertThat(command(impostor, "accept", "{}").refusal()).isEqualTo("404 ORDER_UNKNOWN");
  }

  @Test
  void an_operator_looks_and_gives_no_commands() {
    String operator = frontEnd.bearer("op", Role.OPERATOR);
    assertThat(frontEnd.get(path, "Authorization", operator).text("id")).isEqualTo(id);
    assertThat(command(operator, "cancel", "{}").refusal()).isEqualTo("403 NOT_ALLOWED");
  }

  @Test
  void the_customer_reads_why_a_restaurant_does_not_cook() {
    assertThat(command(owner, "reject", "{}").refusal()).isEqualTo("400 FIELD_INVALID");
    assertThat(command(owner, "reject", "{\"reason\":\" \"}").text("pointer")).isEqualTo("/reason");
    assertThat(command(owner, "reject", "{\"reason\":\"The oven broke\"}").text("status"))
        .isEqualTo("REJECTED");
    HttpAnswer seen = frontEnd.get(path, "Grapevine-Guest", guest);
    assertThat(seen.json().at("/events/1/reason").asText()).isEqualTo("The oven broke");
    assertThat(seen.json().at("/events/0").has("reason")).isFalse();
    assertThat(command(owner, "accept", "{}").refusal()).isEqualTo("409 ILLEGAL_MOVE");
  }

  @Test
  void an_order_is_ready_when_it_was_said_last() {
    HttpAnswer accepted = command(owner, "accept", readyIn(SOON));
    String first = accepted.text("readyAt");
    assertThat(first).isNotBlank();
    HttpAnswer delayed = command(owner, "delay", readyIn(SOON.multipliedBy(2)));
    assertThat(delayed.text("status")).isEqualTo("ACCEPTED");
    assertThat(delayed.text("readyAt")).isGreaterThan(first);
    assertThat(delayed.json().at("/events/2/status").asText()).isEqualTo("DELAYED");

    String same = "{\"readyAt\":\"" + delayed.text("readyAt") + "\"}";
    assertThat(command(owner, "delay", same).json().path("events")).hasSize(3);
    frontEnd.cluster().move(id, OrderStatus.READY);
    assertThat(command(owner, "delay", readyIn(SOON)).refusal()).isEqualTo("409 ILLEGAL_MOVE");
    HttpAnswer seen = frontEnd.get(path, "Grapevine-Guest", guest);
    assertThat(seen.text("readyAt")).isEqualTo(delayed.text("readyAt"));
  }

  @Test
  void the_time_to_be_ready_is_in_the_next_four_hours() {
    Duration limit = Duration.ofHours(4);
    for (Duration wrong : new Duration[] {SOON.negated(), limit.plusMinutes(1)}) {
      HttpAnswer refused = command(owner, "accept", readyIn(wrong));
      assertThat(refused.refusal()).isEqualTo("400 FIELD_INVALID");
      assertThat(refused.text("pointer")).isEqualTo("/readyAt");
    }
    for (String wrong : new String[] {"\"soon\"", "\"2026-11-21\"", "17"}) {
      assertThat(command(owner, "accept", "{\"readyAt\":" + wrong + "}").refusal())
          .isEqualTo("400 FIELD_INVALID");
    }
    assertThat(command(owner, "delay", "{}").refusal()).isEqualTo("400 FIELD_INVALID");
    assertThat(command(owner, "prepare", readyIn(SOON)).refusal()).isEqualTo("400 UNKNOWN_FIELD");
    assertThat(command(owner, "accept", readyIn(limit.minusMinutes(1))).status()).isEqualTo(200);
  }

  @Test
  void a_retry_is_no_refusal_because_its_time_has_come() {
    String body = readyIn(SOON);
    assertThat(command(owner, "accept", body).status()).isEqualTo(200);
    frontEnd.clock().addAndGet(SOON.multipliedBy(2).toMillis());
    HttpAnswer again = command(owner, "accept", body);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("events")).hasSize(2);
  }

  @Test
  void an_owner_who_ordered_there_cancels_as_a_customer_until_the_kitchen_has_started() {
    HttpAnswer own =
        frontEnd.post(
            "/v1/orders", Basket.order(), "Idempotency-Key", "own", "Authorization", owner);
    path = own.header("Location");
    frontEnd.cluster().move(own.text("id"), OrderStatus.PREPARING);
    HttpAnswer cancelled = command(owner, "cancel", "{}");
    assertThat(cancelled.text("status")).isEqualTo("CANCELLED");
    assertThat(cancelled.json().at("/events/1/by").asText()).isEqualTo("restaurant");

    own =
        frontEnd.post(
            "/v1/orders", Basket.order(), "Idempotency-Key", "own2", "Authorization", owner);
    path = own.header("Location");
    assertThat(command(owner, "cancel", "{}").json().at("/events/1/by").asText())
        .isEqualTo("customer");
  }

  @Test
  void a_restaurant_lists_its_orders_and_nobody_elses() {
    String inbox = "/v1/restaurants/" + FakeCluster.RESTAURANT + "/orders";
    assertThat(frontEnd.get(inbox, "Authorization", owner).json().at("/items/0/id").asText())
        .isEqualTo(id);
    command(owner, "reject", "{\"reason\":\"closed\"}");
    assertThat(frontEnd.get(inbox, "Authorization", owner).json().path("items")).isEmpty();
    HttpAnswer all = frontEnd.get(inbox + "?status=all&limit=5", "Authorization", owner);
    assertThat(all.json().path("items")).hasSize(1);

    assertThat(frontEnd.get(inbox).refusal()).isEqualTo("401 LOGIN_REQUIRED");
    assertThat(frontEnd.get(inbox, "Authorization", courier).refusal())
        .isEqualTo("403 NOT_ALLOWED");
    assertThat(frontEnd.get(inbox + "?status=old", "Authorization", owner).refusal())
        .isEqualTo("400 PARAMETER_INVALID");
  }

  @Test
  void a_courier_lists_what_is_there_and_what_he_has() {
    HttpAnswer offered = frontEnd.get("/v1/deliveries?limit=5", "Authorization", courier);
    assertThat(offered.json().at("/items/0/id").asText()).isEqualTo(id);
    String mine = "/v1/deliveries?mine=true";
    assertThat(frontEnd.get(mine, "Authorization", courier).json().path("items")).isEmpty();
    command(courier, "claim", "");
    assertThat(frontEnd.get(mine, "Authorization", courier).json().path("items")).hasSize(1);
    assertThat(frontEnd.get("/v1/deliveries", "Authorization", courier).json().path("items"))
        .isEmpty();

    assertThat(frontEnd.get("/v1/deliveries").refusal()).isEqualTo("401 LOGIN_REQUIRED");
    assertThat(frontEnd.get("/v1/deliveries", "Authorization", owner).refusal())
        .isEqualTo("403 NOT_ALLOWED");
    assertThat(frontEnd.get(mine + "&restaurantId=vine", "Authorization", courier).refusal())
        .isEqualTo("400 PARAMETER_INVALID");
  }

  private String readyIn(Duration duration) {
    long readyAt = frontEnd.clock().get() + duration.toMillis();
    return "{\"readyAt\":\"" + Rfc3339.ofMillis(readyAt) + "\"}";
  }

  private HttpAnswer command(String bearer, String command, String body) {
    return frontEnd.post(
        path + "/" + command, body, "Idempotency-Key", "key" + ++keys, "Authorization", bearer);
  }
}
