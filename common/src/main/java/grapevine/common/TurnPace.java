package grapevine.common;

import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a loop from taking turns one upon the other while it is busy: after a turn with several
 * inputs the next begins no sooner than a millisecond after it began. What gathers meanwhile shares
 * a sync and frames, each of which wakes threads in two processes. A turn with few inputs holds
 * nothing up. Not thread-safe; owned by the loop's thread.
 */
public final class TurnPace {
  private static final long BUSY_TURN_NANOS_MIN = 1_000_000;
  private static final int BUSY_INPUTS = 4;

  private long beganNanos;
  private boolean isBusy;

  /** Before the inputs of a turn are taken. */
  public void await() {
    if (isBusy) {
      // Returns at once when the turn took as long as that.
      LockSupport.parkNanos(beganNanos + BUSY_TURN_NANOS_MIN - System.nanoTime());
    }
  }

  /** A turn with so many inputs begins. */
  public void begin(int inputs) {
    beganNanos = System.nanoTime();
    isBusy = inputs >= BUSY_INPUTS;
  }
}
