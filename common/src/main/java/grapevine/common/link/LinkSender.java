package grapevine.common.link;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * The sending half of a connection, the same at both ends. Whoever sends writes to the socket
 * himself while nothing is on its way; what is sent while a frame is under way leaves with the
 * next, so that frames grow with the load. Any thread; never blocks.
 */
public final class LinkSender {
  /** Told once, by whichever thread notices: the connection has to end. Must not block. */
  public interface Listener {
    /** The other end reads too slowly: more waits than the sender's bound. */
    void isOverfull();

    void failed(Throwable cause);
  }

  private final Session session;
  private final LinkCounters counters;
  private final Listener listener;
  private final FrameQueue waiting;

  /**
   * @param waitingBytesMax bytes waiting to be sent, beyond which the other end is taken for dead
   */
  public LinkSender(
      Session session, LinkCounters counters, int waitingBytesMax, Listener listener) {
    this.session = session;
    this.counters = counters;
    this.listener = listener;
    this.waiting = new FrameQueue(waitingBytesMax);
  }

  /** False when something is lost for certain: the sender is closed, or was overfull and now is. */
  public boolean send(List<? extends LinkMessage> messages) {
    if (waiting.offer(messages)) {
      flush();
      return true;
    }
    if (waiting.close()) {
      listener.isOverfull();
    }
    return false;
  }

  /** What still waits is dropped. Idempotent. */
  public void close() {
    waiting.close();
  }

  private void flush() {
    for (Optional<ByteBuffer> frame = waiting.poll(); frame.isPresent(); frame = waiting.poll()) {
      Sending sending = new Sending();
      counters.sent(frame.get().remaining());
      session.sendBinary(frame.get(), sending);
      if (!sending.hasEndedAlready()) {
        return; // Whoever sees that it ends goes on.
      }
    }
  }

  /**
   * The end of one frame, which often comes before the send returns: the sending thread then goes
   * on itself, because going on from within the callback would deepen the stack with every frame.
   */
  private final class Sending implements Callback {
    private final AtomicBoolean isSecond = new AtomicBoolean();

    @Override
    public void succeed() {
      waiting.sent();
      if (isSecond.getAndSet(true)) {
        flush();
      }
    }

    @Override
    public void fail(Throwable cause) {
      if (waiting.close()) {
        listener.failed(cause);
      }
    }

    boolean hasEndedAlready() {
      return isSecond.getAndSet(true);
    }
  }
}
