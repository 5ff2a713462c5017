package grapevine.simulator.check;

import grapevine.protocol.Dot;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.PendingWrite;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * R9: the lamport of an update is above that of every record which its {@code prev} names. All of
 * these have left the process that stamped them, so they are on its disk, and known here.
 */
public final class LamportOrder implements Probe {
  private static final String NAME = "lamport-order";

  private final Map<MemberId, Stamped> origins = new TreeMap<>();

  @Override
  public void appended(MemberId replica, LogRecord record) {
    VectorTimestamp vector = record.update().prev().vector();
    for (int i = 0; i < vector.size(); i++) {
      MemberId origin = vector.member(i);
      requireAbove(record, stamped(origin).highest(vector.count(i)), origin, vector.count(i));
    }
    for (PendingWrite write : record.update().prev().pending()) {
      for (Dot dot : write.dots()) {
        requireAbove(record, stamped(dot.origin()).of(dot.n()), dot.origin(), dot.n());
      }
    }
    if (record.origin().equals(replica)) {
      stamped(replica).sinceCommit.add(record);
    }
  }

  @Override
  public void committed(MemberId replica, ReplicaReport state) {
    stamped(replica).commit();
  }

  @Override
  public void crashed(MemberId replica) {
    stamped(replica).sinceCommit.clear();
  }

  private static void requireAbove(LogRecord record, long lamport, MemberId origin, long n) {
    if (record.update().lamport() <= lamport) {
      throw new InvariantViolated(
          NAME,
          record.dot()
              + " is not above lamport "
              + lamport
              + " of "
              + origin
              + "="
              + n
              + ": "
              + record);
    }
  }

  private Stamped stamped(MemberId origin) {
    return origins.computeIfAbsent(origin, member -> new Stamped());
  }

  /** The lamports of one origin's records. What is not known counts nothing. */
  private static final class Stamped {
    private final List<Long> lamports = new ArrayList<>();
    private final List<Long> highest = new ArrayList<>();
    private final List<LogRecord> sinceCommit = new ArrayList<>();

    long of(long n) {
      return n <= lamports.size() ? lamports.get((int) n - 1) : Long.MIN_VALUE;
    }

    /** Of the first to the n-th. */
    long highest(long n) {
      int known = (int) Math.min(n, highest.size());
      return known == 0 ? Long.MIN_VALUE : highest.get(known - 1);
    }

    void commit() {
      for (LogRecord record : sinceCommit) {
        long lamport = record.update().lamport();
        highest.add(Math.max(lamport, highest(highest.size())));
        lamports.add(lamport);
      }
      sinceCommit.clear();
    }
  }
}
