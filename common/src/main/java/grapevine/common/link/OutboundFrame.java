package grapevine.common.link;

import grapevine.common.codec.WireWriter;
import java.nio.ByteBuffer;

/**
 * A frame that is being filled, and used again for the next one once it was sent. Not thread-safe.
 */
final class OutboundFrame {
  /** An array that grew larger for one huge message is not kept. */
  private static final int CAPACITY_KEPT = 1 << 18;

  private static final int COUNT_AT = 1;

  private final WireWriter writer = new WireWriter();
  private int count;

  OutboundFrame() {
    clear();
  }

  /** False when it does not fit beside what is in the frame already. */
  boolean add(LinkMessage message) {
    WireWriter.Mark before = writer.mark();
    boolean isAdded = false;
    try {
      LinkCodec.writeMessage(writer, message);
      isAdded = isWithinBounds();
    } finally {
      if (!isAdded) {
        writer.backTo(before); // What is in the frame already can still be sent.
      }
    }
    if (isAdded) {
      writer.sink().setInt(COUNT_AT, ++count);
    }
    return isAdded;
  }

  boolean isEmpty() {
    return count == 0;
  }

  int size() {
    return writer.sink().size();
  }

  /** In place: good until the frame is cleared. */
  ByteBuffer view() {
    return writer.sink().view();
  }

  void clear() {
    writer.reset(CAPACITY_KEPT);
    writer.sink().putByte(LinkCodec.VERSION);
    writer.sink().putInt(0);
    count = 0;
  }

  private boolean isWithinBounds() {
    int bytes = writer.sink().size();
    if (bytes > LinkCodec.FRAME_BYTES_MAX && count == 0) {
      throw new IllegalArgumentException(
          "a message of " + bytes + " bytes: at most " + LinkCodec.FRAME_BYTES_MAX);
    }
    return bytes <= LinkCodec.FRAME_BYTES_MAX && count < LinkCodec.FRAME_MESSAGES_MAX;
  }
}
