package grapevine.replica.forced;

import java.nio.ByteBuffer;

/**
 * What the logs of two members say to each other: the kind, a number, and what the kind says of the
 * rest.
 *
 * @param number of a request and its answer, or of a proposal
 */
record ForcedMessage(Kind kind, long number, ByteBuffer body) {
  enum Kind {
    VOTE(1),
    APPEND(2),
    INSTALL(3),
    ELECT(4),
    ANSWER(5),
    /** The body is the reason. */
    FAILURE(6),
    /** The body is the id of the proposer, 16 bytes, and the command. */
    PROPOSAL(7);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }

    static Kind of(byte code) {
      for (Kind kind : KINDS) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("a message of kind " + code);
    }
  }

  static final int HEADER_BYTES = 9;
  private static final Kind[] KINDS = Kind.values();

  static byte[] encode(Kind kind, long number, byte[] body) {
    return ByteBuffer.allocate(HEADER_BYTES + body.length)
        .put(kind.code)
        .putLong(number)
        .put(body)
        .array();
  }

  /**
   * @throws IllegalArgumentException when it is malformed
   */
  static ForcedMessage decode(byte[] message) {
    if (message.length < HEADER_BYTES || message.length > ForcedSettings.MESSAGE_BYTES_MAX) {
      throw new IllegalArgumentException("a message of " + message.length + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.wrap(message);
    Kind kind = Kind.of(bytes.get());
    return new ForcedMessage(kind, bytes.getLong(), bytes.slice());
  }
}
