package grapevine.database;

import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The tables of the value: one row for each executed call id, in the table that suits its
 * operation.
 */
enum ValueTable {
  ORDERS("orders"),
  ORDER_EVENT("order_event"),
  IGNORED_OPERATION("ignored_operation");

  /** What {@link #read} expects first in a row. */
  static final String COLUMNS = "call_id, lamport, body, origin, n, crc";

  private final String table;

  ValueTable(String table) {
    this.table = table;
  }

  /**
   * One row's facts, and where it was executed.
   *
   * @param dot may differ between replicas: in no digest
   */
  record Row(CallId callId, long lamport, Payload body, Dot dot) {
    /** As {@link grapevine.protocol.LogRecord#contentHash}. */
    long contentHash() {
      return body.fingerprint(lamport);
    }

    /** R10: of two variants of a call id the smaller one is kept. */
    boolean isKeptOver(Row other) {
      return lamport != other.lamport
          ? lamport < other.lamport
          : contentHash() < other.contentHash();
    }
  }

  /**
   * This row's part of the digest: a cut SHA-256, so that the parts of a sum do not cancel out by
   * accident.
   */
  long hash(Row row) {
    MessageDigest sha256 = newSha256();
    sha256.update(table.getBytes(StandardCharsets.UTF_8));
    sha256.update(ExecutedTable.key(row.callId));
    sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(row.lamport).flip());
    sha256.update(row.body.bytes());
    return ByteBuffer.wrap(sha256.digest()).getLong();
  }

  long checksum(byte[] key, long lamport, byte[] body, long origin, long n) {
    return rowChecksum(key, lamport, body, origin, n).value();
  }

  Optional<Row> find(SqliteConnection connection, MemberDictionary members, CallId callId) {
    return connection.first(
        row -> read(row, members),
        "SELECT " + COLUMNS + " FROM " + table + " WHERE call_id = ?",
        ExecutedTable.key(callId));
  }

  void delete(SqliteConnection connection, CallId callId) {
    connection.update("DELETE FROM " + table + " WHERE call_id = ?", ExecutedTable.key(callId));
  }

  /** Reads {@link #COLUMNS} and verifies the row. */
  Row read(ResultSet row, MemberDictionary members) throws SQLException {
    byte[] key = row.getBytes(1);
    long lamport = row.getLong(2);
    byte[] body = row.getBytes(3);
    long origin = row.getLong(4);
    long n = row.getLong(5);
    CallId callId = callId(key);
    rowChecksum(key, lamport, body, origin, n).verify(row.getLong(6), table, callId);
    return new Row(callId, lamport, Payload.of(body), new Dot(members.memberOf(origin), n));
  }

  private CallId callId(byte[] key) {
    if (key.length != 2 * Long.BYTES) {
      throw new DamagedRecordException(
          table, "with a call id of " + key.length + " bytes", "a call id has 16");
    }
    ByteBuffer bytes = ByteBuffer.wrap(key);
    return new CallId(bytes.getLong(), bytes.getLong());
  }

  private RowChecksum rowChecksum(byte[] key, long lamport, byte[] body, long origin, long n) {
    return new RowChecksum().add(table).add(key).add(lamport).add(body).add(origin).add(n);
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
