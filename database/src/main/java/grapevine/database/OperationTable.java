package grapevine.database;

import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.Payload;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The executed operations on disk, as far as they were written out of memory. */
final class OperationTable {
  private static final String TABLE = "operation";
  private static final String SELECT =
      "SELECT id, kind, call_high, call_low, subject, at_millis, lamport, request_hash, body, origin, n, crc"
          + " FROM operation WHERE ";

  private final SqliteConnection connection;
  private final MemberDictionary members;

  OperationTable(SqliteConnection connection, MemberDictionary members) {
    this.connection = connection;
    this.members = members;
  }

  Optional<OperationRow> find(CallId callId) {
    return connection.first(
        this::read,
        SELECT + "call_high = ? AND call_low = ?",
        column(callId.high()),
        column(callId.low()));
  }

  List<OperationRow> ofSubject(long subject, OperationKind kind) {
    return connection.all(this::read, SELECT + "subject = ? AND kind = ?", subject, kind.number());
  }

  /** Those that come after {@code after} when the newest come first. */
  List<OperationRow> newestOfSubject(
      long subject, OperationKind kind, OrderCursor after, long limit) {
    return connection.all(
        this::read,
        SELECT
            + "subject = ? AND kind = ? AND at_millis <= ? AND (at_millis, call_high, call_low) < (?, ?, ?)"
            + " ORDER BY at_millis DESC, call_high DESC, call_low DESC LIMIT ?",
        subject,
        kind.number(),
        after.placedAtMillis(),
        after.placedAtMillis(),
        column(after.callId().high()),
        column(after.callId().low()),
        limit);
  }

  void insert(OperationRow row) {
    long origin = members.idOf(row.dot().origin());
    connection.update(
        "INSERT INTO operation (id, kind, call_high, call_low, subject, at_millis, lamport, request_hash, body,"
            + " origin, n, crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.sequence(),
        row.filing().kind().number(),
        column(row.callId().high()),
        column(row.callId().low()),
        row.filing().subject(),
        row.filing().atMillis(),
        row.lamport(),
        row.requestHash(),
        row.body().bytes(),
        origin,
        row.dot().n(),
        checksum(row, origin).value());
  }

  void delete(CallId callId) {
    connection.update(
        "DELETE FROM operation WHERE call_high = ? AND call_low = ?",
        column(callId.high()),
        column(callId.low()));
  }

  /** The call ids on disk; of each its first half. */
  void fill(CallFilter filter) {
    connection.each(row -> filter.add(column(row.getLong(1))), "SELECT call_high FROM operation");
  }

  /**
   * SQLite's integers are signed, call ids are not: so the order of columns is that of call ids.
   */
  private static long column(long half) {
    return half ^ Long.MIN_VALUE;
  }

  private OperationRow read(ResultSet row) throws SQLException {
    long subject = row.getLong(5);
    boolean hasSubject = !row.wasNull();
    OperationRow read =
        new OperationRow(
            row.getLong(1),
            new CallId(column(row.getLong(3)), column(row.getLong(4))),
            new Filing(
                OperationKind.of(row.getLong(2)), hasSubject ? subject : null, row.getLong(6)),
            row.getLong(7),
            row.getLong(8),
            Payload.of(row.getBytes(9)),
            new Dot(members.memberOf(row.getLong(10)), row.getLong(11)));
    checksum(read, row.getLong(10)).verify(row.getLong(12), TABLE, read.callId());
    return read;
  }

  private static RowChecksum checksum(OperationRow row, long origin) {
    Long subject = row.filing().subject();
    return new RowChecksum()
        .add(row.sequence())
        .add(row.filing().kind().number())
        .add(row.callId().high())
        .add(row.callId().low())
        .add(subject == null ? 0 : 1)
        .add(subject == null ? 0 : subject)
        .add(row.filing().atMillis())
        .add(row.lamport())
        .add(row.requestHash())
        .add(row.body().bytes())
        .add(origin)
        .add(row.dot().n());
  }
}
