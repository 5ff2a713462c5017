package grapevine.database;

import grapevine.protocol.CallId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page of a customer's orders ended: opaque to clients, always of one length, and no
 * secret.
 */
record OrderCursor(long placedAtMillis, CallId callId) {
  private static final short KIND = 0x6f31;
  private static final int BYTES = Short.BYTES + 3 * Long.BYTES;

  /** Before the first order, however new. */
  static final OrderCursor START = new OrderCursor(Long.MAX_VALUE, new CallId(-1, -1));

  /** Whether the row comes later than this, when the newest come first. */
  boolean isBefore(OperationRow row) {
    int byTime = Long.compare(row.filing().atMillis(), placedAtMillis);
    return (byTime != 0 ? byTime : row.callId().compareTo(callId)) < 0;
  }

  String encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putShort(KIND).putLong(placedAtMillis).putLong(callId.high()).putLong(callId.low());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Empty when the text is no cursor of this kind. */
  static Optional<OrderCursor> decode(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() != BYTES || bytes.getShort() != KIND) {
        return Optional.empty();
      }
      return Optional.of(
          new OrderCursor(bytes.getLong(), new CallId(bytes.getLong(), bytes.getLong())));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
