package grapevine.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.benchmark.StubFrontEnd;
import grapevine.benchmark.StubFrontEnd.Seen;
import grapevine.benchmark.http.FrontEndAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.US_ASCII);

  private static final int PATIENT_SECONDS = 30;

  private final StubFrontEnd frontEnd = new StubFrontEnd();

  @AfterEach
  void stop() {
    frontEnd.close();
  }

  /** Of a client that waits for answers, one request would have seen this stall. */
  @Test
  void a_stall_shows_in_every_request_that_came_due_during_it() throws Exception {
    frontEnd.stall(100, 300); // at 400 a second half a second, ended by the arrivals alone
    StepResult step = open(400, settings(Mix.PLACE, 300));
    RequestCounts total = step.total();
    assertThat(total.offered()).isEqualTo(400);
    assertThat(total.succeeded()).isEqualTo(400);
    assertThat(total.latency().maxMicros()).isGreaterThan(450_000);
    // The 200 held back waited from half a second down to nothing: a quarter of all at least 250
    // ms.
    assertThat(total.latency().p90Micros()).isGreaterThan(300_000);
  }

  @Test
  void what_the_client_cannot_send_is_counted() throws Exception {
    frontEnd.stall(0, 20); // never ends: only ten can come
    StepResult step = open(100, settings(Mix.PLACE, 10, 1));
    RequestCounts total = step.total();
    assertThat(total.offered()).isEqualTo(100);
    assertThat(total.timedOut()).isEqualTo(10);
    assertThat(total.notSent()).isEqualTo(90);
    assertThat(step.perSecond().get(0).notSent()).isEqualTo(90);
  }

  @Test
  void refusals_are_counted_by_code_with_a_latency_of_their_own() throws Exception {
    frontEnd.refuse(number -> number % 4 == 0);
    RequestCounts total = open(200, settings(Mix.PLACE, 50)).total();
    assertThat(total.refused()).isEqualTo(50);
    assertThat(total.succeeded()).isEqualTo(150);
    assertThat(total.latency().count()).isEqualTo(150);
    RefusalCount refusal = total.refusals().get(0);
    assertThat(refusal.status()).isEqualTo(503);
    assertThat(refusal.code()).isEqualTo("OVERLOADED");
    assertThat(refusal.latency().count()).isEqualTo(50);
  }

  @Test
  void a_closed_loop_never_has_more_outstanding_than_connections() throws Exception {
    try (LoadGenerator generator = generator(settings(Mix.PLACE, 8))) {
      StepResult step = generator.closed(2);
      assertThat(step.connections()).isEqualTo(2);
      assertThat(step.total().succeeded()).isGreaterThan(2);
      assertThat(step.total().notSent()).isZero();
    }
  }

  @Test
  void each_customer_reads_its_own_newest_order_with_its_newest_token() throws Exception {
    try (LoadGenerator generator = generator(settings(Mix.MIXED, 10))) {
      assertThat(generator.prepare()).isZero();
      generator.open(300);
    }
    Map<String, String> newestOrder = new HashMap<>();
    Set<String> keys = new HashSet<>();
    int reads = 0;
    List<Seen> seen = frontEnd.seen();
    for (int number = 0; number < seen.size(); number++) {
      Seen request = seen.get(number);
      if (request.method().equals("POST")) {
        assertThat(keys.add(request.key())).isTrue();
        newestOrder.put("guest-" + number, "/v1/orders/order-" + number);
      } else {
        reads++;
        assertThat(request.path()).isEqualTo(newestOrder.get(request.guest()));
        assertThat(request.token()).isNotNull();
      }
    }
    assertThat(reads).isGreaterThan(100);
  }

  private LoadSettings settings(Mix mix, int connections) {
    return settings(mix, connections, PATIENT_SECONDS);
  }

  private LoadSettings settings(Mix mix, int connections, int timeoutSeconds) {
    return new LoadSettings(
        List.of(FrontEndAddress.parse(frontEnd.url())),
        mix,
        false,
        connections,
        connections + 1,
        0,
        1,
        timeoutSeconds,
        1);
  }

  private static StepResult open(double rate, LoadSettings settings) throws IOException {
    try (LoadGenerator generator = generator(settings)) {
      return generator.open(rate);
    }
  }

  private static LoadGenerator generator(LoadSettings settings) throws IOException {
    return new LoadGenerator(settings, List.of(BODY));
  }
}
