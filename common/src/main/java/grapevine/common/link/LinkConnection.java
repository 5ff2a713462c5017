package grapevine.common.link;

import grapevine.common.codec.MalformedMessageException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.api.exceptions.UpgradeException;

/**
 * One dial of a {@link LinkClient} and what comes of it, used once. Whatever ends it, on whichever
 * thread, is told by the link's own thread: a sender must never wait for a callback. The lock makes
 * one stream of the callbacks, in which nothing follows the end. Public because Jetty calls it.
 */
public final class LinkConnection implements Session.Listener.AutoDemanding {
  /** Silence is noticed within twice this: a ping is to be answered before the next is due. */
  private static final Duration PING_INTERVAL = Duration.ofSeconds(2);

  private static final int REASON_LENGTH_MAX = 160;

  private final LinkCounters counters;
  private final LinkClient.Listener listener;
  private final ReentrantLock callbacks = new ReentrantLock();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Session session;
  private volatile LinkSender sender;
  private volatile boolean isHeard;
  private volatile String reason;
  private boolean isOpen;
  private boolean isTold;

  LinkConnection(LinkCounters counters, LinkClient.Listener listener) {
    this.counters = counters;
    this.listener = listener;
  }

  /** Dials, and watches over the connection until it ends. Whether it was ever open. */
  boolean run(Function<LinkConnection, CompletableFuture<Session>> dial)
      throws InterruptedException {
    try {
      var unused =
          dial.apply(this)
              .whenComplete(
                  (opened, failure) -> {
                    if (failure != null) {
                      end(describe(failure));
                    }
                  });
      while (!ended.await(PING_INTERVAL.toNanos(), TimeUnit.NANOSECONDS)) {
        ping();
      }
      return tellEnd();
    } finally {
      disconnect();
    }
  }

  boolean send(List<? extends LinkMessage> messages) {
    LinkSender current = sender;
    return current != null && current.send(messages);
  }

  void close() {
    end("closed here");
    tellEnd();
  }

  String reason() {
    return reason;
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    session = opened;
    if (reason != null) {
      opened.disconnect();
      return;
    }
    sender = new LinkSender(opened, counters, LinkClient.OUTBOUND_BYTES_MAX, new Sending());
    isHeard = true;
    underLock(
        () -> {
          isOpen = true;
          listener.opened();
        });
  }

  @Override
  public void onWebSocketBinary(ByteBuffer frame, Callback callback) {
    isHeard = true;
    counters.received(frame.remaining());
    try {
      List<LinkMessage> messages = LinkCodec.decode(frame);
      underLock(() -> listener.received(messages));
    } catch (MalformedMessageException e) {
      end("the other end sent what cannot be read: " + e.getMessage());
    }
    callback.succeed(); // Asks for the next frame: not before this one is handled.
  }

  @Override
  public void onWebSocketText(String text) {
    end("the other end sent text");
  }

  @Override
  public void onWebSocketPong(ByteBuffer payload) {
    isHeard = true;
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    end(describe(cause));
  }

  @Override
  public void onWebSocketClose(int code, String text, Callback callback) {
    end("closed by the other end: " + code + (text == null ? "" : " " + text));
    callback.succeed();
  }

  private void ping() {
    if (sender == null) {
      return; // Still dialling, which has a time limit of its own.
    }
    if (isHeard) {
      isHeard = false;
      session.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
    } else {
      end("neither a pong nor anything else within " + PING_INTERVAL.toMillis() + " ms");
    }
  }

  private void underLock(Runnable callback) {
    callbacks.lock();
    try {
      if (!isTold) {
        callback.run();
      }
    } finally {
      callbacks.unlock();
    }
  }

  // The first reason is the one that counts: the others follow from it.
  private synchronized void end(String why) {
    if (reason == null) {
      reason = why;
    }
    LinkSender current = sender;
    if (current != null) {
      current.close();
    }
    ended.countDown();
  }

  /** Whether it was ever open. */
  private boolean tellEnd() {
    underLock(
        () -> {
          isTold = true;
          if (isOpen) {
            listener.closed(reason);
          }
        });
    return isOpen;
  }

  // Nothing is waited for: a link may lose what is on its way.
  private void disconnect() {
    end("its thread was interrupted");
    Session current = session;
    if (current != null) {
      current.close(StatusCode.SHUTDOWN, null, Callback.NOOP);
      current.disconnect();
    }
  }

  private static String describe(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    String text =
        cause instanceof UpgradeException refused && refused.getResponseStatusCode() > 0
            ? "HTTP " + refused.getResponseStatusCode() + ": " + cause.getMessage()
            : cause.toString();
    // Jetty adds the state of the whole connection to some.
    return text.substring(0, Math.min(text.length(), REASON_LENGTH_MAX));
  }

  private final class Sending implements LinkSender.Listener {
    @Override
    public void isOverfull() {
      end("more than " + LinkClient.OUTBOUND_BYTES_MAX + " bytes wait to be sent");
    }

    @Override
    public void failed(Throwable cause) {
      end(describe(cause));
    }
  }
}
