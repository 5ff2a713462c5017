package grapevine.database;

import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.ExecutedOperations;
import grapevine.protocol.LogRecord;
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
  private final List<Dot> unlogged = new ArrayList<>();
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
    unlogged.add(record.dot());
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
    OperationRow variant = OperationRow.of(sequence + 1, record);
    if (variant.isKeptOver(kept)) {
      digest -= kept.hash();
      put(variant);
      unlogged.add(record.dot());
    }
  }

  /** What the log says was executed after the tables were written. */
  void executeAgain(LogRecord record) {
    if (row(record.callId()).isEmpty()) {
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
  List<Dot> unlogged() {
    return List.copyOf(unlogged);
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
    sequence = row.sequence();
    digest += row.hash();
  }
}
