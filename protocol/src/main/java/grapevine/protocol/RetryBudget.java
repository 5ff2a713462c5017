package grapevine.protocol;

/**
 * What asking more replica managers than {@code fanOut} may cost: a tenth of the calls, ten asks a
 * second, and a reserve for the moment in which something fails. Without it a cluster that is slow
 * because it has too much to do would be given half as much again to do.
 */
final class RetryBudget {
  /** In units of which a call, and a tick of 10 ms, bring one. */
  private static final int COST = 10;

  private final long max;
  private long units;

  RetryBudget(int reserve) {
    max = (long) reserve * COST;
    units = max;
  }

  /** A call began, or a tick passed. */
  void earn() {
    units = Math.min(max, units + 1);
  }

  boolean isEmpty() {
    return units < COST;
  }

  /** False when there is nothing to spend. */
  boolean spend() {
    if (isEmpty()) {
      return false;
    }
    units -= COST;
    return true;
  }
}
