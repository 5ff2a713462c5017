package grapevine.replica.provider;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.replica.provider.ProviderResult.Failed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a host does, the call ends in time with a reason that says what it was. */
class MisbehaviourTest {
  private static final int FIVE_MEBIBYTES = 5 << 20;
  private static final String HTML = "<html><body>Out of order</body></html>";

  /** Two limits of 600 ms at most for a call that takes several, and a busy machine. */
  private static final Duration TIME_MAX = Duration.ofSeconds(4);

  private record Misbehaviour(
      String name, FailureReason reason, Supplier<MockResponse.Builder> response) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Misbehaviour> MISBEHAVIOURS =
      List.of(
          new Misbehaviour("hang", FailureReason.TIMEOUT, () -> stalled()),
          new Misbehaviour(
              "hang in body",
              FailureReason.TIMEOUT,
              () -> json("{}").onResponseBody(SocketEffect.Stall.INSTANCE)),
          new Misbehaviour(
              "drip",
              FailureReason.TIMEOUT,
              () -> json(" ".repeat(10_000)).throttleBody(1, 50, TimeUnit.MILLISECONDS)),
          new Misbehaviour("no answer", FailureReason.CONNECTION, () -> closed()),
          new Misbehaviour(
              "early close",
              FailureReason.CONNECTION,
              () -> json(" ".repeat(100_000)).onResponseBody(new SocketEffect.CloseSocket())),
          new Misbehaviour(
              "five mebibytes told",
              FailureReason.TOO_LARGE,
              () -> json(" ".repeat(FIVE_MEBIBYTES))),
          new Misbehaviour(
              "five mebibytes in chunks",
              FailureReason.TOO_LARGE,
              () -> json("").chunkedBody(" ".repeat(FIVE_MEBIBYTES), 8_192)),
          new Misbehaviour(
              "five mebibytes in five kibibytes", FailureReason.TOO_LARGE, () -> bomb()),
          new Misbehaviour("plain text", FailureReason.WRONG_TYPE, () -> typed("text/plain", "{}")),
          new Misbehaviour(
              "no type", FailureReason.WRONG_TYPE, () -> new MockResponse.Builder().body("{}")),
          new Misbehaviour(
              "html page", FailureReason.WRONG_TYPE, () -> typed("text/html; charset=utf-8", HTML)),
          new Misbehaviour("html called json", FailureReason.MALFORMED, () -> json(HTML)),
          new Misbehaviour("empty", FailureReason.MALFORMED, () -> json("")),
          new Misbehaviour("another shape", FailureReason.MALFORMED, () -> json("[]")),
          new Misbehaviour("two values", FailureReason.MALFORMED, () -> json("{} {}")),
          new Misbehaviour(
              "deep", FailureReason.MALFORMED, () -> json("{\"a\":" + "[".repeat(100_000))),
          new Misbehaviour(
              "too many", FailureReason.RATE_LIMITED, () -> typed("text/html", HTML).code(429)),
          new Misbehaviour(
              "forbidden", FailureReason.REFUSED, () -> typed("text/html", HTML).code(403)),
          new Misbehaviour(
              "not acceptable", FailureReason.REFUSED, () -> typed("text/html", HTML).code(406)),
          new Misbehaviour(
              "redirect",
              FailureReason.UNEXPECTED_STATUS,
              () -> json("{}").code(302).setHeader("Location", "http://127.0.0.1:1/")),
          new Misbehaviour(
              "server error", FailureReason.SERVER_ERROR, () -> typed("text/html", HTML).code(500)),
          new Misbehaviour(
              "too busy", FailureReason.SERVER_ERROR, () -> typed("text/html", HTML).code(504)));

  static Stream<Arguments> all() {
    return Arrays.stream(ProviderId.values())
        .flatMap(p -> MISBEHAVIOURS.stream().map(m -> Arguments.of(p, m)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void it_ends_in_time_with_its_reason(ProviderId provider, Misbehaviour misbehaviour) {
    try (TestProviders test = new TestProviders(TestProviders::hasty)) {
      test.server.setDispatcher(always(misbehaviour.response()));
      long start = System.nanoTime();
      ProviderResult<?> result = test.ask(provider);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIME_MAX);
      assertThat(result).isInstanceOf(Failed.class);
      assertThat(((Failed<?>) result).reason()).isEqualTo(misbehaviour.reason());
      assertThat(test.health(provider).lastError()).isEqualTo(misbehaviour.reason());
    }
  }

  @Test
  void many_tiny_values_are_too_large_although_their_bytes_are_few() {
    try (TestProviders test = new TestProviders()) {
      test.server.enqueue(json("{\"elements\":[" + "0,".repeat(600_000) + "0]}").build());
      assertThat(test.ask(ProviderId.OVERPASS))
          .isEqualTo(ProviderResult.failed(FailureReason.TOO_LARGE));
    }
  }

  @Test
  void nobody_listening_is_a_failed_connection() {
    try (TestProviders test = new TestProviders()) {
      test.server.close();
      for (ProviderId provider : ProviderId.values()) {
        assertThat(test.ask(provider)).isEqualTo(ProviderResult.failed(FailureReason.CONNECTION));
      }
    }
  }

  private static Dispatcher always(Supplier<MockResponse.Builder> response) {
    return new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        return response.get().build();
      }
    };
  }

  private static MockResponse.Builder json(String body) {
    return typed("application/json; charset=utf-8", body);
  }

  private static MockResponse.Builder typed(String type, String body) {
    return new MockResponse.Builder().setHeader("Content-Type", type).body(body);
  }

  private static MockResponse.Builder stalled() {
    return new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE);
  }

  private static MockResponse.Builder closed() {
    return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket());
  }

  private static MockResponse.Builder bomb() {
    Buffer packed = new Buffer();
    try (BufferedSink sink = Okio.buffer(new GzipSink(packed))) {
      sink.writeUtf8(" ".repeat(FIVE_MEBIBYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json("").body(packed).setHeader("Content-Encoding", "gzip");
  }
}
