package grapevine.benchmark.load;

import grapevine.benchmark.http.Traffic;

/** Closed loop: so many connections, each with its next request as soon as it is answered. */
final class ClosedPace implements Pace {
  private final int connections;
  private final long endNanos;
  private long left;

  /**
   * @param requestsMax after which it is over, if it is not the time first
   */
  ClosedPace(int connections, long endNanos, long requestsMax) {
    this.connections = connections;
    this.endNanos = endNanos;
    this.left = requestsMax;
  }

  @Override
  public long takeDue(long nowNanos, int outstanding) {
    if (outstanding >= connections || isOver(nowNanos)) {
      return Traffic.NOTHING;
    }
    left--;
    return nowNanos;
  }

  @Override
  public boolean isOver(long nowNanos) {
    return left == 0 || nowNanos - endNanos >= 0;
  }
}
