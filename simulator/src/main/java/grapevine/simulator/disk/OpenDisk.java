package grapevine.simulator.disk;

import grapevine.database.QueryResult;
import grapevine.database.UnansweredOrders.Unanswered;
import grapevine.protocol.CallId;
import grapevine.protocol.DurableState;
import grapevine.protocol.Effect;
import grapevine.protocol.ExecutedOperations;
import grapevine.protocol.Journal;
import grapevine.protocol.Outcome;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.Value;
import java.util.Optional;

/** What one process does with its disk: the ports of the core, and answers from committed state. */
public interface OpenDisk extends AutoCloseable {
  /** What the disk held when it was opened. */
  DurableState recovered();

  Journal journal();

  Value value();

  ExecutedOperations executedOperations();

  /** From what is committed, and with the timestamps of just that. */
  QueryResult answer(Payload query);

  /** What is needed to let an order expire; empty when it has been answered, or is none. */
  Optional<Unanswered> unanswered(CallId order);

  default ReplicaReply.QueryReply reply(Effect.Answer asked) {
    QueryResult result = answer(asked.query());
    return new ReplicaReply.QueryReply(
        asked.call(),
        Outcome.DONE,
        result.answer(),
        result.valueTimestamp(),
        result.lamport(),
        result.durability());
  }

  /** The process ends, one way or the other: what was not committed never happened. */
  @Override
  void close();
}
