package grapevine.replica.provider;

import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.ProviderMode;
import grapevine.common.ordering.Tile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

/** Providers that ask a server of the test, and whose clock moves only when they pause. */
final class TestProviders implements AutoCloseable {
  static final Postcode DURHAM = Postcode.parse("DH1 3LE").orElseThrow();
  static final Tile TILE = Tile.at(54.767, -1.573);
  static final String CONTACT = "ops@example.org";

  /** An hour after the examples' map. */
  static final Instant START = Instant.parse("2026-09-18T10:12:04Z");

  final MockWebServer server = new MockWebServer();
  final MovableClock clock = new MovableClock();
  final Providers providers;

  TestProviders() {
    this(limits -> limits);
  }

  TestProviders(UnaryOperator<Limits> adjustment) {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    providers = new Providers(settings(), clock, clock::move, adjustment);
  }

  /** Time limits for tests of those that are kept to the end; the rest as in production. */
  static Limits hasty(Limits limits) {
    return new Limits(
        Duration.ofMillis(400),
        Duration.ofMillis(600),
        limits.bodyBytes(),
        limits.retry().isWanted() ? new Limits.Retry(true, 10, 20) : Limits.Retry.NEVER,
        limits.pace(),
        limits.breaking(),
        limits.stopsWhenRefused());
  }

  ProviderSettings settings() {
    URI url = server.url("/").uri();
    return new ProviderSettings(
        ProviderMode.LIVE, url, url.resolve("api/interpreter"), url, Optional.of(CONTACT));
  }

  void serve(String example) {
    server.enqueue(Example.of(example).response().build());
  }

  void serve(int status) {
    server.enqueue(new MockResponse.Builder().code(status).build());
  }

  /** The question of each provider that tests of all three ask. */
  ProviderResult<?> ask(ProviderId provider) {
    return switch (provider) {
      case POSTCODES_IO -> providers.postcodes().resolve(DURHAM);
      case OVERPASS -> providers.map().restaurants(TILE);
      case FSA -> providers.hygiene().inspection(900001);
    };
  }

  ProviderHealth health(ProviderId provider) {
    return providers.health().stream()
        .filter(health -> health.provider() == provider)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    providers.close();
    server.close();
  }

  static final class MovableClock extends Clock {
    private final AtomicLong millis = new AtomicLong(START.toEpochMilli());

    void move(long byMillis) {
      millis.addAndGet(byMillis);
    }

    void move(Duration by) {
      move(by.toMillis());
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis.get());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
