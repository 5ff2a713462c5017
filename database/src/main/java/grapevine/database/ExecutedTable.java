package grapevine.database;

import grapevine.common.Hash128;
import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.ExecutedOperations;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The executed operations table on disk. */
final class ExecutedTable implements ExecutedOperations {
  private static final String TABLE = "executed";

  private final SqliteConnection connection;
  private final MemberDictionary members;

  ExecutedTable(SqliteConnection connection, MemberDictionary members) {
    this.connection = connection;
    this.members = members;
  }

  @Override
  public Optional<Execution> find(CallId callId) {
    byte[] key = key(callId);
    return connection
        .first(
            row ->
                new Stored(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
            "SELECT origin, n, request_hash, content_hash, crc FROM executed WHERE call_id = ?",
            key)
        .map(stored -> verified(callId, key, stored));
  }

  @Override
  public void add(CallId callId, Execution execution) {
    byte[] key = key(callId);
    Stored row =
        new Stored(
            members.idOf(execution.dot().origin()),
            execution.dot().n(),
            execution.requestHash(),
            execution.contentHash(),
            0);
    connection.update(
        "INSERT INTO executed (call_id, origin, n, request_hash, content_hash, crc) VALUES (?, ?, ?, ?, ?, ?)",
        key,
        row.origin,
        row.n,
        row.requestHash,
        row.contentHash,
        checksum(key, row).value());
  }

  /** 16 bytes, so that the order of keys is the order of call ids. */
  static byte[] key(CallId callId) {
    return ByteBuffer.allocate(2 * Long.BYTES).putLong(callId.high()).putLong(callId.low()).array();
  }

  static byte[] key(Hash128 callId) {
    return key(new CallId(callId.high(), callId.low()));
  }

  private record Stored(long origin, long n, long requestHash, long contentHash, long crc) {}

  private Execution verified(CallId callId, byte[] key, Stored row) {
    checksum(key, row).verify(row.crc, TABLE, callId);
    return new Execution(
        new Dot(members.memberOf(row.origin), row.n), row.requestHash, row.contentHash);
  }

  private static RowChecksum checksum(byte[] key, Stored row) {
    return new RowChecksum()
        .add(key)
        .add(row.origin)
        .add(row.n)
        .add(row.requestHash)
        .add(row.contentHash);
  }
}
