package grapevine.simulator.check;

import grapevine.protocol.DurableState;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.PendingWrite;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.Token;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Invariant 18: no update before its causal past, which is its {@code prev} and what its origin
 * stamped before it. Decided at the end of the step, when all that the step logged is known too.
 */
public final class CausalOrder implements Probe {
  private static final String NAME = "causal-order";

  private final Roster roster;
  private final Map<MemberId, ReplicaAccount> accounts = new TreeMap<>();
  private final Map<MemberId, List<LogRecord>> executedInStep = new TreeMap<>();

  /**
   * @param founders how many there are, met or not
   */
  public CausalOrder(int founders) {
    this.roster = new Roster(founders);
  }

  @Override
  public void opened(MemberId replica, DurableState recovered) {
    roster.opened(replica, recovered);
  }

  @Override
  public void joined(MemberId donor, MemberId replica) {
    accounts.put(replica, account(donor).copy());
  }

  @Override
  public void appended(MemberId replica, LogRecord record) {
    account(replica).append(record);
  }

  @Override
  public void applied(MemberId replica, LogRecord record) {
    executedInStep.computeIfAbsent(replica, member -> new ArrayList<>()).add(record);
  }

  @Override
  public void reconciled(MemberId replica, LogRecord record) {
    applied(replica, record);
  }

  @Override
  public void stepped(MemberId replica, ReplicaReport after) {
    roster.stepped(replica, after);
    List<LogRecord> records = executedInStep.getOrDefault(replica, List.of());
    for (LogRecord record : records) {
      execute(replica, account(replica), record);
    }
    executedInStep.remove(replica);
  }

  @Override
  public void committed(MemberId replica, ReplicaReport state) {
    account(replica).commit();
  }

  @Override
  public void crashed(MemberId replica) {
    account(replica).rollback();
    executedInStep.remove(replica);
  }

  private void execute(MemberId replica, ReplicaAccount account, LogRecord record) {
    Token prev = roster.clamp(replica, record.update().prev());
    VectorTimestamp vector = prev.vector();
    for (int i = 0; i < vector.size(); i++) {
      if (!account.hasExecuted(vector.member(i), vector.count(i))) {
        throw tooEarly(replica, record, vector.member(i) + "=" + vector.count(i));
      }
    }
    for (PendingWrite write : prev.pending()) {
      if (!account.hasApplied(write.callId())) {
        throw tooEarly(replica, record, write);
      }
    }
    if (!account.hasExecuted(record.origin(), record.dot().n() - 1)) {
      throw tooEarly(replica, record, "the record before it");
    }
    account.apply(record.callId());
  }

  private ReplicaAccount account(MemberId replica) {
    return accounts.computeIfAbsent(replica, member -> new ReplicaAccount());
  }

  private static InvariantViolated tooEarly(MemberId replica, LogRecord record, Object missing) {
    return new InvariantViolated(
        NAME, replica + " executes " + record.dot() + " before " + missing + ": " + record);
  }
}
