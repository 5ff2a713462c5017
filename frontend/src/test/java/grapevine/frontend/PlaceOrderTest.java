package grapevine.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.frontend.fake.Basket;
import grapevine.frontend.fake.HttpAnswer;
import grapevine.frontend.fake.RunningFrontEnd;
import grapevine.protocol.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code POST /v1/orders}: what is placed, what is the same order again, and what is refused with
 * nothing written.
 */
class PlaceOrderTest {
  private static final long PRICE_STANDS_MILLIS = 5_000;

  @RegisterExtension final RunningFrontEnd frontEnd = new RunningFrontEnd();

  private HttpAnswer place(String key, String body, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Idempotency-Key";
    all[1] = key;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return frontEnd.post("/v1/orders", body, all);
  }

  @Test
  void an_order_is_created_with_the_prices_of_its_quote() {
    HttpAnswer placed = place("k1", Basket.order());

    assertThat(placed.status()).isEqualTo(201);
    assertThat(placed.header("Location")).isEqualTo("/v1/orders/" + placed.text("id"));
    assertThat(placed.text("status")).isEqualTo("PLACED");
    assertThat(placed.json().path("settled").asBoolean(true)).isFalse();
    assertThat(placed.json().path("durability").asInt()).isEqualTo(2);
    assertThat(placed.json().path("totalPence").asLong()).isEqualTo(1950);
    assertThat(placed.text("note")).isEqualTo("Ring twice");
    assertThat(placed.json().path("events")).hasSize(1);
    assertThat(placed.json().has("requestHash")).isFalse();
    assertThat(placed.header("Causal-Token")).isNotBlank();
  }

  @Test
  void a_first_order_without_identity_makes_a_guest_who_reads_it_back() {
    HttpAnswer placed = place("k1", Basket.order());

    HttpAnswer read =
        frontEnd.get(
            placed.header("Location"),
            "Grapevine-Guest",
            placed.header("Grapevine-Guest"),
            "Causal-Token",
            placed.header("Causal-Token"));

    assertThat(read.status()).isEqualTo(200);
    assertThat(read.text("id")).isEqualTo(placed.text("id"));
    assertThat(placed.cookies())
        .anyMatch(cookie -> cookie.matches("Grapevine-Guest=.*; HttpOnly; SameSite=Lax"));
  }

  @Test
  void the_same_key_and_body_again_is_the_same_order() {
    HttpAnswer placed = place("k1", Basket.order());
    HttpAnswer again = place("k1", Basket.order());

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(again.text("id")).isEqualTo(placed.text("id"));
    assertThat(again.header("Grapevine-Guest")).isEqualTo(placed.header("Grapevine-Guest"));
    assertThat(frontEnd.cluster().orderCount()).isEqualTo(1);
  }

  @Test
  void white_space_and_the_order_of_fields_do_not_make_another_request() {
    place("k1", Basket.order());
    HttpAnswer again = place("k1", Basket.order().replace(",\"", " ,\n \""));

    assertThat(again.status()).isEqualTo(200);
  }

  /** Or guessing a short key would give somebody else's identity away. */
  @Test
  void a_key_reused_for_another_body_is_refused_without_a_credential() {
    place("k1", Basket.order());
    HttpAnswer reused = place("k1", Basket.order("\"note\":\"Do not ring\""));

    assertThat(reused.refusal()).isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
    assertThat(reused.header("Grapevine-Guest")).isNull();
    assertThat(reused.cookies()).noneMatch(cookie -> cookie.startsWith("Grapevine-Guest"));
    assertThat(frontEnd.cluster().orderCount()).isEqualTo(1);
  }

  @Test
  void a_key_that_cancelled_is_no_key_for_an_order() {
    HttpAnswer placed = place("k1", Basket.order());
    String guest = placed.header("Grapevine-Guest");
    frontEnd.post(
        placed.header("Location") + "/cancel",
        "{}",
        "Idempotency-Key",
        "k2",
        "Grapevine-Guest",
        guest);

    assertThat(place("k2", Basket.order(), "Grapevine-Guest", guest).refusal())
        .isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void a_key_is_required_and_has_a_shape() {
    assertThat(frontEnd.post("/v1/orders", Basket.order()).refusal())
        .isEqualTo("400 IDEMPOTENCY_KEY_REQUIRED");
    assertThat(place("", Basket.order()).refusal()).isEqualTo("400 IDEMPOTENCY_KEY_INVALID");
    assertThat(place("two words", Basket.order()).refusal())
        .isEqualTo("400 IDEMPOTENCY_KEY_INVALID");
    assertThat(place("k".repeat(129), Basket.order()).refusal())
        .isEqualTo("400 IDEMPOTENCY_KEY_INVALID");
    assertThat(place("k".repeat(128), Basket.order()).status()).isEqualTo(201);
    assertThat(place("k1", Basket.order(), "Idempotency-Key", "k2").refusal())
        .isEqualTo("400 IDEMPOTENCY_KEY_INVALID");
  }

  @Test
  void a_total_other_than_expected_is_refused_with_the_new_quote() {
    frontEnd.cluster().setPrice(900);
    HttpAnswer changed = place("k1", Basket.order("\"expectedTotalPence\":1950"));

    assertThat(changed.refusal()).isEqualTo("409 PRICE_CHANGED");
    assertThat(changed.json().path("quote").path("totalPence").asLong()).isEqualTo(2050);
    assertThat(frontEnd.cluster().orderCount()).isZero();
    assertThat(place("k2", Basket.order("\"expectedTotalPence\":2050")).status()).isEqualTo(201);
  }

  @Test
  void a_basket_costs_for_five_seconds_what_it_cost_when_it_was_priced() {
    place("k1", Basket.order());
    frontEnd.cluster().setPrice(900);

    frontEnd.clock().addAndGet(PRICE_STANDS_MILLIS / 2);
    assertThat(place("k2", Basket.order()).json().path("totalPence").asLong()).isEqualTo(1950);
    assertThat(place("k3", Basket.order("\"expectedTotalPence\":2050")).status()).isEqualTo(201);
    frontEnd.clock().addAndGet(PRICE_STANDS_MILLIS);
    assertThat(place("k4", Basket.order()).json().path("totalPence").asLong()).isEqualTo(2050);
  }

  @Test
  void a_retry_at_the_price_once_agreed_is_the_same_order_whatever_it_costs_today() {
    String body = Basket.order("\"expectedTotalPence\":1950");
    HttpAnswer placed = place("k1", body);
    frontEnd.cluster().setPrice(900);
    frontEnd.clock().addAndGet(PRICE_STANDS_MILLIS);

    HttpAnswer again = place("k1", body);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(again.text("id")).isEqualTo(placed.text("id"));
    assertThat(again.json().path("totalPence").asLong()).isEqualTo(1950);
    assertThat(place("k1", Basket.order("\"expectedTotalPence\":1951")).refusal())
        .isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
    assertThat(frontEnd.cluster().orderCount()).isEqualTo(1);
  }

  @Test
  void a_retry_after_the_kitchen_has_stopped_serving_is_the_same_order() {
    HttpAnswer placed = place("k1", Basket.order());
    frontEnd.cluster().stopServing();
    frontEnd.clock().addAndGet(PRICE_STANDS_MILLIS);

    HttpAnswer again = place("k1", Basket.order());
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("id")).isEqualTo(placed.text("id"));
    assertThat(place("k2", Basket.order()).refusal()).isEqualTo("422 NOT_ORDERABLE");
  }

  @Test
  void what_the_quote_objects_to_is_not_orderable() {
    for (String quantity : new String[] {"0", "100", "-1"}) {
      HttpAnswer refused = place("k1", Basket.orderOf("chana", quantity, "\"note\":null"));
      assertThat(refused.refusal()).isEqualTo("422 NOT_ORDERABLE");
      assertThat(refused.json().at("/issues/0/code").asText()).isEqualTo("QUANTITY_INVALID");
    }
    HttpAnswer foreign = place("k1", Basket.orderOf("pizza-of-another", "1", "\"note\":null"));
    assertThat(foreign.refusal()).isEqualTo("422 NOT_ORDERABLE");
    assertThat(foreign.json().at("/issues/0/pointer").asText()).isEqualTo("/lines/0/itemId");
    assertThat(frontEnd.cluster().orderCount()).isZero();
  }

  @Test
  void fields_are_bounded_and_named_where_they_are_wrong() {
    assertField("/deliverTo/phone", Basket.order().replace("07700 900123", "call me"));
    assertField(
        "/deliverTo", Basket.order().replaceAll("\"deliverTo\":\\{[^}]*\\}", "\"deliverTo\":null"));
    assertField("/note", Basket.order().replace("Ring twice", "Ring\\u0007twice"));
    assertField("/deliverTo/name", Basket.order().replace("Ann", "\\ud800"));
    assertField("/expectedTotalPence", Basket.order("\"expectedTotalPence\":-1"));
    assertField("/lines/0/quantity", Basket.orderOf("chana", "\"2\"", "\"note\":null"));
    assertField("/lines/0/quantity", Basket.orderOf("chana", "1.5", "\"note\":null"));
    assertField("/note", Basket.order().replace("Ring twice", "Ring\u007ftwice"));
    assertField("/note", Basket.order().replace("Ring twice", "Ring\u0085twice"));
    assertThat(place("k1", Basket.order().replace("Ring twice", "Ring\ttwice")).refusal())
        .isEqualTo("400 MALFORMED_JSON");
    assertThat(place("k1", Basket.order("\"note\":\"" + "x".repeat(501) + "\"")).refusal())
        .isEqualTo("400 FIELD_INVALID");
    assertThat(place("k1", Basket.order().replace("Ann", "A".repeat(101))).refusal())
        .isEqualTo("400 FIELD_INVALID");
    assertThat(frontEnd.cluster().orderCount()).isZero();
  }

  private void assertField(String pointer, String body) {
    HttpAnswer refused = place("k1", body);
    assertThat(refused.refusal()).as(body).isEqualTo("400 FIELD_INVALID");
    assertThat(refused.text("pointer")).isEqualTo(pointer);
  }

  @Test
  void a_name_of_any_script_is_kept_as_it_is() {
    String body =
        Basket.order().replace("Ann", "Zo\u00eb \ud83c\udf47").replace("twice", "\\u00e0");
    HttpAnswer placed = place("k1", body);

    assertThat(placed.status()).isEqualTo(201);
    assertThat(placed.json().at("/deliverTo/name").asText()).isEqualTo("Zo\u00eb \ud83c\udf47");
    assertThat(placed.text("note")).isEqualTo("Ring \u00e0");
  }

  @Test
  void an_unknown_field_is_named() {
    HttpAnswer refused = place("k1", Basket.order("\"discount\":100"));

    assertThat(refused.refusal()).isEqualTo("400 UNKNOWN_FIELD");
    assertThat(refused.text("detail")).contains("discount");
  }

  @Test
  void an_unknown_restaurant_and_a_malformed_postcode_are_told() {
    assertThat(place("k1", Basket.order().replace("\"vine\"", "\"nowhere\"")).refusal())
        .isEqualTo("404 RESTAURANT_UNKNOWN");
    assertThat(place("k1", Basket.order().replace("DH1 3LE", "DH1")).refusal())
        .isEqualTo("422 POSTCODE_INVALID");
  }

  /**
   * Gossip may overtake the second replica manager's copy: it knows the order, though nobody tried
   * before.
   */
  @Test
  void an_order_known_to_a_replica_manager_is_read_back_and_told_from_a_retry() {
    frontEnd.cluster().knowEverything();
    HttpAnswer placed = place("k1", Basket.order());

    assertThat(placed.status()).isEqualTo(201);
    assertThat(placed.header("Idempotent-Replayed")).isNull();
  }

  @Test
  void nothing_acknowledged_leaves_the_outcome_unknown() {
    frontEnd.cluster().loseAcknowledgements();
    HttpAnswer unknown = place("k1", Basket.order());

    assertThat(unknown.refusal()).isEqualTo("504 OUTCOME_UNKNOWN");
    assertThat(unknown.json().path("retryable").asBoolean()).isTrue();
  }

  @Test
  void a_cluster_that_cannot_serve_is_told_with_a_time_to_come_back() {
    frontEnd.cluster().refuseWith(Outcome.NOT_COVERED);
    HttpAnswer uncovered = place("k1", Basket.order());
    assertThat(uncovered.refusal()).isEqualTo("503 NOT_COVERED");
    assertThat(uncovered.header("Retry-After")).isEqualTo("1");

    frontEnd.cluster().refuseWith(Outcome.BUSY);
    assertThat(place("k1", Basket.order()).refusal()).isEqualTo("503 OVERLOADED");

    frontEnd.cluster().cutOff();
    HttpAnswer gone = place("k1", Basket.order());
    assertThat(gone.refusal()).isEqualTo("503 NO_REPLICA_AVAILABLE");
    assertThat(gone.header("Retry-After")).isEqualTo("1");
  }

  /** Quotes are still given: nothing has to be written for them. */
  @Test
  void full_disks_everywhere_are_told_as_such_at_once() {
    frontEnd.cluster().refuseWith(Outcome.DISK_FULL);
    HttpAnswer full = place("k1", Basket.order());
    assertThat(full.refusal()).isEqualTo("507 INSUFFICIENT_STORAGE");
    assertThat(full.json().path("retryable").asBoolean()).isTrue();
  }

  /** The bound for one customer is far above what a person, or a program that waits, has open. */
  @Test
  void too_many_requests_of_one_customer_at_once_are_refused_with_429() {
    String guest = place("k0", Basket.order()).header("Grapevine-Guest");
    frontEnd.cluster().loseAcknowledgements();
    List<CompletableFuture<HttpAnswer>> answers = new ArrayList<>();
    ExecutorService impatient = Executors.newFixedThreadPool(65);
    for (int i = 1; i <= 65; i++) {
      String key = "many-" + i;
      answers.add(
          CompletableFuture.supplyAsync(
              () -> place(key, Basket.order(), "Grapevine-Guest", guest), impatient));
    }
    assertThat(answers.stream().map(CompletableFuture::join))
        .filteredOn(answer -> answer.status() == 429)
        .isNotEmpty()
        .allMatch(answer -> answer.code().equals("TOO_MANY_REQUESTS"))
        .allMatch(answer -> answer.header("Retry-After") != null);
    impatient.shutdown();
  }
}
