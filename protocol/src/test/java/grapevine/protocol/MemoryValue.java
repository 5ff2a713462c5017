package grapevine.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value that remembers what was executed and in which order; its digest ignores the order, as the
 * contract asks.
 */
final class MemoryValue implements Value, ExecutedOperations {
  final List<LogRecord> applied = new ArrayList<>();
  final List<LogRecord> reconciled = new ArrayList<>();
  private final Map<CallId, LogRecord> rows = new LinkedHashMap<>();
  final Map<CallId, Decision> decisions = new LinkedHashMap<>();

  @Override
  public void apply(LogRecord record) {
    applied.add(record);
    rows.put(record.callId(), record);
  }

  @Override
  public void reconcile(LogRecord record) {
    reconciled.add(record);
    rows.merge(record.callId(), record, MemoryValue::smaller);
  }

  private static LogRecord smaller(LogRecord one, LogRecord other) {
    int byLamport = Long.compare(one.update().lamport(), other.update().lamport());
    int order = byLamport != 0 ? byLamport : Long.compare(one.contentHash(), other.contentHash());
    return order <= 0 ? one : other;
  }

  // Who comes first gets the number: a result that depends on the order alone.
  @Override
  public Decision decide(LogRecord record) {
    return decisions.computeIfAbsent(
        record.callId(),
        callId ->
            new Decision(
                record.update().requestHash(), Payload.of("number " + (decisions.size() + 1))));
  }

  @Override
  public Optional<Decision> decision(CallId callId) {
    return Optional.ofNullable(decisions.get(callId));
  }

  @Override
  public long digest() {
    long decided = decisions.hashCode();
    return decided
        + rows.values().stream().mapToLong(record -> 31 * record.contentHash() + 1).sum();
  }

  @Override
  public Optional<Execution> find(CallId callId) {
    return Optional.ofNullable(rows.get(callId))
        .map(kept -> new Execution(kept.dot(), kept.update().requestHash(), kept.contentHash()));
  }

  List<CallId> appliedCallIds() {
    return applied.stream().map(LogRecord::callId).toList();
  }
}
