package grapevine.benchmark.load;

import grapevine.benchmark.http.Traffic;

/** Open loop: requests come due by the schedule alone, whatever has been answered. */
final class OpenPace implements Pace {
  private final ArrivalSchedule schedule;
  private final long startNanos;
  private final long endNanos;
  private long next;

  OpenPace(ArrivalSchedule schedule, long startNanos, long endNanos) {
    this.schedule = schedule;
    this.startNanos = startNanos;
    this.endNanos = endNanos;
    this.next = startNanos + schedule.next();
  }

  @Override
  public long takeDue(long nowNanos, int outstanding) {
    if (next - nowNanos > 0 || next - endNanos >= 0) {
      return Traffic.NOTHING;
    }
    long due = next;
    next = startNanos + schedule.next();
    return due;
  }

  @Override
  public boolean isOver(long nowNanos) {
    return next - endNanos >= 0;
  }

  /** When the next one will come due. */
  long next() {
    return next;
  }
}
