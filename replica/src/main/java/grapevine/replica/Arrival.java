package grapevine.replica;

import grapevine.protocol.Gossip;
import grapevine.protocol.GossipRecord;
import grapevine.protocol.Input;
import grapevine.protocol.LogRecord;
import grapevine.protocol.ReplicaCall;

/**
 * Something that waits for the event loop.
 *
 * @param connection where the answer of a call goes; null for what is not answered on a connection
 * @param bytes about what it occupies, for the queue's bound
 * @param sinceNanos when it came
 */
record Arrival(Input input, LinkConnection connection, int bytes, long sinceNanos) {
  private static final int FIXED_BYTES = 256;

  Arrival(Input input, LinkConnection connection, int bytes) {
    this(input, connection, bytes, System.nanoTime());
  }

  static Arrival call(ReplicaCall call, LinkConnection connection) {
    int payload =
        call instanceof ReplicaCall.UpdateCall update
            ? update.update().operation().length()
            : ((ReplicaCall.QueryCall) call).query().length();
    return new Arrival(new Input.Call(call), connection, FIXED_BYTES + payload);
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
    return new Arrival(new Input.Link(peer, isUp), null, FIXED_BYTES);
  }
}
