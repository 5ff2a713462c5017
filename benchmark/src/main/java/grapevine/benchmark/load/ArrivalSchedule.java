package grapevine.benchmark.load;

import java.util.SplittableRandom;

/**
 * Arrival times, fixed before the first answer: nothing that the cluster does can move one. Two
 * schedules of the same rate and seed are the same.
 */
final class ArrivalSchedule {
  private static final double NANOS_A_SECOND = 1e9;

  private final double gapNanos;
  private final SplittableRandom random;
  private long count;
  private double atNanos;

  private ArrivalSchedule(double perSecond, SplittableRandom random) {
    this.gapNanos = NANOS_A_SECOND / perSecond;
    this.random = random;
  }

  /** One every so often, as a clock would send them. */
  static ArrivalSchedule even(double perSecond) {
    return new ArrivalSchedule(perSecond, null);
  }

  /** As many people who know nothing of each other come: a Poisson process. */
  static ArrivalSchedule poisson(double perSecond, long seed) {
    return new ArrivalSchedule(perSecond, new SplittableRandom(seed));
  }

  /** Of the next arrival, in nanoseconds after the start; never before the one before it. */
  long next() {
    if (random == null) {
      return Math.round(count++ * gapNanos);
    }
    atNanos -= gapNanos * Math.log(1 - random.nextDouble());
    return Math.round(atNanos);
  }
}
