package grapevine.client;

import static grapevine.client.ClientFixture.json;
import static grapevine.client.ClientFixture.problem;
import static grapevine.client.ClientFixture.url;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A front end that does not answer costs a line on stderr, never a second order. */
class FailOverTest {
  private static final String[] PLACE = {
    "place",
    "r-1",
    "--postcode",
    "DH1 3LE",
    "--item",
    "i-3:2:mild,rice",
    "--name",
    "Ada King",
    "--line1",
    "1 North Road",
    "--phone",
    "0191 496 0000",
    "--key",
    "key-1"
  };

  @TempDir Path folder;
  ClientFixture client;

  @BeforeEach
  void start() throws IOException {
    client = new ClientFixture(folder);
    client.first.enqueue(
        json(200, ApiBodies.ORDERS).addHeader("Grapevine-Guest", "guest-1").build());
    client.runFirst("orders");
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void a_front_end_that_refuses_the_connection_is_passed_over() {
    client.second.enqueue(json(200, ApiBodies.ORDERS).build());
    String both = ClientFixture.REFUSED + "," + url(client.second);
    assertThat(client.run(both, "", "orders")).isZero();
    assertThat(client.errText).contains(ClientFixture.REFUSED, "trying " + url(client.second));
    assertThat(client.out).contains("o-77");
  }

  @Test
  void an_order_lost_on_its_way_is_repeated_at_the_next_with_the_same_key_and_body()
      throws Exception {
    client.first.enqueue(closedAfterRequest());
    client.second.enqueue(json(201, ApiBodies.ORDER).build());
    assertThat(client.run(both(), "", PLACE)).isZero();

    client.first.takeRequest(); // the orders that gave the guest
    var lost = client.first.takeRequest();
    var repeated = client.second.takeRequest();
    assertThat(repeated.getHeaders().get("Idempotency-Key")).isEqualTo("key-1");
    assertThat(repeated.getHeaders().get("Grapevine-Guest")).isEqualTo("guest-1");
    assertThat(repeated.getBody()).isEqualTo(lost.getBody());
    assertThat(repeated.getBody().utf8())
        .isEqualTo(
            """
            {"restaurantId":"r-1","service":"DELIVERY","postcode":"DH1 3LE","lines":[\
            {"itemId":"i-3","quantity":2,"choices":["mild","rice"]}],"deliverTo":\
            {"name":"Ada King","line1":"1 North Road","phone":"0191 496 0000"}}""");
  }

  /**
   * OkHttp has no limit for a whole call unless told, so a paused front end must be tried for real.
   */
  @Test
  void a_front_end_that_never_answers_is_left_after_the_timeout() {
    client.first.enqueue(
        new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    client.second.enqueue(json(200, ApiBodies.ORDERS).build());
    assertThat(client.run(both(), "", "orders", "--timeout", "1")).isZero();
    assertThat(client.errText).contains("trying " + url(client.second));
  }

  @Test
  void an_argument_that_begins_with_at_is_no_file() throws Exception {
    client.first.enqueue(json(201, ApiBodies.ORDER).build());
    assertThat(client.runFirst("place", "r-1", "--collection", "--item", "i-1", "--note", "@home"))
        .isZero();
    client.first.takeRequest();
    assertThat(client.first.takeRequest().getBody().utf8()).contains("\"note\":\"@home\"");
  }

  @Test
  void a_503_goes_to_the_next() {
    client.first.enqueue(problem(503, "NO_REPLICA_AVAILABLE"));
    client.second.enqueue(json(201, ApiBodies.ORDER).build());
    assertThat(client.run(both(), "", PLACE)).isZero();
    assertThat(client.errText).contains("NO_REPLICA_AVAILABLE", "trying " + url(client.second));
  }

  @Test
  void retry_after_brings_a_second_round() {
    client.first.enqueue(
        json(503, "{\"code\":\"NOT_COVERED\"}").addHeader("Retry-After", "1").build());
    client.first.enqueue(json(200, ApiBodies.ORDER).build());
    assertThat(client.runFirst("show", "o-77")).isZero();
  }

  @Test
  void nothing_sent_is_unreachable_but_a_lost_order_is_an_unknown_outcome() {
    assertThat(client.run(ClientFixture.REFUSED, "", PLACE)).isEqualTo(6);
    client.first.enqueue(closedAfterRequest());
    client.first.enqueue(closedAfterRequest());
    assertThat(client.runFirst(PLACE)).isEqualTo(7);
    assertThat(client.errText).contains("same key", "--key key-1");
  }

  @Test
  void a_refusal_after_a_lost_attempt_leaves_the_outcome_unknown() {
    client.first.enqueue(closedAfterRequest());
    client.second.enqueue(problem(409, "PRICE_CHANGED"));
    assertThat(client.run(both(), "", PLACE)).isEqualTo(7);
  }

  @Test
  void a_504_is_repeated_with_the_same_key() {
    client.first.enqueue(problem(504, "OUTCOME_UNKNOWN"));
    client.first.enqueue(
        json(200, ApiBodies.ORDER).addHeader("Idempotent-Replayed", "true").build());
    assertThat(client.runFirst(PLACE)).isZero();
    assertThat(client.out).contains("Placed before with this key");
  }

  @Test
  void a_session_without_guest_gets_one_before_it_orders() throws Exception {
    java.nio.file.Files.delete(client.session);
    client.second.enqueue(
        json(200, ApiBodies.ORDERS).addHeader("Grapevine-Guest", "guest-9").build());
    client.second.enqueue(json(201, ApiBodies.ORDER).build());
    assertThat(client.run(url(client.second), "", PLACE)).isZero();
    client.second.takeRequest();
    assertThat(client.second.takeRequest().getHeaders().get("Grapevine-Guest"))
        .isEqualTo("guest-9");
  }

  private String both() {
    return url(client.first) + "," + url(client.second);
  }

  private static MockResponse closedAfterRequest() {
    return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
  }
}
