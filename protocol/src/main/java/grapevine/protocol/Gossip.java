package grapevine.protocol;

import java.util.List;

/**
 * The one message between replica managers (R12): a push, its answer, and a pull (a push that asks for an answer and
 * tells what the sender has). May be lost, repeated, late and out of order; everything in it only ever grows.
 *
 * @param receiver whom the sender takes the receiver for; unmet when it has not heard from that name yet (R16)
 * @param sequence numbers the sender's messages to this receiver; an answer repeats it
 * @param isAnswer an answer is never answered
 * @param replicaTimestamp what the sender's disk holds
 * @param valueTimestamp what the sender has executed; {@code digest} is of exactly this state (invariant 22)
 * @param floor the highest record of each origin that the sender's log has discarded (R13)
 * @param records contiguous for each origin
 */
public record Gossip(
    MemberId sender,
    MemberId receiver,
    long sequence,
    boolean isAnswer,
    VectorTimestamp replicaTimestamp,
    VectorTimestamp valueTimestamp,
    VectorTimestamp floor,
    long digest,
    List<LogRecord> records) {
  public Gossip {
    records = List.copyOf(records);
  }
}
