package grapevine.database;

import grapevine.protocol.CallId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The executed operations on disk, as far as they were written out of memory. */
final class OperationTable implements WrittenRows {
  private static final String SELECT = "SELECT row FROM operation WHERE ";
  private static final String BY_CALL = SELECT + "call_high = ? AND call_low = ?";
  private static final String BY_SUBJECT = by(FiledUnder.SUBJECT);
  private static final String AFTER =
      " AND at_millis <= ? AND (at_millis, call_high, call_low) < (?, ?, ?)"
          + " ORDER BY at_millis DESC, call_high DESC, call_low DESC LIMIT ?";
  private static final SqliteConnection.RowReader<byte[]> ROW = row -> row.getBytes(1);

  private final SqliteConnection connection;
  private final MemberDictionary members;

  OperationTable(SqliteConnection connection, MemberDictionary members) {
    this.connection = connection;
    this.members = members;
  }

  private static String by(FiledUnder index) {
    return SELECT + index.column() + " = ? AND kind = ?";
  }

  @Override
  public Optional<OperationRow> find(CallId callId) {
    return connection
        .first(ROW, BY_CALL, column(callId.high()), column(callId.low()))
        .map(bytes -> decoded(bytes, row -> row.callId().equals(callId), callId));
  }

  @Override
  public List<OperationRow> ofSubject(long subject, OperationKind kind) {
    return decodedOf(
        FiledUnder.SUBJECT, subject, connection.all(ROW, BY_SUBJECT, subject, kind.number()));
  }

  /** An order, if it is there, and its events: in one statement, since each has a price. */
  @Override
  public List<OperationRow> orderAndEvents(CallId order) {
    List<OperationRow> rows = new ArrayList<>();
    long subject = Filing.subjectOf(order);
    for (byte[] bytes :
        connection.all(
            ROW,
            BY_CALL + " UNION ALL " + BY_SUBJECT,
            column(order.high()),
            column(order.low()),
            subject,
            OperationKind.ORDER_EVENT.number())) {
      rows.add(
          decoded(
              bytes,
              row -> row.callId().equals(order) || FiledUnder.SUBJECT.has(subject, row),
              order));
    }
    return rows;
  }

  /** Those that come after {@code after} when the newest come first. */
  @Override
  public List<OperationRow> newest(
      FiledUnder index, long key, OperationKind kind, ListCursor after, long limit) {
    return decodedOf(
        index,
        key,
        connection.all(
            ROW,
            by(index) + AFTER,
            key,
            kind.number(),
            after.atMillis(),
            after.atMillis(),
            column(after.callId().high()),
            column(after.callId().low()),
            limit));
  }

  @Override
  public boolean isAny(FiledUnder index, long key) {
    return connection
        .first(
            row -> row.getLong(1),
            "SELECT 1 FROM operation WHERE " + index.column() + " = ? LIMIT 1",
            key)
        .isPresent();
  }

  /** By its columns only: who acts on one looks at its row. */
  @Override
  public List<UnansweredOrders.Placed> placed(long after, long upTo) {
    return connection.all(
        row ->
            new UnansweredOrders.Placed(
                row.getLong(1),
                new CallId(column(row.getLong(2)), column(row.getLong(3))),
                row.getLong(4)),
        "SELECT id, call_high, call_low, at_millis FROM operation"
            + " WHERE id > ? AND id <= ? AND kind = ? ORDER BY id",
        after,
        upTo,
        OperationKind.ORDER.number());
  }

  @Override
  public List<OperationRow> wanted(long after, long upTo) {
    List<OperationRow> rows = new ArrayList<>();
    for (byte[] bytes :
        connection.all(
            ROW,
            SELECT + "id > ? AND id <= ? AND kind IN (?, ?, ?) ORDER BY id",
            after,
            upTo,
            OperationKind.AREA_WANTED.number(),
            OperationKind.POSTCODE_WANTED.number(),
            OperationKind.RATINGS_WANTED.number())) {
      rows.add(decoded(bytes, row -> row.sequence() <= upTo, upTo));
    }
    return rows;
  }

  /** Of the first order after this row. */
  @Override
  public Optional<Long> nextPlacedAtMillis(long after) {
    return connection.first(
        row -> row.getLong(1),
        "SELECT at_millis FROM operation WHERE id > ? AND kind = ? ORDER BY id LIMIT 1",
        after,
        OperationKind.ORDER.number());
  }

  void insert(OperationRow row) {
    insert(row, StoredOperation.encode(row, members));
  }

  private void insert(OperationRow row, byte[] stored) {
    connection.update(
        "INSERT INTO operation (id, kind, call_high, call_low, subject, audience, at_millis, row) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        row.sequence(),
        row.filing().kind().number(),
        column(row.callId().high()),
        column(row.callId().low()),
        row.filing().subject(),
        row.filing().audience(),
        row.filing().atMillis(),
        stored);
  }

  /** False when the row is no longer the one that was found damaged. */
  boolean repair(OperationRepair repair) {
    OperationRow row = repair.row();
    byte[] whole = StoredOperation.encode(row, members);
    Optional<byte[]> now =
        connection.first(ROW, "SELECT row FROM operation WHERE id = ?", row.sequence());
    // The writer may have the page in memory as it was written: only the disk is damaged then.
    boolean isTheSameRow =
        now.isPresent()
            && (Arrays.equals(now.get(), repair.seen()) || Arrays.equals(now.get(), whole));
    if (!isTheSameRow) {
      return false;
    }
    if (repair.isLookedUpWrongly()) {
      // An index whose entry is not that of the row would refuse the change.
      connection.update("REINDEX operation_by_call");
      for (FiledUnder index : FiledUnder.values()) {
        connection.update("REINDEX " + index.index());
      }
    }
    // An update to what the writer has in memory already would not reach the disk.
    connection.update("DELETE FROM operation WHERE id = ?", row.sequence());
    insert(row, whole);
    return true;
  }

  void delete(CallId callId) {
    connection.update(
        "DELETE FROM operation WHERE call_high = ? AND call_low = ?",
        column(callId.high()),
        column(callId.low()));
  }

  /** What was written since the last commit is not there. */
  void rolledBack() {
    members.rolledBack();
  }

  /** The call ids on disk; of each its first half. */
  void fill(CallFilter filter) {
    connection.each(row -> filter.add(column(row.getLong(1))), "SELECT call_high FROM operation");
  }

  /**
   * Verifies every row, and the columns that it is found by; returns the digest of them all.
   *
   * @throws DamagedRecordException a row is not what was written
   */
  long verify() {
    long[] digest = {0};
    connection.each(
        columns -> digest[0] += verified(DamagedOperation.Found.read(columns)).hash(),
        DamagedOperation.Found.SELECT);
    return digest[0];
  }

  private OperationRow verified(DamagedOperation.Found found) {
    OperationRow row = found.decoded(members);
    if (!found.agreesWith(row)) {
      throw new DamagedRecordException(
          StoredOperation.TABLE,
          Long.toString(found.id()),
          "its columns are not those of the row in it");
    }
    return row;
  }

  /**
   * SQLite's integers are signed, call ids are not: so the order of columns is that of call ids.
   */
  static long column(long half) {
    return half ^ Long.MIN_VALUE;
  }

  private List<OperationRow> decodedOf(FiledUnder index, long key, List<byte[]> found) {
    return found.stream().map(bytes -> decoded(bytes, row -> index.has(key, row), key)).toList();
  }

  /** The columns that a row was found by have no checksum of their own. */
  private OperationRow decoded(byte[] bytes, Predicate<OperationRow> isAsked, Object asked) {
    OperationRow row = StoredOperation.decode(bytes, asked, members);
    if (!isAsked.test(row)) {
      throw new DamagedRecordException(
          StoredOperation.TABLE, asked.toString(), "it is the row of " + row.callId());
    }
    return row;
  }
}
