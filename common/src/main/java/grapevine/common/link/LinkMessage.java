package grapevine.common.link;

import grapevine.protocol.Gossip;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaStatus;
import grapevine.protocol.VectorTimestamp;
import java.util.List;

/** Everything that is said over a link. Any of it may be lost. */
public sealed interface LinkMessage {
  record PeerGossip(Gossip gossip) implements LinkMessage {}

  record Call(ReplicaCall call) implements LinkMessage {}

  record Reply(ReplicaReply reply) implements LinkMessage {}

  /**
   * How a replica manager is.
   *
   * @param frontEnds what the front ends linked to it have said of themselves, so that each knows
   *     of the others
   */
  record Status(ReplicaStatus status, ReplicaReport report, List<FrontEndReport> frontEnds)
      implements LinkMessage {
    public Status {
      frontEnds = List.copyOf(frontEnds);
    }
  }

  /**
   * What the forced logs of two replica managers say to each other: opaque here.
   *
   * @param receiver the incarnation that is meant; another one under its name is to ignore it
   */
  record Ordering(MemberId sender, MemberId receiver, Payload body) implements LinkMessage {}

  /** A front end wants to be told of changes, or no longer. */
  record Watch(boolean isOn) implements LinkMessage {}

  /**
   * What has changed at a replica manager.
   *
   * @param keys that the changed rows are found by
   * @param value a state that shows it
   */
  record Changes(List<Long> keys, VectorTimestamp value) implements LinkMessage {
    public Changes {
      keys = List.copyOf(keys);
    }
  }

  /**
   * How a front end is: what it says to its replica managers about itself, and what they pass on.
   */
  record FrontEndReport(String name, String url, VectorTimestamp timestamp)
      implements LinkMessage {}
}
