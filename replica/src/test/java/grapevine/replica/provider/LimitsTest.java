package grapevine.replica.provider;

import static grapevine.replica.provider.ProviderId.FSA;
import static grapevine.replica.provider.ProviderId.OVERPASS;
import static grapevine.replica.provider.ProviderId.POSTCODES_IO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import grapevine.common.ordering.ProviderMode;
import grapevine.replica.provider.ProviderHealth.State;
import grapevine.replica.provider.ProviderResult.Failed;
import grapevine.replica.provider.ProviderResult.Found;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often each provider is asked, and when it is left alone; time is the test's. */
class LimitsTest {
  private static final String LOOKUP = "postcodes.io/lookup_200.json";
  private static final String AROUND = "overpass/around_200.json";
  private static final String RATING = "fsa/establishment_200.json";
  private final TestProviders test = new TestProviders();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void a_server_error_of_postcodes_io_is_tried_again_once_after_a_while() {
    test.serve("postcodes.io/error_500.json");
    test.serve(LOOKUP);
    assertThat(test.ask(POSTCODES_IO)).isInstanceOf(Found.class);
    assertThat(test.clock.millis() - TestProviders.START.toEpochMilli()).isBetween(150L, 400L);
    assertThat(test.health(POSTCODES_IO).callsToday()).isEqualTo(2);
  }

  @Test
  void overpass_is_not_asked_twice_for_one_answer() {
    test.serve("overpass/error_504.json");
    assertFails(OVERPASS, FailureReason.SERVER_ERROR);
    assertThat(test.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void five_failures_within_half_a_minute_open_the_breaker_of_postcodes_io() {
    for (int failures = 0; failures < 5; failures++) {
      test.serve(LOOKUP);
      assertThat(test.ask(POSTCODES_IO)).isInstanceOf(Found.class);
      test.serve(404);
      assertFails(POSTCODES_IO, FailureReason.WRONG_TYPE);
      test.clock.move(1_000);
    }
    assertFails(POSTCODES_IO, FailureReason.BREAKER_OPEN);
    assertThat(test.health(POSTCODES_IO).state()).isEqualTo(State.OPEN);
    test.clock.move(Duration.ofSeconds(31));
    test.serve(404);
    assertFails(POSTCODES_IO, FailureReason.WRONG_TYPE);
    assertFails(POSTCODES_IO, FailureReason.BREAKER_OPEN);
    test.clock.move(Duration.ofSeconds(31));
    test.serve(LOOKUP);
    assertThat(test.ask(POSTCODES_IO)).isInstanceOf(Found.class);
    assertThat(test.health(POSTCODES_IO).state()).isEqualTo(State.CLOSED);
  }

  @Test
  void failures_far_apart_do_not_open_the_breaker_of_postcodes_io() {
    for (int failures = 0; failures < 10; failures++) {
      test.serve(404);
      assertFails(POSTCODES_IO, FailureReason.WRONG_TYPE);
      test.clock.move(Duration.ofSeconds(8));
    }
  }

  @Test
  void three_failures_in_a_row_silence_the_fsa_for_five_minutes() {
    for (int failures = 0; failures < 2; failures++) {
      failsThenMoves(FSA);
    }
    test.serve(RATING);
    assertThat(test.ask(FSA)).isInstanceOf(Found.class);
    for (int failures = 0; failures < 3; failures++) {
      failsThenMoves(FSA);
    }
    assertFails(FSA, FailureReason.BREAKER_OPEN);
    test.clock.move(Duration.ofMinutes(5).minusSeconds(2));
    assertFails(FSA, FailureReason.BREAKER_OPEN);
    test.clock.move(Duration.ofSeconds(2));
    test.serve(RATING);
    assertThat(test.ask(FSA)).isInstanceOf(Found.class);
  }

  @Test
  void overpass_rests_a_minute_after_too_many_requests_and_twice_as_long_each_time() {
    for (int minutes : new int[] {1, 2, 4, 8, 15, 15}) {
      test.serve("overpass/error_429.json");
      assertFails(OVERPASS, FailureReason.RATE_LIMITED);
      test.clock.move(Duration.ofMinutes(minutes).minusMillis(1));
      assertThat(((Failed<?>) test.ask(OVERPASS)).reason())
          .isIn(FailureReason.RATE_LIMITED, FailureReason.BREAKER_OPEN);
      test.clock.move(2);
    }
    test.serve(AROUND);
    assertThat(test.ask(OVERPASS)).isInstanceOf(Found.class);
    test.clock.move(Duration.ofSeconds(10));
    test.serve("overpass/error_504.json");
    assertFails(OVERPASS, FailureReason.SERVER_ERROR);
    test.clock.move(Duration.ofMinutes(1).plusMillis(1));
    test.serve(AROUND);
    assertThat(test.ask(OVERPASS)).isInstanceOf(Found.class);
  }

  @Test
  void a_retry_after_is_kept_and_no_longer_than_a_quarter_of_an_hour() {
    test.serve("postcodes.io/error_429.json");
    assertFails(POSTCODES_IO, FailureReason.RATE_LIMITED);
    test.clock.move(Duration.ofSeconds(29));
    assertThat(test.ask(POSTCODES_IO)).isEqualTo(new Failed<>(FailureReason.RATE_LIMITED, 1_000));
    test.clock.move(Duration.ofSeconds(1));
    test.server.enqueue(
        new MockResponse.Builder().code(429).setHeader("Retry-After", "999999").build());
    assertThat(test.ask(POSTCODES_IO))
        .isEqualTo(new Failed<>(FailureReason.RATE_LIMITED, Gate.WAIT_MAX_MILLIS));
    test.clock.move(Gate.WAIT_MAX_MILLIS);
    test.serve(LOOKUP);
    assertThat(test.ask(POSTCODES_IO)).isInstanceOf(Found.class);
  }

  @Test
  void overpass_is_never_asked_again_once_it_refused_us() {
    test.serve("overpass/error_406_no_user_agent.json");
    assertFails(OVERPASS, FailureReason.REFUSED);
    test.clock.move(Duration.ofDays(30));
    assertFails(OVERPASS, FailureReason.REFUSED);
    assertThat(test.server.getRequestCount()).isEqualTo(1);
    assertThat(test.health(OVERPASS).state()).isEqualTo(State.STOPPED);
  }

  @Test
  void overpass_is_asked_once_in_ten_seconds() {
    for (int call = 0; call < 3; call++) {
      test.serve(AROUND);
      assertThat(test.ask(OVERPASS)).isInstanceOf(Found.class);
      test.clock.move(9_999);
      assertThat(test.ask(OVERPASS)).isEqualTo(new Failed<>(FailureReason.QUOTA, 1));
      test.clock.move(1);
    }
  }

  @Test
  void overpass_is_asked_500_times_a_day() {
    Gate gate = new Gate(OVERPASS, Limits.of(OVERPASS), test.clock);
    for (int call = 0; call < 500; call++) {
      assertThat(gate.turn()).hasValue(0);
      test.clock.move(10_000);
    }
    long toMidnight = 86_400_000 - test.clock.millis() % 86_400_000;
    assertThat(gate.enter().refusal()).isEqualTo(FailureReason.QUOTA);
    assertThat(gate.enter().retryAfterMillis()).isEqualTo(toMidnight);
    assertThat(gate.health(false).callsToday()).isEqualTo(500);
    test.clock.move(toMidnight);
    assertThat(gate.health(false).callsToday()).isZero();
    assertThat(gate.turn()).hasValue(0);
  }

  @Test
  void a_second_call_to_overpass_does_not_wait_for_the_first() {
    test.server.enqueue(
        new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    CompletableFuture<ProviderResult<?>> first =
        CompletableFuture.supplyAsync(() -> test.ask(OVERPASS));
    await().until(() -> test.server.takeRequest(10, TimeUnit.SECONDS) != null);
    test.clock.move(Duration.ofMinutes(1));
    assertThat(test.ask(OVERPASS)).isEqualTo(ProviderResult.failed(FailureReason.QUOTA));
    test.providers.close();
    assertThat(first.join()).isEqualTo(ProviderResult.failed(FailureReason.CONNECTION));
  }

  @Test
  void postcodes_io_is_asked_ten_times_at_once_and_five_times_a_second() {
    for (int call = 0; call < 10; call++) {
      test.serve(LOOKUP);
      assertThat(test.ask(POSTCODES_IO)).isInstanceOf(Found.class);
    }
    assertThat(test.ask(POSTCODES_IO)).isEqualTo(new Failed<>(FailureReason.QUOTA, 200));
    test.clock.move(200);
    test.serve(LOOKUP);
    assertThat(test.ask(POSTCODES_IO)).isInstanceOf(Found.class);
    assertFails(POSTCODES_IO, FailureReason.QUOTA);
  }

  @Test
  void a_call_to_the_fsa_waits_for_its_second() {
    test.serve(RATING);
    test.serve(RATING);
    assertThat(test.ask(FSA)).isInstanceOf(Found.class);
    assertThat(test.ask(FSA)).isInstanceOf(Found.class);
    assertThat(test.clock.millis() - TestProviders.START.toEpochMilli()).isEqualTo(1_000);
  }

  @Test
  void a_clock_that_is_set_back_does_not_silence_us() {
    test.serve(AROUND);
    assertThat(test.ask(OVERPASS)).isInstanceOf(Found.class);
    test.clock.move(Duration.ofHours(-5));
    test.clock.move(Duration.ofSeconds(10));
    assertThat(test.ask(OVERPASS)).isEqualTo(new Failed<>(FailureReason.QUOTA, 10_000));
    test.clock.move(Duration.ofSeconds(10));
    test.serve(AROUND);
    assertThat(test.ask(OVERPASS)).isInstanceOf(Found.class);
  }

  @Test
  void health_tells_the_last_success_and_the_last_error() {
    assertThat(test.health(FSA))
        .isEqualTo(new ProviderHealth(FSA, State.CLOSED, OptionalLong.empty(), null, 0, 0));
    test.serve(RATING);
    test.ask(FSA);
    test.clock.move(Duration.ofMinutes(2));
    test.serve(400);
    test.ask(FSA);
    long errorAt = test.clock.millis();
    test.clock.move(Duration.ofMinutes(1));
    assertThat(test.health(FSA))
        .isEqualTo(
            new ProviderHealth(
                FSA,
                State.CLOSED,
                OptionalLong.of(180_000),
                FailureReason.UNEXPECTED_STATUS,
                errorAt,
                2));
  }

  @Test
  void offline_nothing_is_sent() {
    ProviderSettings settings = test.settings();
    try (Providers offline =
        new Providers(
            new ProviderSettings(
                ProviderMode.OFFLINE,
                settings.postcodes(),
                settings.overpass(),
                settings.fsa(),
                settings.contact()),
            Clock.systemUTC())) {
      assertThat(offline.postcodes().resolve(TestProviders.DURHAM))
          .isEqualTo(ProviderResult.failed(FailureReason.OFFLINE));
      assertThat(offline.map().restaurants(TestProviders.TILE))
          .isEqualTo(ProviderResult.failed(FailureReason.OFFLINE));
      assertThat(offline.hygiene().near(TestProviders.TILE))
          .isEqualTo(ProviderResult.failed(FailureReason.OFFLINE));
      assertThat(offline.health()).extracting(ProviderHealth::state).containsOnly(State.OFFLINE);
    }
    assertThat(test.server.getRequestCount()).isZero();
  }

  private void failsThenMoves(ProviderId provider) {
    test.serve(400);
    assertFails(provider, FailureReason.UNEXPECTED_STATUS);
    test.clock.move(1_000);
  }

  private void assertFails(ProviderId provider, FailureReason reason) {
    ProviderResult<?> result = test.ask(provider);
    assertThat(result).isInstanceOf(Failed.class);
    assertThat(((Failed<?>) result).reason()).isEqualTo(reason);
  }
}
