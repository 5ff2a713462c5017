package grapevine.common.link;

import grapevine.common.codec.MalformedMessageException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/**
 * One dial of a {@link LinkClient} and what comes of it, used once. OkHttp reports from several
 * threads, and may report a failure while a message is being handled: the lock makes one stream of
 * it, in which nothing follows the end.
 */
final class LinkConnection extends WebSocketListener {
  private static final int GOING_AWAY = 1001;
  private static final int PROTOCOL_ERROR = 1002;
  private static final long DRAIN_NANOS_MIN = TimeUnit.MICROSECONDS.toNanos(20);
  private static final long DRAIN_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(2);

  private final LinkClient.Listener listener;
  private final FrameQueue outbound = new FrameQueue(LinkClient.OUTBOUND_BYTES_MAX);
  private final ReentrantLock callbacks = new ReentrantLock();
  private volatile boolean isOpen;
  private volatile String reason;

  LinkConnection(LinkClient.Listener listener) {
    this.listener = listener;
  }

  /** Dials, and sends until the connection ends. Whether it was ever open. */
  boolean run(OkHttpClient dialler, Request request) throws InterruptedException {
    WebSocket socket = dialler.newWebSocket(request, this);
    try {
      for (Optional<byte[]> frame = outbound.take(); frame.isPresent(); frame = outbound.take()) {
        socket.send(ByteString.of(frame.get()));
        awaitSent(socket);
      }
      end("more than " + LinkClient.OUTBOUND_BYTES_MAX + " bytes wait to be sent");
      socket.close(GOING_AWAY, null);
      return isOpen;
    } finally {
      // Nothing is waited for: a link may lose what is on its way.
      socket.cancel();
    }
  }

  boolean send(LinkMessage message) {
    if (!isOpen) {
      return false;
    }
    boolean isQueued = outbound.offer(message);
    if (!isQueued) {
      // Ends the link from its own thread: the sender must not wait for a callback.
      outbound.close();
    }
    return isQueued;
  }

  void close() {
    end("closed here");
  }

  String reason() {
    return reason;
  }

  @Override
  public void onOpen(WebSocket socket, Response response) {
    underLock(
        () -> {
          isOpen = true;
          listener.opened();
        });
  }

  @Override
  public void onMessage(WebSocket socket, ByteString bytes) {
    try {
      var messages = LinkCodec.decode(bytes.toByteArray());
      underLock(() -> listener.received(messages));
    } catch (MalformedMessageException e) {
      socket.close(PROTOCOL_ERROR, null);
      end("the other end sent what cannot be read: " + e.getMessage());
    }
  }

  @Override
  public void onMessage(WebSocket socket, String text) {
    socket.close(PROTOCOL_ERROR, null);
    end("the other end sent text");
  }

  @Override
  public void onClosing(WebSocket socket, int code, String text) {
    end("closed by the other end: " + code + " " + text);
  }

  @Override
  public void onFailure(WebSocket socket, Throwable failure, Response response) {
    end(
        response == null
            ? failure.toString()
            : "HTTP " + response.code() + ": " + failure.getMessage());
  }

  // OkHttp tells when all was sent only if asked. Meanwhile the next frame gathers.
  private void awaitSent(WebSocket socket) {
    long nanos = DRAIN_NANOS_MIN;
    while (socket.queueSize() > 0 && !outbound.isClosed()) {
      LockSupport.parkNanos(this, nanos);
      nanos = Math.min(2 * nanos, DRAIN_NANOS_MAX);
    }
  }

  private void underLock(Runnable callback) {
    callbacks.lock();
    try {
      if (reason == null) {
        callback.run();
      }
    } finally {
      callbacks.unlock();
    }
  }

  private void end(String why) {
    underLock(
        () -> {
          reason = why;
          outbound.close();
          if (isOpen) {
            listener.closed(why);
          }
        });
  }
}
