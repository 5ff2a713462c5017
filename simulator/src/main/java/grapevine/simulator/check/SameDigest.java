package grapevine.simulator.check;

import grapevine.protocol.Effect;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.VectorTimestamp;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Invariant 22: equal value timestamps, equal state, over all replica managers and the whole time.
 * Only committed states count: one that a crash took back may come again with other records.
 */
public final class SameDigest implements Probe {
  private static final String NAME = "same-digest";

  // Looked up only: its order reaches nothing.
  private final Map<VectorTimestamp, Seen> states = new LinkedHashMap<>();

  @Override
  public void committed(MemberId replica, ReplicaReport state) {
    compare(replica, state.valueTimestamp(), state.digest());
  }

  @Override
  public void said(MemberId replica, Effect effect) {
    if (effect instanceof Effect.Send send) {
      compare(replica, send.gossip().valueTimestamp(), send.gossip().digest());
    }
  }

  private void compare(MemberId replica, VectorTimestamp valueTimestamp, long digest) {
    Seen now = new Seen(replica, digest);
    Seen first = states.putIfAbsent(valueTimestamp, now);
    if (first != null && first.digest != digest) {
      throw new InvariantViolated(NAME, "at " + valueTimestamp + ": " + first + ", " + now);
    }
  }

  private record Seen(MemberId replica, long digest) {}
}
