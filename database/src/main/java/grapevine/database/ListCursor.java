package grapevine.database;

import grapevine.common.ordering.Answer;
import grapevine.protocol.CallId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page of a list ended: opaque to clients, always of one length, and no secret. By when a
 * row was made, or by its Lamport stamp, as the list is.
 */
record ListCursor(long atMillis, CallId callId) {
  private static final short KIND = 0x6f31;
  private static final int BYTES = Short.BYTES + 3 * Long.BYTES;

  /** Before the first row, however new. */
  static final ListCursor START = new ListCursor(Long.MAX_VALUE, new CallId(-1, -1));

  /** Whether the row comes later than this, when the newest come first. */
  boolean isBefore(OperationRow row) {
    int byTime = Long.compare(row.filing().atMillis(), atMillis);
    return (byTime != 0 ? byTime : row.callId().compareTo(callId)) < 0;
  }

  /** Right after this row. */
  static ListCursor at(OperationRow row) {
    return new ListCursor(row.filing().atMillis(), row.callId());
  }

  String encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putShort(KIND).putLong(atMillis).putLong(callId.high()).putLong(callId.low());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Of a text that may be null, for the first page. */
  static Optional<ListCursor> decodeOrStart(String text) {
    return text == null ? Optional.of(START) : decode(text);
  }

  static Answer refusal() {
    return new Answer.Invalid(
        "PARAMETER_INVALID", "cursor", "not a cursor of this list: leave it out to start again");
  }

  /** Empty when the text is no cursor of this kind. */
  static Optional<ListCursor> decode(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() != BYTES || bytes.getShort() != KIND) {
        return Optional.empty();
      }
      return Optional.of(
          new ListCursor(bytes.getLong(), new CallId(bytes.getLong(), bytes.getLong())));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
