package grapevine.frontend.cluster;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The origins of the cluster's front ends, as browsers write them. One that is gone stays known for
 * a day: its pages are still open, and need another front end just then. Thread-safe.
 */
final class KnownOrigins {
  static final int KNOWN_MAX = 256;
  static final long LIFE_NANOS = 24L * 60 * 60 * 1_000_000_000;

  private final LongSupplier nanos;
  private final Map<String, Sighting> byUrl = new ConcurrentHashMap<>();

  private record Sighting(String origin, long seenNanos) {}

  KnownOrigins(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A replica manager has just told of a front end that is reached here. */
  void seen(String url) {
    long now = nanos.getAsLong();
    byUrl.compute(url, (same, was) -> new Sighting(was == null ? originOf(url) : was.origin, now));
    if (byUrl.size() > KNOWN_MAX) {
      byUrl.entrySet().stream()
          .max((one, other) -> Long.compare(age(one, now), age(other, now)))
          .ifPresent(oldest -> byUrl.remove(oldest.getKey()));
    }
  }

  boolean isKnown(String origin) {
    long now = nanos.getAsLong();
    return !origin.isEmpty()
        && byUrl.values().stream()
            .anyMatch(
                sighting ->
                    sighting.origin.equals(origin) && now - sighting.seenNanos <= LIFE_NANOS);
  }

  private static long age(Map.Entry<String, Sighting> known, long now) {
    return now - known.getValue().seenNanos;
  }

  /** Empty, which no origin is, for what no page can come from. */
  private static String originOf(String url) {
    try {
      URI uri = new URI(url);
      if (uri.getScheme() == null || uri.getHost() == null) {
        return "";
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      int usual = scheme.equals("https") ? 443 : 80;
      String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
      return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port;
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
