package grapevine.replica;

import grapevine.protocol.Input;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits for the event loop, bounded in number and in bytes; many threads offer, one takes.
 * Knows how long its oldest entry has waited, which is the measure of load.
 */
final class InputQueue {
  private record Waiting(Arrival arrival, long sinceNanos) {}

  private final int entriesMax;
  private final long bytesMax;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
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
    boolean wasEmpty = waiting.isEmpty();
    long nowNanos = System.nanoTime();
    List<Arrival> refused = new ArrayList<>(0);
    for (Arrival arrival : arrivals) {
      if (!take(arrival, nowNanos)) {
        refused.add(arrival);
      }
    }
    if (wasEmpty && !waiting.isEmpty()) {
      notifyAll();
    }
    return refused;
  }

  private boolean take(Arrival arrival, long nowNanos) {
    boolean isFull = waiting.size() >= entriesMax || bytes + arrival.bytes() > bytesMax;
    // What happens to a link is rare and said once: without it the core might take the link for
    // down for ever.
    if (isFull && !(arrival.input() instanceof Input.Link)) {
      return false;
    }
    waiting.add(new Waiting(arrival, nowNanos));
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
    while (waiting.isEmpty() && !isWoken) {
      long leftNanos = deadlineNanos - System.nanoTime();
      if (leftNanos <= 0) {
        break;
      }
      wait(leftNanos / 1_000_000, (int) (leftNanos % 1_000_000));
    }
    isWoken = false;
    long waitedNanos = oldestWaitNanos();
    for (Waiting next; target.size() < max && (next = waiting.poll()) != null; ) {
      bytes -= next.arrival.bytes();
      target.add(next.arrival);
    }
    return waitedNanos;
  }

  synchronized long oldestWaitNanos() {
    Waiting oldest = waiting.peek();
    return oldest == null ? 0 : System.nanoTime() - oldest.sinceNanos;
  }

  synchronized int size() {
    return waiting.size();
  }
}
