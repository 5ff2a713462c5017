package grapevine.common.ordering;

import java.time.Instant;

/**
 * Instants as public answers write them: UTC, milliseconds, {@code 2026-11-21T14:33:50.120Z};
 * inside they are epoch milliseconds.
 */
public final class Rfc3339 {
  private Rfc3339() {}

  public static String ofMillis(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).toString();
  }

  public static long toMillis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
