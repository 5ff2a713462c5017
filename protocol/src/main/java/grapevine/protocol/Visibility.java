package grapevine.protocol;

import java.util.ArrayDeque;

/**
 * R6a, <em>visible at two</em>: which of this replica manager's own records may be executed.
 * Normally those that some other member's disk holds; while degraded (no one to hold them) all, at
 * once.
 */
final class Visibility {
  private final int degradedAfterTicks;
  // For each tick in which own records were logged, the last of them; those confirmed are gone from
  // the head.
  private final ArrayDeque<Logged> unconfirmed = new ArrayDeque<>();
  private long released;
  private long confirmed;
  private long last;
  private boolean isDegraded;

  private record Logged(long n, long tick) {}

  Visibility(int degradedAfterTicks, long released, long confirmed, long last) {
    this.degradedAfterTicks = degradedAfterTicks;
    this.released = released;
    this.confirmed = confirmed;
    logged(last, 0);
  }

  long released() {
    return released;
  }

  long confirmed() {
    return confirmed;
  }

  boolean isDegraded() {
    return isDegraded;
  }

  /** An own record was logged. */
  void logged(long n, long tick) {
    last = n;
    if (n > confirmed) {
      if (!unconfirmed.isEmpty() && unconfirmed.peekLast().tick == tick) {
        unconfirmed.pollLast();
      }
      unconfirmed.addLast(new Logged(n, tick));
    }
    release();
  }

  /**
   * Some other member's disk holds my records up to {@code n}. That any report rises ends the
   * degraded state.
   */
  void confirmed(long n) {
    if (n > confirmed) {
      confirmed = n;
      isDegraded = false;
      while (!unconfirmed.isEmpty() && unconfirmed.peekFirst().n <= n) {
        unconfirmed.pollFirst();
      }
      release();
    }
  }

  /** Enters the degraded state when nobody can confirm, or nobody did for too long. */
  void check(boolean isAlone, long tick) {
    Logged oldest = unconfirmed.peekFirst();
    if (isAlone || (oldest != null && tick - oldest.tick >= degradedAfterTicks)) {
      isDegraded = true;
      release();
    } else if (oldest == null) {
      // No report can rise while nothing waits for one: it is the link that ends being alone.
      isDegraded = false;
    }
  }

  private void release() {
    released = Math.max(released, isDegraded ? last : confirmed);
  }
}
