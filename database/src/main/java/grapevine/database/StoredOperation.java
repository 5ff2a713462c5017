package grapevine.database;

import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.Payload;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * An executed operation as one column, its checksum first. SQLite's driver asks for the name of
 * every column of every result: twelve columns took longer to read than all else that a query
 * needs.
 */
final class StoredOperation {
  private static final String TABLE = "operation";
  private static final int FIXED_BYTES = Integer.BYTES + 1 + 10 * Long.BYTES;

  private StoredOperation() {}

  static byte[] encode(OperationRow row, MemberDictionary members) {
    Long subject = row.filing().subject();
    byte[] body = row.body().bytes();
    ByteBuffer stored =
        ByteBuffer.allocate(FIXED_BYTES + body.length)
            .putInt(0)
            .putLong(row.sequence())
            .putLong(row.callId().high())
            .putLong(row.callId().low())
            .putLong(row.filing().kind().number())
            .put((byte) (subject == null ? 0 : 1))
            .putLong(subject == null ? 0 : subject)
            .putLong(row.filing().atMillis())
            .putLong(row.lamport())
            .putLong(row.requestHash())
            .putLong(members.idOf(row.dot().origin()))
            .putLong(row.dot().n())
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
    boolean hasSubject = stored.get() != 0;
    long subject = stored.getLong();
    Filing filing = new Filing(kind, hasSubject ? subject : null, stored.getLong());
    long lamport = stored.getLong();
    long requestHash = stored.getLong();
    Dot dot = new Dot(members.memberOf(stored.getLong()), stored.getLong());
    byte[] body = Arrays.copyOfRange(bytes, stored.position(), bytes.length);
    return new OperationRow(sequence, callId, filing, lamport, requestHash, Payload.of(body), dot);
  }

  private static int checksum(byte[] stored) {
    CRC32C crc = new CRC32C();
    crc.update(stored, Integer.BYTES, stored.length - Integer.BYTES);
    return (int) crc.getValue();
  }
}
