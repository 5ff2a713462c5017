package grapevine.frontend.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * An answer that goes on: server-sent events, one write at a time. What would be said while a write
 * is under way is not kept here; the owner is told when it may say more. Thread-safe.
 */
public final class EventStream {
  private static final byte[] STILL_HERE = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

  private final Response response;
  private final Callback callback;
  private final OpenStreams streams;
  private final EndPoint endPoint;
  private Owner owner;
  private boolean isWriting;
  private boolean isClosed;

  /** Called on any thread; must not block. */
  public interface Owner {
    /** What was said has left. */
    void written();

    /** The client is gone, or the stream was closed. */
    void closed();
  }

  private EventStream(Response response, Callback callback) {
    this.response = response;
    this.callback = callback;
    this.streams = OpenStreams.of(response.getRequest());
    this.endPoint = response.getRequest().getConnectionMetaData().getConnection().getEndPoint();
  }

  static void open(Response response, Callback callback, Consumer<EventStream> opened) {
    EventStream stream = new EventStream(response, callback);
    stream.streams.add(stream.endPoint);
    try {
      opened.accept(stream);
    } catch (RuntimeException e) {
      stream.failed(e);
    }
  }

  /** To be called once, before anything is said. */
  public void own(Owner newOwner) {
    owner = newOwner;
  }

  /**
   * @param data one line
   */
  public void send(String id, String event, byte[] data) {
    byte[] head = ("id: " + id + "\nevent: " + event + "\ndata: ").getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(head.length + data.length + 2);
    write(frame.put(head).put(data).put((byte) '\n').put((byte) '\n').flip());
  }

  /** A comment: the client, and all between, see that the stream lives. */
  public void sayStillHere() {
    write(ByteBuffer.wrap(STILL_HERE));
  }

  /** Whether a write is under way: nothing may be said. */
  public synchronized boolean isWriting() {
    return isWriting;
  }

  /** In good order; a client that does not read is cut off. */
  public void close() {
    boolean isCut;
    synchronized (this) {
      if (isClosed) {
        return;
      }
      isClosed = true;
      isCut = isWriting;
    }
    streams.remove(endPoint);
    if (isCut) {
      endPoint.close();
    } else {
      response.write(true, null, callback);
    }
    owner.closed();
  }

  private void write(ByteBuffer frame) {
    synchronized (this) {
      if (isClosed) {
        return;
      }
      if (isWriting) {
        throw new IllegalStateException("one write at a time");
      }
      isWriting = true;
    }
    response.write(false, frame, Callback.from(this::written, this::failed));
  }

  private void written() {
    synchronized (this) {
      isWriting = false;
    }
    owner.written();
  }

  private void failed(Throwable cause) {
    boolean isFirst;
    synchronized (this) {
      isFirst = !isClosed;
      isClosed = true;
      isWriting = false;
    }
    streams.remove(endPoint);
    callback.failed(cause);
    if (isFirst && owner != null) {
      owner.closed();
    }
  }
}
