package grapevine.benchmark.load;

import org.HdrHistogram.Histogram;

/** Counts one second. Two digits are enough here, and a run may have an hour of these. */
final class SecondTally {
  private static final int DIGITS = 2;

  private final Histogram latency = new Histogram(DIGITS);
  private long good;
  private long refused;
  private long refusedMaxMicros;
  private long timedOut;
  private long broken;
  private long notSent;

  void good() {
    good++;
  }

  void succeeded(long micros) {
    latency.recordValue(micros);
  }

  void refused(long micros) {
    refused++;
    refusedMaxMicros = Math.max(refusedMaxMicros, micros);
  }

  void failed(boolean isTimedOut) {
    if (isTimedOut) {
      timedOut++;
    } else {
      broken++;
    }
  }

  void notSent() {
    notSent++;
  }

  SecondCounts counts(int second) {
    long succeeded = latency.getTotalCount();
    return new SecondCounts(
        second,
        succeeded + refused + timedOut + broken + notSent,
        succeeded,
        good,
        refused,
        timedOut,
        broken,
        notSent,
        latency.getValueAtPercentile(50),
        latency.getValueAtPercentile(99),
        latency.getMaxValue(),
        refusedMaxMicros);
  }
}
