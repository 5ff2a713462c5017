package grapevine.common.link;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * What waits to be sent over one connection, bounded in bytes, encoded into the frame that it will
 * leave in. Any thread offers and polls; one frame is on its way at a time, and everything that is
 * offered meanwhile leaves in the next.
 */
final class FrameQueue {
  private final int bytesMax;
  private final ArrayDeque<OutboundFrame> full = new ArrayDeque<>();
  private OutboundFrame gathering = new OutboundFrame();
  private OutboundFrame spare;
  private OutboundFrame onItsWay;
  private long fullBytes;
  private boolean isClosed;

  FrameQueue(int bytesMax) {
    this.bytesMax = bytesMax;
  }

  /**
   * False when the queue is closed or over its bound: messages are lost, as the protocol allows,
   * and the connection has to end.
   */
  synchronized boolean offer(List<? extends LinkMessage> messages) {
    for (LinkMessage message : messages) {
      if (isClosed || !offer(message)) {
        return false;
      }
    }
    return true;
  }

  /** A frame, unless nothing waits or another is on its way. Good until it is said to be sent. */
  synchronized Optional<ByteBuffer> poll() {
    if (isClosed || onItsWay != null) {
      return Optional.empty();
    }
    if (!full.isEmpty()) {
      onItsWay = full.remove();
      fullBytes -= onItsWay.size();
    } else if (!gathering.isEmpty()) {
      onItsWay = gathering;
      gathering = newFrame();
    } else {
      return Optional.empty();
    }
    return Optional.of(onItsWay.view());
  }

  /** The polled frame has left: its memory is used again, and the next may be polled. */
  synchronized void sent() {
    onItsWay.clear();
    spare = onItsWay;
    onItsWay = null;
  }

  /** Drops what waits. Whether it was open until now. */
  synchronized boolean close() {
    boolean wasOpen = !isClosed;
    isClosed = true;
    full.clear();
    gathering.clear();
    spare = null;
    return wasOpen;
  }

  private boolean offer(LinkMessage message) {
    if (!gathering.add(message)) {
      full.add(gathering);
      fullBytes += gathering.size();
      gathering = newFrame();
      gathering.add(message);
    }
    return fullBytes + gathering.size() <= bytesMax;
  }

  private OutboundFrame newFrame() {
    OutboundFrame frame = spare == null ? new OutboundFrame() : spare;
    spare = null;
    return frame;
  }
}
