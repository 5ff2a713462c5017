package grapevine.replica;

import grapevine.protocol.ReplicaCall;
import java.util.HashMap;

/**
 * Numbers the calls that are inside the core, because two front ends may use the same number.
 * Bounded by the core's own bound on held calls: each number leaves with its reply, at the deadline
 * at the latest. Owned by the event loop.
 */
final class CallTable {
  /** Where a call came from and what the front end called it. */
  record Origin(LinkConnection connection, long call) {}

  private final HashMap<Long, Origin> origins = new HashMap<>();
  private long last;

  ReplicaCall enter(ReplicaCall call, LinkConnection connection) {
    long number = ++last;
    origins.put(number, new Origin(connection, call.call()));
    return call.withCall(number);
  }

  Origin leave(long number) {
    Origin origin = origins.remove(number);
    if (origin == null) {
      throw new IllegalStateException("the core answered call " + number + " twice or unasked");
    }
    return origin;
  }
}
