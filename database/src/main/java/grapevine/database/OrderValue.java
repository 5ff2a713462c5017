package grapevine.database;

import grapevine.common.Json;
import grapevine.common.ordering.ForcedFacts;
import grapevine.common.ordering.ForcedFacts.DecisionFact;
import grapevine.common.ordering.ForcedRules;
import grapevine.protocol.CallId;
import grapevine.protocol.ExecutedOperations;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replicated orders, and with them the executed operations: every executed call id has one row,
 * which holds its operation as it was made. So the state is a set of rows and does not know in
 * which order they came. What is executed stays in memory until {@link #write}; the log has it on
 * disk.
 */
final class OrderValue implements Value, ExecutedOperations {
  private static final Logger LOG = LoggerFactory.getLogger(OrderValue.class);

  private final OperationTable table;
  private final CallFilter onDisk = new CallFilter();
  private RecentRows recent = new RecentRows();
  private final List<LogRecord> unlogged = new ArrayList<>();
  private final ChangedKeys changed = new ChangedKeys();
  private final RestaurantMemory restaurants = new RestaurantMemory();
  private long sequence;
  private long digest;

  OrderValue(OperationTable table, long sequence, long digest) {
    this.table = table;
    this.sequence = sequence;
    this.digest = digest;
    table.fill(onDisk);
  }

  @Override
  public Optional<Execution> find(CallId callId) {
    return row(callId).map(OperationRow::execution);
  }

  @Override
  public void apply(LogRecord record) {
    OperationRow row = OperationRow.of(sequence + 1, record);
    if (row.filing().kind() == OperationKind.IGNORED) {
      LOG.warn("operation {} is kept but has no effect: it is not understood", record.callId());
    }
    put(row);
    unlogged.add(record);
  }

  @Override
  public void reconcile(LogRecord record) {
    OperationRow kept =
        row(record.callId())
            .orElseThrow(
                () ->
                    new DamagedRecordException(
                        "operation",
                        record.callId().toString(),
                        "the row of an executed call id is missing"));
    if (keepSmaller(kept, record)) {
      unlogged.add(record);
    }
  }

  private boolean keepSmaller(OperationRow kept, LogRecord record) {
    OperationRow variant = OperationRow.of(sequence + 1, record);
    boolean isKept = variant.isKeptOver(kept);
    if (isKept) {
      digest -= kept.hash();
      put(variant);
    }
    return isKept;
  }

  @Override
  public Decision decide(LogRecord record) {
    Optional<Decision> before = decision(record.callId());
    if (before.isPresent()) {
      return before.get();
    }
    FactChanges facts = new FactChanges(this::fact);
    ForcedRules.Ruling ruling =
        ForcedRules.decide(record.callId(), record.update().operation(), facts);
    DecisionFact decision = new DecisionFact(record.update().requestHash(), ruling.result());
    facts.put(ForcedFacts.decisionKey(record.callId()), Json.bytes(decision));
    facts.all().forEach((key, value) -> putFact(key, value, record));
    if (ruling.isOrderPlaced()) {
      placeOrder(record);
    }
    unlogged.add(record);
    return decision(decision);
  }

  @Override
  public Optional<Decision> decision(CallId callId) {
    return fact(ForcedFacts.decisionKey(callId))
        .map(bytes -> decision(Json.readOwn(bytes, DecisionFact.class)));
  }

  private static Decision decision(DecisionFact fact) {
    return new Decision(fact.requestHash(), Payload.of(Json.bytes(fact.result())));
  }

  private Optional<byte[]> fact(String key) {
    return row(Fact.callId(key)).map(row -> Fact.valueIn(row, key));
  }

  private void putFact(String key, byte[] value, LogRecord by) {
    row(Fact.callId(key)).ifPresent(replaced -> digest -= replaced.hash());
    put(Fact.row(sequence + 1, key, value, by));
  }

  /**
   * What the order is, not whether it is decided, depends on causal records of the same call id:
   * the smaller is kept, whichever came first (R10, R23).
   */
  private void placeOrder(LogRecord record) {
    Optional<OperationRow> kept = row(record.callId());
    if (kept.isEmpty()) {
      put(OperationRow.of(sequence + 1, record));
    } else {
      keepSmaller(kept.get(), record);
    }
  }

  /** What the log says was executed after the tables were written. */
  void executeAgain(LogRecord record) {
    if (record.origin().equals(MemberId.FORCED)) {
      decide(record);
    } else if (row(record.callId()).isEmpty()) {
      apply(record);
    } else {
      reconcile(record);
    }
  }

  @Override
  public long digest() {
    return digest;
  }

  long sequence() {
    return sequence;
  }

  RecentRows recent() {
    return recent;
  }

  /** The records whose execution changed the value since {@link #logged}, in order. */
  List<LogRecord> unlogged() {
    return List.copyOf(unlogged);
  }

  ChangedKeys changed() {
    return changed;
  }

  RestaurantMemory restaurants() {
    return restaurants;
  }

  /** The log has them. */
  void logged() {
    unlogged.clear();
  }

  boolean hasUnlogged() {
    return !unlogged.isEmpty();
  }

  /** Writes what is recent to the table, in the open transaction. */
  void write() {
    for (OperationRow row : recent.all()) {
      if (onDisk.mayContain(row.callId().high())) {
        table.delete(row.callId());
      }
      table.insert(row);
    }
  }

  /** In the open transaction; false when the row is no longer the one that was found damaged. */
  boolean repair(OperationRepair repair) {
    // At the start the filter may have been filled from what was damaged.
    onDisk.add(repair.row().callId().high());
    return table.repair(repair);
  }

  /** What {@link #write} wrote is committed. */
  void forgetWritten() {
    recent.eachCall(callId -> onDisk.add(callId.high()));
    recent = new RecentRows();
  }

  /** What {@link #write} wrote is not committed: it is recent still. */
  void rolledBack() {
    table.rolledBack();
  }

  private Optional<OperationRow> row(CallId callId) {
    Optional<OperationRow> inMemory = recent.newest(callId);
    if (inMemory.isPresent() || !onDisk.mayContain(callId.high())) {
      return inMemory;
    }
    return table.find(callId);
  }

  private void put(OperationRow row) {
    recent.put(row);
    changed.add(row);
    restaurants.executed(row);
    sequence = row.sequence();
    digest += row.hash();
  }
}
