package grapevine.replica.provider;

import java.time.Duration;

/**
 * What is allowed towards one provider. The provider's own rules are for the whole cluster; here
 * they are kept by each process, and one that asks alone keeps them for all.
 *
 * @param total from the call to the last byte of the answer, a second attempt included
 * @param stopsWhenRefused after 403 or 406 nothing more is sent until the process starts again
 */
record Limits(
    Duration connect,
    Duration total,
    int bodyBytes,
    Retry retry,
    Pace pace,
    Breaking breaking,
    boolean stopsWhenRefused) {
  /** A second attempt after a broken connection, 500, 502, 503 or 504. */
  record Retry(boolean isWanted, int pauseMinMillis, int pauseMaxMillis) {
    static final Retry NEVER = new Retry(false, 0, 0);
  }

  /**
   * How often requests leave.
   *
   * @param burst so many may leave at once after a rest
   * @param waitMaxMillis a call waits so long for its turn; it is refused if that is not enough
   */
  record Pace(int intervalMillis, int burst, int waitMaxMillis, int atOnce, int perDay) {}

  /**
   * When to leave a provider alone.
   *
   * @param windowSeconds so many failures within it; 0 for so many in a row
   * @param openMax each time the trial call fails too the pause doubles up to this
   */
  record Breaking(int failures, int windowSeconds, Duration open, Duration openMax) {}

  static Limits of(ProviderId provider) {
    return switch (provider) {
      case POSTCODES_IO ->
          new Limits(
              Duration.ofSeconds(1),
              Duration.ofSeconds(2),
              256 << 10,
              new Retry(true, 150, 400),
              new Pace(200, 10, 0, 10, Integer.MAX_VALUE),
              new Breaking(5, 30, Duration.ofSeconds(30), Duration.ofSeconds(30)),
              false);
      case OVERPASS ->
          new Limits(
              Duration.ofSeconds(2),
              Duration.ofSeconds(14),
              4 << 20,
              Retry.NEVER,
              new Pace(10_000, 1, 0, 1, 500),
              new Breaking(1, 0, Duration.ofSeconds(60), Duration.ofMinutes(15)),
              true);
      case FSA ->
          new Limits(
              Duration.ofSeconds(2),
              Duration.ofSeconds(8),
              2 << 20,
              new Retry(true, 1_000, 1_000),
              new Pace(1_000, 1, 2_000, 1, Integer.MAX_VALUE),
              new Breaking(3, 0, Duration.ofMinutes(5), Duration.ofMinutes(5)),
              false);
    };
  }
}
