package grapevine.simulator.check;

import grapevine.protocol.CallId;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * R11: a client is told of no more disks than its update is on. Any record of its call id will do,
 * and a disk counts for ever, also after the record was executed and discarded.
 */
public final class TrueDurability implements Probe {
  private static final String NAME = "true-durability";

  // Looked up only: its order reaches nothing.
  private final Map<CallId, Set<MemberId>> holders = new LinkedHashMap<>();
  private final Map<MemberId, List<CallId>> appendedSinceCommit = new TreeMap<>();

  @Override
  public void joined(MemberId donor, MemberId replica) {
    for (Set<MemberId> disks : holders.values()) {
      if (disks.contains(donor)) {
        disks.add(replica);
      }
    }
  }

  @Override
  public void appended(MemberId replica, LogRecord record) {
    appendedSinceCommit.computeIfAbsent(replica, member -> new ArrayList<>()).add(record.callId());
  }

  @Override
  public void committed(MemberId replica, ReplicaReport state) {
    for (CallId callId : appendedSinceCommit.getOrDefault(replica, List.of())) {
      holders.computeIfAbsent(callId, id -> new TreeSet<>()).add(replica);
    }
    appendedSinceCommit.remove(replica);
  }

  @Override
  public void crashed(MemberId replica) {
    appendedSinceCommit.remove(replica);
  }

  @Override
  public void acknowledged(String frontEnd, CallId callId, int durability) {
    Set<MemberId> disks = holders.getOrDefault(callId, Set.of());
    if (disks.size() < durability) {
      throw new InvariantViolated(
          NAME,
          frontEnd + " says that " + callId + " is on " + durability + " disks, not " + disks);
    }
  }
}
