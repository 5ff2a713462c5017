package grapevine.protocol;

import java.util.ArrayDeque;

/**
 * R6a, <em>visible at two</em>: which records may be executed. Normally those that enough other
 * members' disks hold; while degraded (no one to hold them) all, at once. Where one loss is
 * tolerated, another member's record is on two disks already.
 */
final class Visibility {
  private static final long NONE = Long.MAX_VALUE;

  private final int degradedAfterTicks;
  private final int tolerated;
  private final MemberId me;
  private final TimestampTable table;
  // For each tick in which own records were logged, the last of them; those confirmed are gone from
  // the head.
  private final ArrayDeque<Logged> unconfirmed = new ArrayDeque<>();
  private long released;
  private long confirmed;
  private long last;
  private boolean isDegraded;
  // Since when another member's record has waited for more disks.
  private long blockedSinceTick = NONE;
  private boolean isBlocked;

  private record Logged(long n, long tick) {}

  Visibility(
      ReplicaSettings settings,
      MemberId me,
      TimestampTable table,
      DurableState.Timestamps recovered,
      long last) {
    this.degradedAfterTicks = settings.degradedAfterTicks();
    this.tolerated = settings.tolerated();
    this.me = me;
    this.table = table;
    this.released = recovered.released();
    this.confirmed = recovered.confirmed();
    logged(last, 0);
  }

  /** Whether enough disks hold this record to show it. */
  boolean isVisible(MemberId origin, long n) {
    if (origin.equals(me)) {
      return n <= released;
    }
    boolean isVisible = tolerated < 2 || isDegraded || table.countHolding(origin, n) >= tolerated;
    isBlocked |= !isVisible;
    return isVisible;
  }

  /** After the records were looked at: what waits for more disks waits from now on. */
  void looked(long tick) {
    blockedSinceTick = isBlocked ? Math.min(blockedSinceTick, tick) : NONE;
    isBlocked = false;
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
    long sinceTick = Math.min(blockedSinceTick, oldest == null ? NONE : oldest.tick);
    if (isAlone || (sinceTick != NONE && tick - sinceTick >= degradedAfterTicks)) {
      isDegraded = true;
      release();
    } else if (sinceTick == NONE) {
      // No report can rise while nothing waits for one: it is the link that ends being alone.
      isDegraded = false;
    }
  }

  private void release() {
    released = Math.max(released, isDegraded ? last : confirmed);
  }
}
