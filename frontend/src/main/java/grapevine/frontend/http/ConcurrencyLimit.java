package grapevine.frontend.http;

/**
 * How many requests may be under way at once, so that those admitted are answered in about {@link
 * #TARGET_NANOS}. By Little's law the number under way is throughput times time: when the time is
 * twice the target, half as many are as much as the cluster gets done. Knows nothing of what limits
 * the cluster; front ends that share one find their shares as TCP connections do. Not thread-safe;
 * owned by {@link Admission}.
 */
final class ConcurrencyLimit {
  static final int MIN = 16;

  /** Where it begins, and what it returns to when answers are quick, asked for or not. */
  static final int REST = 512;

  static final int MAX = 2048;
  static final long TARGET_NANOS = 250_000_000;
  static final long WINDOW_NANOS = 100_000_000;

  /** Fewer say too little. */
  static final int SAMPLES_MIN = 8;

  private static final double CUT_MAX = 0.5;
  private static final double QUICK_GROWTH = 1.25;
  private static final double SLOW_GROWTH_MAX = 1.1;

  private double limit = REST;
  private long windowSinceNanos;
  private long cutNanos;
  private boolean hasBegun;
  private long tookNanosSum;
  private int samples;
  private int busiest;

  int get() {
    return (int) limit;
  }

  /**
   * A request has ended.
   *
   * @param isRefused the cluster itself had too much to do: worse than any time
   */
  void ended(long admittedNanos, long nowNanos, boolean isRefused, int underWay) {
    if (!hasBegun) {
      hasBegun = true;
      windowSinceNanos = nowNanos;
      cutNanos = admittedNanos;
    }
    busiest = Math.max(busiest, underWay);
    // Whoever was admitted before the last cut says nothing about the limit as it is now.
    if (admittedNanos - cutNanos >= 0) {
      long tookNanos = nowNanos - admittedNanos;
      tookNanosSum += isRefused ? Math.max(tookNanos, 2 * TARGET_NANOS) : tookNanos;
      samples++;
    }
    if (samples >= SAMPLES_MIN && nowNanos - windowSinceNanos >= WINDOW_NANOS) {
      judge((double) tookNanosSum / samples, nowNanos);
      windowSinceNanos = nowNanos;
      tookNanosSum = 0;
      samples = 0;
      busiest = 0;
    }
  }

  private void judge(double meanNanos, long nowNanos) {
    if (meanNanos > TARGET_NANOS) {
      limit = Math.max(MIN, limit * Math.max(CUT_MAX, TARGET_NANOS / meanNanos));
      cutNanos = nowNanos;
    } else if (limit < REST || busiest > limit / 2) {
      double growth =
          meanNanos < TARGET_NANOS / 2.0
              ? QUICK_GROWTH
              : Math.min(SLOW_GROWTH_MAX, TARGET_NANOS / meanNanos);
      limit = Math.min(MAX, limit * growth);
    }
  }
}
