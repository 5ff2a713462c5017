package grapevine.simulator.check;

import grapevine.protocol.CallId;
import grapevine.protocol.DurableState;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.PendingWrite;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * R6: what a replica manager stamps depends on nothing but what it has executed, and on pending
 * writes under its own stamp. Otherwise its later records would wait behind somebody else's. Judged
 * at the end of the step, when all that it executed is known.
 */
public final class Acceptance implements Probe {
  private static final String NAME = "acceptance";

  private final Roster roster;
  private final Map<MemberId, Replica> replicas = new TreeMap<>();

  /**
   * @param founders how many there are, met or not
   */
  public Acceptance(int founders) {
    this.roster = new Roster(founders);
  }

  @Override
  public void opened(MemberId replica, DurableState recovered) {
    roster.opened(replica, recovered);
  }

  @Override
  public void joined(MemberId donor, MemberId replica) {
    of(replica).account = of(donor).account.copy();
  }

  @Override
  public void appended(MemberId replica, LogRecord record) {
    Replica known = of(replica);
    known.account.append(record);
    if (record.origin().equals(replica)) {
      known.stampedHere.add(record.callId());
      known.stampedInStep.add(record);
    }
  }

  @Override
  public void applied(MemberId replica, LogRecord record) {
    of(replica).account.apply(record.callId());
  }

  @Override
  public void stepped(MemberId replica, ReplicaReport after) {
    roster.stepped(replica, after);
    Replica known = of(replica);
    for (LogRecord record : known.stampedInStep) {
      Token prev = roster.clamp(replica, record.update().prev());
      boolean isCovered =
          after.valueTimestamp().covers(prev.vector())
              && prev.pending().stream().allMatch(write -> isMet(known, write));
      if (!isCovered) {
        throw new InvariantViolated(
            NAME, replica + " stamps, executed " + after.valueTimestamp() + ": " + record);
      }
    }
    known.stampedInStep.clear();
  }

  @Override
  public void committed(MemberId replica, ReplicaReport state) {
    of(replica).account.commit();
  }

  @Override
  public void crashed(MemberId replica) {
    Replica known = of(replica);
    known.account.rollback();
    known.stampedInStep.clear();
  }

  /** A call id whose stamp a crash took back counts too: nobody was told, so no token names it. */
  private static boolean isMet(Replica known, PendingWrite write) {
    return known.stampedHere.contains(write.callId()) || known.account.hasApplied(write.callId());
  }

  private Replica of(MemberId replica) {
    return replicas.computeIfAbsent(replica, member -> new Replica());
  }

  private static final class Replica {
    private ReplicaAccount account = new ReplicaAccount();
    private final Set<CallId> stampedHere = new TreeSet<>();
    private final List<LogRecord> stampedInStep = new ArrayList<>();
  }
}
