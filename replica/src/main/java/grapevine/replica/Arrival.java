package grapevine.replica;

import grapevine.protocol.Gossip;
import grapevine.protocol.Input;
import grapevine.protocol.LogRecord;
import grapevine.protocol.ReplicaCall;

/**
 * Something that waits for the event loop.
 *
 * @param connection where the answer of a call goes; null for what is not answered on a connection
 * @param bytes about what it occupies, for the queue's bound
 */
record Arrival(Input input, LinkConnection connection, int bytes) {
  private static final int FIXED_BYTES = 256;

  static Arrival call(ReplicaCall call, LinkConnection connection) {
    int payload =
        call instanceof ReplicaCall.UpdateCall update
            ? update.update().operation().length()
            : ((ReplicaCall.QueryCall) call).query().length();
    return new Arrival(new Input.Call(call), connection, FIXED_BYTES + payload);
  }

  static Arrival gossip(Gossip gossip) {
    int bytes = FIXED_BYTES;
    for (LogRecord record : gossip.records()) {
      bytes += FIXED_BYTES + record.update().operation().length();
    }
    return new Arrival(new Input.Received(gossip), null, bytes);
  }

  static Arrival link(String peer, boolean isUp) {
    return new Arrival(new Input.Link(peer, isUp), null, FIXED_BYTES);
  }
}
