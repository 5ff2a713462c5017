package grapevine.replica;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits for the event loop, bounded in number, in bytes and, for calls, in time; many threads
 * offer, one takes. What peers and links say goes before the calls: it is what calls wait for, and
 * there is never much of it, because a peer has one message on its way at a time.
 */
final class InputQueue {
  /**
   * Calls are refused while the oldest has waited longer: a queue that stands so long has no use
   * but to make answers late, whatever their number.
   */
  static final long CALL_WAIT_NANOS_MAX = 500_000_000;

  private final int entriesMax;
  private final long bytesMax;
  private final ArrayDeque<Arrival> first = new ArrayDeque<>();
  private final ArrayDeque<Arrival> calls = new ArrayDeque<>();
  private long bytes;
  private boolean isWoken;

  InputQueue(int entriesMax, long bytesMax) {
    this.entriesMax = entriesMax;
    this.bytesMax = bytesMax;
  }

  /**
   * False when it is full: the sender is told BUSY, or the message is lost, which the protocol
   * allows.
   */
  boolean offer(Arrival arrival) {
    return offerAll(List.of(arrival)).isEmpty();
  }

  /**
   * Offers each of what came in one frame, and wakes the loop once. Those that found it full, in
   * order.
   */
  synchronized List<Arrival> offerAll(List<Arrival> arrivals) {
    boolean wasEmpty = size() == 0;
    List<Arrival> refused = new ArrayList<>(0);
    for (Arrival arrival : arrivals) {
      if (!take(arrival)) {
        refused.add(arrival);
      }
    }
    if (wasEmpty && size() > 0) {
      notifyAll();
    }
    return refused;
  }

  private boolean take(Arrival arrival) {
    boolean isFull =
        size() >= entriesMax
            || bytes + arrival.bytes() > bytesMax
            || (arrival.isCall() && waitNanos(calls.peek()) > CALL_WAIT_NANOS_MAX);
    if (isFull && !arrival.isSaidOnce()) {
      return false;
    }
    (arrival.isCall() ? calls : first).add(arrival);
    bytes += arrival.bytes();
    return true;
  }

  /** Makes a take that waits return, with or without entries. */
  synchronized void wake() {
    isWoken = true;
    notifyAll();
  }

  /**
   * Moves up to {@code max} entries into {@code target}, waiting at most until {@code
   * deadlineNanos} for the first.
   *
   * @return how long the oldest of them waited in nanoseconds, 0 when there are none
   */
  synchronized long takeInto(List<Arrival> target, int max, long deadlineNanos)
      throws InterruptedException {
    while (size() == 0 && !isWoken) {
      long leftNanos = deadlineNanos - System.nanoTime();
      if (leftNanos <= 0) {
        break;
      }
      wait(leftNanos / 1_000_000, (int) (leftNanos % 1_000_000));
    }
    isWoken = false;
    long waitedNanos = oldestWaitNanos();
    move(first, target, max);
    move(calls, target, max);
    return waitedNanos;
  }

  private void move(ArrayDeque<Arrival> from, List<Arrival> target, int max) {
    for (Arrival next; target.size() < max && (next = from.poll()) != null; ) {
      bytes -= next.bytes();
      target.add(next);
    }
  }

  synchronized long oldestWaitNanos() {
    return Math.max(waitNanos(first.peek()), waitNanos(calls.peek()));
  }

  synchronized int size() {
    return first.size() + calls.size();
  }

  private static long waitNanos(Arrival oldest) {
    return oldest == null ? 0 : System.nanoTime() - oldest.sinceNanos();
  }
}
