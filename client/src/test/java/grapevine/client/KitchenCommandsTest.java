package grapevine.client;

import static grapevine.client.ClientFixture.json;
import static grapevine.client.ClientFixture.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of those who cook and carry. */
class KitchenCommandsTest {
  @TempDir Path folder;
  ClientFixture client;

  @BeforeEach
  void start() throws IOException {
    client = new ClientFixture(folder);
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accept",
        "prepare",
        "ready",
        "collect",
        "pick-up",
        "deliver",
        "reject --reason late",
        "fail --reason late"
      })
  void each_move_is_one_call_with_a_key(String command) throws Exception {
    client.first.enqueue(json(200, ApiBodies.ORDER).build());
    assertThat(client.runFirst((command + " o-77 --key k-1").split(" "))).isZero();
    var request = client.first.takeRequest();
    assertThat(request.getMethod() + " " + request.getTarget())
        .isEqualTo("POST /v1/orders/o-77/" + command.replaceAll(" .*", ""));
    assertThat(request.getBody().utf8())
        .isEqualTo(command.contains("reason") ? "{\"reason\":\"late\"}" : "{}");
    assertThat(request.getHeaders().get("Idempotency-Key")).isEqualTo("k-1");
    assertThat(client.out).contains("Order o-77");
  }

  @ParameterizedTest
  @ValueSource(strings = {"accept", "delay"})
  void a_time_from_now_is_sent_as_an_instant(String command) throws Exception {
    Instant before = Instant.now();
    client.first.enqueue(json(200, ApiBodies.ORDER).build());
    assertThat(client.runFirst(command, "o-77", "--ready-in", "1h5m")).isZero();
    String body = client.first.takeRequest().getBody().utf8();
    Instant readyAt = Instant.parse(Json.read(body, JsonNode.class).path("readyAt").asText());
    assertThat(readyAt)
        .isBetween(before.plus(Duration.ofMinutes(65)), Instant.now().plus(Duration.ofMinutes(66)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accept o-77 --ready-in soon",
        "delay o-77 --ready-in -5m",
        "delay o-77",
        "reject o-77",
        "fail o-77",
        "deliveries --mine --restaurant r-1"
      })
  void what_is_missing_or_wrong_is_said_before_anything_is_sent(String command) {
    assertThat(client.runFirst(command.split(" "))).isEqualTo(2);
    assertThat(client.err).contains("--");
    assertThat(client.first.getRequestCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inbox r-1 | /v1/restaurants/r-1/orders?status=open",
        "inbox r-1 --all --limit 5 | /v1/restaurants/r-1/orders?status=all&limit=5",
        "deliveries | /v1/deliveries",
        "deliveries --mine --cursor abc | /v1/deliveries?mine=true&cursor=abc",
        "deliveries --restaurant r-1 | /v1/deliveries?restaurantId=r-1"
      })
  void lists_are_asked_for_with_their_filters(String command, String target) throws Exception {
    client.first.enqueue(json(200, ApiBodies.ORDERS).build());
    assertThat(client.runFirst(command.split(" "))).isZero();
    assertThat(client.first.takeRequest().getTarget()).isEqualTo(target);
    assertThat(client.out).contains("o-77");
    assertThat(client.out.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void an_empty_page_tells_the_way_on() {
    client.first.enqueue(json(200, "{\"items\":[],\"nextCursor\":\"abc\"}").build());
    assertThat(client.runFirst("deliveries")).isZero();
    assertThat(client.out).contains("No deliveries wait", "--cursor abc");
  }

  @Test
  void a_reason_is_shown_with_what_it_is_for() {
    client.first.enqueue(
        json(
                200,
                ApiBodies.ORDER.replace(
                    "\"by\":\"customer\"", "\"by\":\"customer\",\"reason\":\"too\\u0007 late\""))
            .build());
    assertThat(client.runFirst("show", "o-77")).isZero();
    assertThat(client.out).contains("\"too").doesNotContain("\u0007");
  }

  @Test
  void who_may_not_is_told_so() {
    client.first.enqueue(problem(403, "NOT_ALLOWED"));
    assertThat(client.runFirst("inbox", "r-1")).isEqualTo(4);
    assertThat(client.err).contains("NOT_ALLOWED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inbox",
        "accept",
        "reject",
        "prepare",
        "delay",
        "ready",
        "collect",
        "deliveries",
        "pick-up",
        "deliver",
        "fail"
      })
  void help_has_examples_and_fits_80_columns(String command) {
    assertThat(client.runFirst(command, "--help")).isZero();
    assertThat(client.out).contains("Examples:", "grapevine " + command, "--front-end");
    assertThat(client.out.lines()).allMatch(line -> line.length() <= 80);
  }
}
