package grapevine.simulator.world;

import java.util.PriorityQueue;

/**
 * Virtual time, in microseconds, and what will happen when. Events of the same time happen in the
 * order in which they were planned.
 */
public final class Timeline {
  public static final long MILLI = 1_000;
  public static final long SECOND = 1_000_000;

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long nowMicros;
  private long planned;

  private record Event(long micros, long number, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(micros, other.micros);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  public long nowMicros() {
    return nowMicros;
  }

  /** How many events there have been, or are still to come. */
  public long planned() {
    return planned;
  }

  public void after(long delayMicros, Runnable action) {
    events.add(new Event(nowMicros + Math.max(0, delayMicros), planned++, action));
  }

  /** Lets everything happen that is due until then. */
  public void runUntil(long micros) {
    while (!events.isEmpty() && events.peek().micros <= micros) {
      Event next = events.poll();
      nowMicros = next.micros;
      next.action.run();
    }
    nowMicros = Math.max(nowMicros, micros);
  }
}
