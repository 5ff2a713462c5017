package grapevine.protocol;

import java.util.List;

/**
 * The one message between replica managers (R12). May be lost, repeated, late and out of order;
 * everything in it only ever grows.
 *
 * @param receiver whom the sender takes the receiver for; unmet when it has not heard from that
 *     name yet (R16)
 * @param sequence numbers the sender's messages to this receiver; an answer repeats it
 * @param replicaTimestamp what the sender's disk holds
 * @param valueTimestamp what the sender has executed; {@code digest} is of exactly this state
 *     (invariant 22)
 * @param floor the highest record of each origin that the sender's log has discarded (R13)
 * @param records contiguous for each origin; stubs only in a push of the sender's own
 */
public record Gossip(
    Kind kind,
    MemberId sender,
    MemberId receiver,
    long sequence,
    VectorTimestamp replicaTimestamp,
    VectorTimestamp valueTimestamp,
    VectorTimestamp floor,
    long digest,
    List<? extends GossipRecord> records) {

  /** Why a message was sent; what a receiver learns from it is the same for all. */
  public enum Kind {
    /** There is news, or an interval without news has passed. Answered. */
    PUSH,
    /** A push whose sender waits for records: the answer brings all that it lacks. */
    PULL,
    /** Acknowledges a push or a pull by telling what the disk holds now. Never answered. */
    ANSWER,
    /** The receiver was fenced: nobody listens to it any more (R17). Never answered. */
    FENCED
  }

  public Gossip {
    records = List.copyOf(records);
  }
}
