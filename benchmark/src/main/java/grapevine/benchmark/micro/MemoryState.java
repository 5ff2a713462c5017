package grapevine.benchmark.micro;

import grapevine.protocol.CallId;
import grapevine.protocol.DurableState;
import grapevine.protocol.ExecutedOperations;
import grapevine.protocol.Journal;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.Value;
import grapevine.protocol.VectorTimestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a replica manager writes to, without a disk: what is left is the cost of the core. */
final class MemoryState implements Value, ExecutedOperations, Journal {
  private final Map<CallId, Execution> executions = new HashMap<>();
  private boolean hasWork;
  private long digest;

  @Override
  public void apply(LogRecord record) {
    long contentHash = record.contentHash();
    digest += contentHash;
    executions.put(
        record.callId(), new Execution(record.dot(), record.update().requestHash(), contentHash));
  }

  @Override
  public void reconcile(LogRecord record) {
    throw new IllegalStateException("no two records of a call id differ here");
  }

  @Override
  public Decision decide(LogRecord record) {
    throw new UnsupportedOperationException("nothing is forced here");
  }

  @Override
  public Optional<Decision> decision(CallId callId) {
    return Optional.empty();
  }

  @Override
  public long digest() {
    return digest;
  }

  @Override
  public Optional<Execution> find(CallId callId) {
    return Optional.ofNullable(executions.get(callId));
  }

  @Override
  public void append(LogRecord record) {
    hasWork = true;
  }

  @Override
  public void discard(VectorTimestamp floor) {
    hasWork = true;
  }

  @Override
  public void save(List<Member> pins, DurableState.Timestamps timestamps) {
    hasWork = true;
  }

  @Override
  public boolean hasWork() {
    return hasWork;
  }

  @Override
  public void commit() {
    hasWork = false;
  }
}
