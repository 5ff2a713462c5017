package grapevine.simulator.check;

import grapevine.protocol.CallId;
import grapevine.protocol.Effect;
import grapevine.protocol.ForcedCommand;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.Value;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * R20 to R23 and invariants 19, 20 and 27: all replica managers execute the same commands in the
 * same order with the same results, none before its past, and none is proposed before enough others
 * hold that past. A joining member stamps nothing, and of a retired one nothing above its cut is
 * executed.
 */
public final class ForcedSequence implements Probe {
  private static final String NAME = "forced-sequence";

  private final int tolerated;
  private final Roster roster;
  // Looked up only.
  private final Map<Long, Decided> atPlace = new LinkedHashMap<>();
  private final Map<CallId, Value.Decision> ofCall = new LinkedHashMap<>();
  private final Map<Long, List<String>> membersAt = new LinkedHashMap<>();
  private final Map<MemberId, Replica> replicas = new TreeMap<>();

  private record Decided(CallId callId, Value.Decision decision) {}

  /**
   * @param tolerated how many others must hold what a proposal depends on
   */
  public ForcedSequence(int founders, int tolerated) {
    this.roster = new Roster(founders);
    this.tolerated = tolerated;
  }

  @Override
  public void joined(MemberId donor, MemberId replica) {
    of(replica).logged = of(donor).logged;
  }

  @Override
  public void opened(MemberId replica, grapevine.protocol.DurableState recovered) {
    roster.opened(replica, recovered);
  }

  @Override
  public void appended(MemberId replica, LogRecord record) {
    if (record.origin().equals(replica) && of(replica).isJoining) {
      throw new InvariantViolated(NAME, replica + " stamps " + record.dot() + " while it joins");
    }
  }

  @Override
  public void decided(MemberId replica, LogRecord record, Value.Decision decision) {
    of(replica).decidedInStep.add(record);
    Decided now = new Decided(record.callId(), decision);
    Decided before = atPlace.putIfAbsent(record.dot().n(), now);
    if (before != null && !before.equals(now)) {
      throw new InvariantViolated(
          NAME, replica + " decides " + now + " at " + record.dot() + ", another " + before);
    }
    Value.Decision first = ofCall.putIfAbsent(record.callId(), decision);
    if (first != null && !first.equals(decision)) {
      throw new InvariantViolated(
          NAME, replica + " decides " + record.callId() + " again, as " + decision);
    }
  }

  @Override
  public void stepped(MemberId replica, ReplicaReport after) {
    roster.stepped(replica, after);
    Replica known = of(replica);
    for (LogRecord record : known.decidedInStep) {
      VectorTimestamp prev = roster.clamp(replica, record.update().prev()).vector();
      boolean isInOrder = record.dot().n() <= after.valueTimestamp().forced();
      if (!isInOrder || !after.valueTimestamp().covers(prev)) {
        throw new InvariantViolated(
            NAME, replica + " decides " + record + ", executed " + after.valueTimestamp());
      }
    }
    known.decidedInStep.clear();
    for (Member member : after.members()) {
      known.isJoining =
          member.id().equals(replica) ? member.state() == Member.State.JOINING : known.isJoining;
      boolean isCut = member.state() == Member.State.RETIRED;
      if (isCut && after.valueTimestamp().get(member.id()) > member.cut()) {
        throw new InvariantViolated(NAME, replica + " has executed more than " + member);
      }
    }
  }

  @Override
  public void committed(MemberId replica, ReplicaReport state) {
    of(replica).logged = state.replicaTimestamp();
    if (state.valueTimestamp().forced() == 0) {
      return;
    }
    List<String> members =
        state.members().stream()
            .map(member -> member.id() + " " + member.state() + " " + member.cut())
            .toList();
    List<String> before = membersAt.putIfAbsent(state.valueTimestamp().forced(), members);
    if (before != null && !before.equals(members)) {
      throw new InvariantViolated(NAME, replica + " knows " + members + ", another " + before);
    }
  }

  @Override
  public void said(MemberId replica, Effect effect) {
    if (effect instanceof Effect.Propose propose
        && propose.command() instanceof ForcedCommand.Decide decide) {
      VectorTimestamp prev = roster.clamp(replica, decide.prev()).vector();
      int needed = Math.min(tolerated, roster.othersOf(replica));
      for (int i = 0; i < prev.size(); i++) {
        if (holdersOf(replica, prev.member(i), prev.count(i)) < needed) {
          throw new InvariantViolated(
              NAME, replica + " proposes " + decide + " before enough others hold " + prev);
        }
      }
    }
  }

  @Override
  public void crashed(MemberId replica) {
    of(replica).decidedInStep.clear();
  }

  private long holdersOf(MemberId but, MemberId origin, long n) {
    return replicas.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(but) && entry.getValue().logged.get(origin) >= n)
        .count();
  }

  private Replica of(MemberId replica) {
    return replicas.computeIfAbsent(replica, member -> new Replica());
  }

  private static final class Replica {
    private final List<LogRecord> decidedInStep = new ArrayList<>();
    private VectorTimestamp logged = VectorTimestamp.ZERO;
    private boolean isJoining;
  }
}
