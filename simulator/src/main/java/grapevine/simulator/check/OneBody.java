package grapevine.simulator.check;

import grapevine.protocol.Dot;
import grapevine.protocol.DurableState;
import grapevine.protocol.Effect;
import grapevine.protocol.GossipRecord;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Invariant 11: one dot, one body, for ever. A record counts from when it is on a disk or has left
 * a process; a dot that a crash took back with its transaction may be stamped again.
 */
public final class OneBody implements Probe {
  private static final String NAME = "one-body";

  // Looked up only: its order reaches nothing.
  private final Map<Dot, LogRecord> bodies = new LinkedHashMap<>();
  private final Map<MemberId, List<LogRecord>> appendedSinceCommit = new TreeMap<>();

  @Override
  public void opened(MemberId replica, DurableState recovered) {
    recovered.log().forEach(record -> count(replica, record));
  }

  @Override
  public void appended(MemberId replica, LogRecord record) {
    appendedSinceCommit.computeIfAbsent(replica, member -> new ArrayList<>()).add(record);
  }

  @Override
  public void committed(MemberId replica, ReplicaReport state) {
    List<LogRecord> records = appendedSinceCommit.getOrDefault(replica, List.of());
    records.forEach(record -> count(replica, record));
    appendedSinceCommit.remove(replica);
  }

  @Override
  public void said(MemberId replica, Effect effect) {
    if (effect instanceof Effect.Send send) {
      for (GossipRecord record : send.gossip().records()) {
        if (record instanceof LogRecord whole) {
          count(replica, whole);
        }
      }
    }
  }

  @Override
  public void crashed(MemberId replica) {
    appendedSinceCommit.remove(replica);
  }

  private void count(MemberId replica, LogRecord record) {
    LogRecord known = bodies.putIfAbsent(record.dot(), record);
    if (known != null && !known.equals(record)) {
      throw new InvariantViolated(NAME, replica + " has " + record + ", and it was " + known);
    }
  }
}
