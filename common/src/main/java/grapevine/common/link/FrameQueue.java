package grapevine.common.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What waits to be sent over one connection, bounded in bytes. Any thread offers; one thread takes,
 * and gets everything that gathered since it last did, as one frame. Serves both ends of a link.
 */
public final class FrameQueue {
  private final ArrayDeque<byte[]> messages = new ArrayDeque<>();
  private final int bytesMax;
  private long bytes;
  private boolean isClosed;

  public FrameQueue(int bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** False when the queue is full or closed: the message is lost, as the protocol allows. */
  public boolean offer(LinkMessage message) {
    byte[] encoded = LinkCodec.encodeMessage(message);
    synchronized (this) {
      if (isClosed || bytes + encoded.length > bytesMax) {
        return false;
      }
      messages.add(encoded);
      bytes += encoded.length;
      notifyAll();
      return true;
    }
  }

  /** Waits for a frame. Empty once the queue is closed: what was left in it is dropped. */
  public synchronized Optional<byte[]> take() throws InterruptedException {
    while (messages.isEmpty() && !isClosed) {
      wait();
    }
    return poll();
  }

  /** A frame, if anything waits. */
  public synchronized Optional<byte[]> poll() {
    if (messages.isEmpty() || isClosed) {
      return Optional.empty();
    }
    List<byte[]> batch = new ArrayList<>();
    int batchBytes = 0;
    while (!messages.isEmpty()
        && batch.size() < LinkCodec.FRAME_MESSAGES_MAX
        && batchBytes + messages.element().length <= LinkCodec.MESSAGE_BYTES_MAX) {
      batchBytes += messages.element().length;
      batch.add(messages.remove());
    }
    bytes -= batchBytes;
    return Optional.of(LinkCodec.frame(batch));
  }

  public synchronized boolean isClosed() {
    return isClosed;
  }

  public synchronized void close() {
    isClosed = true;
    messages.clear();
    bytes = 0;
    notifyAll();
  }
}
