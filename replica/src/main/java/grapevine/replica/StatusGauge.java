package grapevine.replica;

import grapevine.protocol.ReplicaStatus;
import java.util.ArrayDeque;

/**
 * Measures load as the time that inputs wait for the event loop. What counts is the
 * <em>shortest</em> wait in the window: a pause makes one batch late, only standing load makes
 * every batch late. Thread-safe.
 */
final class StatusGauge {
  static final long WINDOW_NANOS = 200_000_000;
  static final long OVERLOADED_NANOS = 50_000_000;
  static final long ACTIVE_NANOS = 20_000_000;
  private static final int SAMPLES_MAX = 1024;

  private record Sample(long atNanos, long waitedNanos) {}

  private final ArrayDeque<Sample> samples = new ArrayDeque<>();
  private ReplicaStatus status = ReplicaStatus.ACTIVE;

  /** A batch was taken whose oldest input had waited so long. */
  synchronized void record(long nowNanos, long waitedNanos) {
    if (samples.size() == SAMPLES_MAX) {
      samples.poll();
    }
    samples.add(new Sample(nowNanos, waitedNanos));
  }

  /**
   * @param oldestWaitNanos of what still waits: counts when nothing at all was taken in the window,
   *     as with a disk that hangs
   */
  synchronized ReplicaStatus measure(long nowNanos, long oldestWaitNanos) {
    while (!samples.isEmpty() && nowNanos - samples.peek().atNanos > WINDOW_NANOS) {
      samples.poll();
    }
    long shortest = samples.isEmpty() ? oldestWaitNanos : Long.MAX_VALUE;
    for (Sample sample : samples) {
      shortest = Math.min(shortest, sample.waitedNanos);
    }
    if (shortest > OVERLOADED_NANOS) {
      status = ReplicaStatus.OVERLOADED;
    } else if (shortest < ACTIVE_NANOS) {
      status = ReplicaStatus.ACTIVE;
    }
    return status;
  }
}
