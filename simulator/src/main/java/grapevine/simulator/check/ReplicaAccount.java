package grapevine.simulator.check;

import grapevine.protocol.CallId;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one replica manager wrote, by call id: logged and applied. That of the open transaction
 * counts here too, until {@link #rollback}. A record is executed when its call id has been applied,
 * because a further record of it is skipped without a word.
 */
final class ReplicaAccount {
  private final Map<MemberId, List<CallId>> logged = new TreeMap<>();
  // Looked up only: its order reaches nothing.
  private final Set<CallId> applied = new LinkedHashSet<>();
  private final List<MemberId> appendedSinceCommit = new ArrayList<>();
  private final List<CallId> appliedSinceCommit = new ArrayList<>();
  // How far the records of each origin were found executed: no need to look at those again.
  private VectorTimestamp verified = VectorTimestamp.ZERO;
  private VectorTimestamp verifiedAtCommit = VectorTimestamp.ZERO;

  /** How many records of this origin are logged. */
  long logged(MemberId origin) {
    return logged.getOrDefault(origin, List.of()).size();
  }

  /** Does nothing and returns false when this is not the next record of its origin. */
  boolean append(LogRecord record) {
    List<CallId> run = logged.computeIfAbsent(record.origin(), origin -> new ArrayList<>());
    boolean isNext = record.dot().n() == run.size() + 1;
    if (isNext) {
      run.add(record.callId());
      appendedSinceCommit.add(record.origin());
    }
    return isNext;
  }

  /** Returns false when the call id has been applied before. */
  boolean apply(CallId callId) {
    boolean isFirst = applied.add(callId);
    if (isFirst) {
      appliedSinceCommit.add(callId);
    }
    return isFirst;
  }

  boolean hasApplied(CallId callId) {
    return applied.contains(callId);
  }

  /** Whether all records of this origin from the first to the n-th are executed. */
  boolean hasExecuted(MemberId origin, long n) {
    long before = verified.get(origin);
    if (n <= before) {
      return true;
    }
    List<CallId> run = logged.getOrDefault(origin, List.of());
    long prefix = before;
    while (prefix < Math.min(n, run.size()) && applied.contains(run.get((int) prefix))) {
      prefix++;
    }
    if (prefix > before) {
      verified = verified.with(origin, prefix);
    }
    return prefix == n;
  }

  /** What is committed of it, for a disk that is copied. */
  ReplicaAccount copy() {
    ReplicaAccount copy = new ReplicaAccount();
    logged.forEach((origin, run) -> copy.logged.put(origin, new ArrayList<>(run)));
    copy.applied.addAll(applied);
    copy.appendedSinceCommit.addAll(appendedSinceCommit);
    copy.appliedSinceCommit.addAll(appliedSinceCommit);
    copy.verifiedAtCommit = verifiedAtCommit;
    copy.rollback();
    return copy;
  }

  void commit() {
    appendedSinceCommit.clear();
    appliedSinceCommit.clear();
    verifiedAtCommit = verified;
  }

  /** The process is gone, and its open transaction with it. */
  void rollback() {
    for (MemberId origin : appendedSinceCommit) {
      List<CallId> run = logged.get(origin);
      run.remove(run.size() - 1);
    }
    appliedSinceCommit.forEach(applied::remove);
    appendedSinceCommit.clear();
    appliedSinceCommit.clear();
    verified = verifiedAtCommit;
  }
}
