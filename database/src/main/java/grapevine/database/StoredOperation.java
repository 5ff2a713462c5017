package grapevine.database;

import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.Payload;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An executed operation as one column, its checksum first. SQLite's driver asks for the name of
 * every column of every result: twelve columns took longer to read than all else that a query
 * needs.
 */
final class StoredOperation {
  static final String TABLE = "operation";

  private static final int FIXED_BYTES = Integer.BYTES + 2 + 11 * Long.BYTES;
  private static final int CALL_ID_AT = Integer.BYTES + Long.BYTES;
  private static final int DOT_AT = FIXED_BYTES - 2 * Long.BYTES;

  private StoredOperation() {}

  static byte[] encode(OperationRow row, MemberDictionary members) {
    return encode(row, members.idOf(row.dot().origin()), row.dot().n());
  }

  private static byte[] encode(OperationRow row, long origin, long n) {
    Filing filing = row.filing();
    byte[] body = row.body().bytes();
    ByteBuffer stored =
        ByteBuffer.allocate(FIXED_BYTES + body.length)
            .putInt(0)
            .putLong(row.sequence())
            .putLong(row.callId().high())
            .putLong(row.callId().low())
            .putLong(filing.kind().number());
    putOptional(stored, filing.subject());
    putOptional(stored, filing.audience());
    stored
        .putLong(filing.atMillis())
        .putLong(row.lamport())
        .putLong(row.requestHash())
        .putLong(origin)
        .putLong(n)
        .put(body);
    return stored.putInt(0, checksum(stored.array())).array();
  }

  /**
   * @param asked the call id or subject that the row was found under
   * @throws DamagedRecordException these are not the bytes that were written
   */
  static OperationRow decode(byte[] bytes, Object asked, MemberDictionary members) {
    if (bytes == null || bytes.length < FIXED_BYTES) {
      throw new DamagedRecordException(TABLE, asked.toString(), "it is cut short");
    }
    ByteBuffer stored = ByteBuffer.wrap(bytes);
    if (stored.getInt() != checksum(bytes)) {
      throw new DamagedRecordException(TABLE, asked.toString(), "its checksum does not match");
    }
    long sequence = stored.getLong();
    CallId callId = new CallId(stored.getLong(), stored.getLong());
    OperationKind kind = OperationKind.of(stored.getLong());
    Filing filing = new Filing(kind, getOptional(stored), getOptional(stored), stored.getLong());
    long lamport = stored.getLong();
    long requestHash = stored.getLong();
    Dot dot = new Dot(members.memberOf(stored.getLong()), stored.getLong());
    byte[] body = Arrays.copyOfRange(bytes, stored.position(), bytes.length);
    return new OperationRow(sequence, callId, filing, lamport, requestHash, Payload.of(body), dot);
  }

  /** What a damaged row has where the call id was. */
  static Optional<CallId> remainsOfCallId(byte[] damaged) {
    if (damaged == null || damaged.length < FIXED_BYTES) {
      return Optional.empty();
    }
    ByteBuffer stored = ByteBuffer.wrap(damaged);
    return Optional.of(
        new CallId(stored.getLong(CALL_ID_AT), stored.getLong(CALL_ID_AT + Long.BYTES)));
  }

  /**
   * The row with the dot of the damaged one, if it is certain that this is what was written: the
   * checksum says so, or everything but the checksum. The dot is this replica's own (R10).
   */
  static Optional<OperationRow> completed(
      byte[] damaged, OperationRow row, MemberDictionary members) {
    if (damaged == null || damaged.length < FIXED_BYTES) {
      return Optional.empty();
    }
    ByteBuffer remains = ByteBuffer.wrap(damaged);
    long origin = remains.getLong(DOT_AT);
    long n = remains.getLong(DOT_AT + Long.BYTES);
    byte[] whole = encode(row, origin, n);
    boolean isProven =
        ByteBuffer.wrap(whole).getInt() == remains.getInt()
            || Arrays.equals(
                whole, Integer.BYTES, whole.length, damaged, Integer.BYTES, damaged.length);
    return isProven ? Optional.of(decode(whole, row.callId(), members)) : Optional.empty();
  }

  private static void putOptional(ByteBuffer stored, Long number) {
    stored.put((byte) (number == null ? 0 : 1)).putLong(number == null ? 0 : number);
  }

  private static Long getOptional(ByteBuffer stored) {
    boolean isThere = stored.get() != 0;
    long number = stored.getLong();
    return isThere ? number : null;
  }

  private static int checksum(byte[] stored) {
    CRC32C crc = new CRC32C();
    crc.update(stored, Integer.BYTES, stored.length - Integer.BYTES);
    return (int) crc.getValue();
  }
}
