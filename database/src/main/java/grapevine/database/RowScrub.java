package grapevine.database;

import grapevine.protocol.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the rows of {@code operation} and {@code log} again, a few at a time, and says which are
 * not what was written: SQLite does not notice a flipped byte, and a row that nobody asks for could
 * stay damaged until the last good copy is gone. For one thread, with a connection of its own;
 * holds no snapshot between calls.
 */
public final class RowScrub implements AutoCloseable {
  private static final String SELECT = DamagedOperation.Found.SELECT;
  private static final Pattern CALL_ID = Pattern.compile("([0-9a-f]{16})([0-9a-f]{16})");

  private final SqliteConnection connection;
  private final MemberDictionary members;
  private long operationsDone;
  private long logDone;
  private boolean isInLog;

  RowScrub(SqliteConnection connection) {
    this.connection = connection;
    this.members = new MemberDictionary(connection);
  }

  /**
   * @param rows how many were looked at
   * @param log what is wrong with the log, if anything is
   * @param isRoundOver all rows have been looked at; the next are the first again
   */
  public record Findings(
      int rows, List<DamagedOperation> operations, Optional<String> log, boolean isRoundOver) {}

  /** Looks at the next rows. */
  public Findings next(int rowsMax) {
    try {
      return isInLog ? nextOfLog(rowsMax) : nextOfOperations(rowsMax);
    } finally {
      release();
    }
  }

  /** What is damaged of the rows that a reader was looking for when it met damage. */
  public List<DamagedOperation> look(DamagedRecordException met) {
    try {
      return isOfOperations(met) ? damagedOf(met.key()) : List.of();
    } finally {
      release();
    }
  }

  /**
   * How to mend a row with what a peer says that the operation was; empty when it is another
   * operation.
   */
  public Optional<OperationRepair> repair(DamagedOperation damaged, LogRecord told) {
    try {
      OperationRow row = OperationRow.of(damaged.id(), told);
      Optional<OperationRow> proven =
          StoredOperation.completed(damaged.found().stored().bytes(), row, members);
      if (proven.isEmpty() && damaged.found().agreesWith(row)) {
        // Too much of the row is gone to prove it; what it is looked up by says the same.
        return Optional.of(damaged.repair(row));
      }
      return proven.map(damaged::repair);
    } finally {
      connection.rollback();
    }
  }

  @Override
  public void close() {
    connection.close();
  }

  // What stays in memory is not read from the disk again.
  private void release() {
    connection.update("PRAGMA shrink_memory");
    connection.rollback();
  }

  private Findings nextOfOperations(int rowsMax) {
    List<DamagedOperation.Found> rows =
        found(SELECT + "WHERE id > ? ORDER BY id LIMIT ?", operationsDone, (long) rowsMax);
    isInLog = rows.size() < rowsMax;
    operationsDone = isInLog ? 0 : rows.get(rows.size() - 1).id();
    return new Findings(rows.size(), damagedOf(rows), Optional.empty(), false);
  }

  private List<DamagedOperation> damagedOf(String key) {
    Matcher callId = CALL_ID.matcher(key);
    if (!callId.matches()) {
      long filed = Long.parseLong(key);
      return damagedOf(found(SELECT + "WHERE subject = ? OR audience = ?", filed, filed));
    }
    long high = Long.parseUnsignedLong(callId.group(1), 16);
    List<DamagedOperation.Found> rows =
        found(SELECT + "WHERE call_high = ?", OperationTable.column(high));
    rows.addAll(found(SELECT + "WHERE subject = ?", high));
    return damagedOf(rows);
  }

  private List<DamagedOperation.Found> found(String sql, Object... values) {
    return connection.all(DamagedOperation.Found::read, sql, values);
  }

  private List<DamagedOperation> damagedOf(List<DamagedOperation.Found> rows) {
    List<DamagedOperation> damaged = new ArrayList<>(0);
    for (DamagedOperation.Found found : rows) {
      try {
        OperationRow row = found.decoded(members);
        if (!found.agreesWith(row) || !isIndexed(row)) {
          damaged.add(new DamagedOperation(found, row));
        }
      } catch (DamagedRecordException e) {
        if (!isOfOperations(e)) {
          throw e;
        }
        damaged.add(new DamagedOperation(found, null));
      }
    }
    return damaged;
  }

  /** Without an entry in the index the row is there, and found by nobody. */
  private boolean isIndexed(OperationRow row) {
    return connection
            .first(
                one -> 1,
                "SELECT 1 FROM operation INDEXED BY operation_by_call WHERE call_high = ? AND id = ?",
                OperationTable.column(row.callId().high()),
                row.sequence())
            .isPresent()
        && isListed(FiledUnder.SUBJECT, row)
        && isListed(FiledUnder.AUDIENCE, row);
  }

  private boolean isListed(FiledUnder index, OperationRow row) {
    Long key = index.of(row.filing());
    return key == null
        || connection
            .first(
                one -> 1,
                "SELECT 1 FROM operation INDEXED BY "
                    + index.index()
                    + " WHERE "
                    + index.column()
                    + " = ? AND at_millis = ? AND id = ?",
                key,
                row.filing().atMillis(),
                row.sequence())
            .isPresent();
  }

  private Findings nextOfLog(int rowsMax) {
    long first = connection.number("SELECT log_first FROM state");
    long before = Math.max(logDone, first - 1);
    List<LogTable.Stored> rows = LogTable.stored(connection, before, rowsMax);
    Optional<String> damage = Optional.empty();
    for (LogTable.Stored row : rows) {
      if (damage.isEmpty()) {
        damage = damageOf(row, before + 1);
      }
      before = row.id();
    }
    isInLog = rows.size() == rowsMax;
    logDone = isInLog ? before : 0;
    return new Findings(rows.size(), List.of(), damage, !isInLog);
  }

  private static Optional<String> damageOf(LogTable.Stored row, long expectedId) {
    if (row.id() != expectedId) {
      return Optional.of("row " + expectedId + " is missing");
    }
    try {
      row.verified();
      return Optional.empty();
    } catch (DamagedRecordException e) {
      return Optional.of("row " + e.key() + " is not what was written");
    }
  }

  private static boolean isOfOperations(DamagedRecordException e) {
    return e.table().equals(StoredOperation.TABLE);
  }
}
