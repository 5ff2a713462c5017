package grapevine.simulator.disk;

import grapevine.database.QueryResult;
import grapevine.protocol.DurableState;
import grapevine.protocol.ExecutedOperations;
import grapevine.protocol.Journal;
import grapevine.protocol.Payload;
import grapevine.protocol.Value;

/** What one process does with its disk: the ports of the core, and answers from committed state. */
public interface OpenDisk extends AutoCloseable {
  /** What the disk held when it was opened. */
  DurableState recovered();

  Journal journal();

  Value value();

  ExecutedOperations executedOperations();

  /** From what is committed, and with the timestamps of just that. */
  QueryResult answer(Payload query);

  /** The process ends, one way or the other: what was not committed never happened. */
  @Override
  void close();
}
