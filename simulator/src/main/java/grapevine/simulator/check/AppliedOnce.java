package grapevine.simulator.check;

import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import java.util.Map;
import java.util.TreeMap;

/**
 * Invariant 8: no call id is applied twice at one replica manager, and further records are joined
 * only to one that was applied. What a crash took back may be applied again.
 */
public final class AppliedOnce implements Probe {
  private static final String NAME = "applied-once";

  private final Map<MemberId, ReplicaAccount> accounts = new TreeMap<>();

  @Override
  public void joined(MemberId donor, MemberId replica) {
    accounts.put(replica, account(donor).copy());
  }

  @Override
  public void applied(MemberId replica, LogRecord record) {
    if (!account(replica).apply(record.callId())) {
      throw new InvariantViolated(NAME, replica + " applies a second time: " + record);
    }
  }

  @Override
  public void reconciled(MemberId replica, LogRecord record) {
    if (!account(replica).hasApplied(record.callId())) {
      throw new InvariantViolated(NAME, replica + " joins to nothing: " + record);
    }
  }

  @Override
  public void committed(MemberId replica, ReplicaReport state) {
    account(replica).commit();
  }

  @Override
  public void crashed(MemberId replica) {
    account(replica).rollback();
  }

  private ReplicaAccount account(MemberId replica) {
    return accounts.computeIfAbsent(replica, member -> new ReplicaAccount());
  }
}
