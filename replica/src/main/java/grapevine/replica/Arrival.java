package grapevine.replica;

import grapevine.protocol.Gossip;
import grapevine.protocol.GossipRecord;
import grapevine.protocol.Input;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaCall;

/**
 * Something that waits for the event loop.
 *
 * @param caller who gets the answer of a call; null for what is not answered
 * @param bytes about what it occupies, for the queue's bound
 * @param sinceNanos when it came
 */
record Arrival(Input input, Caller caller, int bytes, long sinceNanos) {
  private static final int FIXED_BYTES = 256;

  Arrival(Input input, Caller caller, int bytes) {
    this(input, caller, bytes, System.nanoTime());
  }

  static Arrival call(ReplicaCall call, Caller caller) {
    return new Arrival(new Input.Call(call), caller, FIXED_BYTES + payload(call).length());
  }

  private static Payload payload(ReplicaCall call) {
    if (call instanceof ReplicaCall.QueryCall query) {
      return query.query();
    }
    return call instanceof ReplicaCall.UpdateCall update
        ? update.update().operation()
        : ((ReplicaCall.ForcedCall) call).update().operation();
  }

  static Arrival gossip(Gossip gossip) {
    int bytes = FIXED_BYTES;
    for (GossipRecord record : gossip.records()) {
      bytes +=
          FIXED_BYTES
              + (record instanceof LogRecord whole ? whole.update().operation().length() : 0);
    }
    return new Arrival(new Input.Received(gossip), null, bytes);
  }

  /** Whether a client waits for it. Gossip goes before: it is what others' calls wait for. */
  boolean isCall() {
    return input instanceof Input.Call;
  }

  ReplicaCall call() {
    return ((Input.Call) input).call();
  }

  /** When whoever sent this call stops waiting for the answer. */
  long deadlineNanos() {
    return sinceNanos + call().deadlineTicks() * EventLoop.TICK_NANOS;
  }

  static Arrival link(String peer, boolean isUp) {
    return of(new Input.Link(peer, isUp), 0);
  }

  static Arrival of(Input input, int bytes) {
    return new Arrival(input, null, FIXED_BYTES + bytes);
  }

  /**
   * Whether it is said once only: without it the core would go on with a link that is not what it
   * seems, or lack a command that the others execute. There is never much of it: links change
   * rarely, and the forced log hands out as fast as a disk syncs.
   */
  boolean isSaidOnce() {
    return input instanceof Input.Link
        || input instanceof Input.Committed
        || input instanceof Input.Majority;
  }
}
