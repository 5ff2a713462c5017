package grapevine.replica;

import grapevine.protocol.ReplicaCall;
import java.util.HashMap;

/**
 * Numbers the calls that are inside the core, because two front ends may use the same number.
 * Bounded by the core's own bound on held calls: each number leaves with its reply, at the deadline
 * at the latest. Owned by the event loop.
 */
final class CallTable {
  /**
   * Where a call came from and when, what the front end called it, and until when it wants an
   * answer.
   */
  record Origin(Caller caller, long call, long sinceNanos, long deadlineNanos) {
    static Origin of(Arrival arrival) {
      return new Origin(
          arrival.caller(), arrival.call().call(), arrival.sinceNanos(), arrival.deadlineNanos());
    }
  }

  private final HashMap<Long, Origin> origins = new HashMap<>();
  private long last;

  /** The call as the core gets it, with what is left of its time. */
  ReplicaCall enter(Arrival arrival, long nowNanos) {
    ReplicaCall call = arrival.call();
    long number = ++last;
    origins.put(number, Origin.of(arrival));
    long ticksLeft = (arrival.deadlineNanos() - nowNanos) / EventLoop.TICK_NANOS;
    return call.withCall(number).withDeadlineTicks((int) ticksLeft);
  }

  Origin leave(long number) {
    Origin origin = origins.remove(number);
    if (origin == null) {
      throw new IllegalStateException("the core answered call " + number + " twice or unasked");
    }
    return origin;
  }
}
