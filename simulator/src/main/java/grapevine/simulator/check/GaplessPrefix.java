package grapevine.simulator.check;

import grapevine.protocol.Dot;
import grapevine.protocol.DurableState;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * R2 and invariants 13, 14, 16: timestamps say exactly which records are executed and logged, leave
 * no gap and never fall, a crash included. A further record of an executed call id counts as
 * executed.
 */
public final class GaplessPrefix implements Probe {
  private static final String NAME = "gapless-prefix";

  private final Map<MemberId, Replica> replicas = new TreeMap<>();

  @Override
  public void opened(MemberId replica, DurableState recovered) {
    Replica known = of(replica);
    VectorTimestamp value = recovered.replica().value();
    VectorTimestamp logged = logged(replica, recovered);
    if (!value.equals(known.value) || !logged.equals(known.logged)) {
      throw violated(
          replica,
          "opened with "
              + value
              + " of "
              + logged
              + ", not "
              + known.value
              + " of "
              + known.logged);
    }
  }

  @Override
  public void joined(MemberId donor, MemberId replica) {
    Replica copy = of(replica);
    copy.account = of(donor).account.copy();
    copy.value = of(donor).value;
    copy.logged = of(donor).logged;
  }

  @Override
  public void appended(MemberId replica, LogRecord record) {
    if (!of(replica).account.append(record)) {
      throw violated(
          replica, record.dot() + " after " + of(replica).account.logged(record.origin()));
    }
  }

  @Override
  public void applied(MemberId replica, LogRecord record) {
    Replica known = of(replica);
    known.account.apply(record.callId());
    known.appliedInStep.add(record.dot());
  }

  @Override
  public void stepped(MemberId replica, ReplicaReport after) {
    Replica known = of(replica);
    for (Dot dot : known.appliedInStep) {
      if (!after.valueTimestamp().covers(dot)) {
        throw violated(replica, dot + " is applied and not in " + after.valueTimestamp());
      }
    }
    known.appliedInStep.clear();
  }

  @Override
  public void committed(MemberId replica, ReplicaReport state) {
    Replica known = of(replica);
    VectorTimestamp value = state.valueTimestamp();
    VectorTimestamp logged = state.replicaTimestamp();
    if (!logged.covers(value.withForced(0))) {
      throw violated(replica, "executed " + value + " of " + logged);
    }
    if (!value.covers(known.value) || !logged.covers(known.logged)) {
      throw violated(
          replica,
          "fell from " + known.value + " of " + known.logged + " to " + value + " of " + logged);
    }
    requireLogged(replica, known.account, logged);
    requireExecuted(replica, known.account, value);
    known.account.commit();
    known.value = value;
    known.logged = logged;
  }

  @Override
  public void crashed(MemberId replica) {
    of(replica).account.rollback();
    of(replica).appliedInStep.clear();
  }

  private static VectorTimestamp logged(MemberId replica, DurableState recovered) {
    VectorTimestamp logged = recovered.replica().floor();
    for (LogRecord record : recovered.log()) {
      if (record.dot().n() != logged.get(record.origin()) + 1) {
        throw violated(replica, "opened with " + record.dot() + " after " + logged);
      }
      logged = logged.with(record.origin(), record.dot().n());
    }
    return logged;
  }

  private static void requireLogged(
      MemberId replica, ReplicaAccount account, VectorTimestamp timestamp) {
    for (int i = 0; i < timestamp.size(); i++) {
      if (account.logged(timestamp.member(i)) < timestamp.count(i)) {
        throw violated(replica, "not all of " + timestamp.member(i) + " is logged in " + timestamp);
      }
    }
  }

  private static void requireExecuted(
      MemberId replica, ReplicaAccount account, VectorTimestamp timestamp) {
    for (int i = 0; i < timestamp.size(); i++) {
      if (!account.hasExecuted(timestamp.member(i), timestamp.count(i))) {
        throw violated(
            replica, "not all of " + timestamp.member(i) + " is executed in " + timestamp);
      }
    }
  }

  private Replica of(MemberId replica) {
    return replicas.computeIfAbsent(replica, member -> new Replica());
  }

  private static InvariantViolated violated(MemberId replica, String detail) {
    return new InvariantViolated(NAME, replica + ": " + detail);
  }

  private static final class Replica {
    private ReplicaAccount account = new ReplicaAccount();
    private final List<Dot> appliedInStep = new ArrayList<>();
    private VectorTimestamp value = VectorTimestamp.ZERO;
    private VectorTimestamp logged = VectorTimestamp.ZERO;
  }
}
