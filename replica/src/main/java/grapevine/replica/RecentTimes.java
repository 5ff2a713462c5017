package grapevine.replica;

import java.util.Arrays;

/** How long the newest calls took here, from arrival to answer. Thread-safe. */
final class RecentTimes {
  private static final int KEPT = 1_024;
  private static final long RECENT_NANOS = 60_000_000_000L;

  private final long[] atNanos = new long[KEPT];
  private final long[] tookNanos = new long[KEPT];
  private long count;

  synchronized void record(long nowNanos, long took) {
    int at = (int) (count++ % KEPT);
    atNanos[at] = nowNanos;
    tookNanos[at] = took;
  }

  /** That of twenty calls of the last minute nineteen took at most; null when there were none. */
  synchronized Long p95Micros(long nowNanos) {
    int kept = (int) Math.min(count, KEPT);
    long[] recent = new long[kept];
    int found = 0;
    for (int i = 0; i < kept; i++) {
      if (nowNanos - atNanos[i] <= RECENT_NANOS) {
        recent[found++] = tookNanos[i];
      }
    }
    if (found == 0) {
      return null;
    }
    Arrays.sort(recent, 0, found);
    return recent[(int) Math.ceil(found * 0.95) - 1] / 1_000;
  }
}
