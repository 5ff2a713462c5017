package grapevine.frontend.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads a body without blocking and never keeps more than {@link #BYTES_MAX} of it, chunked or not.
 * A little more is read and thrown away, so that a client which is still sending gets to see the
 * 413.
 */
final class BodyReader implements Runnable {
  static final int BYTES_MAX = 64 * 1024;
  private static final long DISCARD_BYTES_MAX = 1 << 20;

  private final Request request;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private long bytesRead;

  private BodyReader(Request request) {
    this.request = request;
  }

  static CompletableFuture<byte[]> read(Request request) {
    BodyReader reader = new BodyReader(request);
    if (request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > DISCARD_BYTES_MAX) {
      reader.body.completeExceptionally(tooLarge());
    } else {
      reader.run();
    }
    return reader.body;
  }

  @Override
  public void run() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        body.completeExceptionally(chunk.getFailure());
        return;
      }
      boolean isLast = chunk.isLast();
      keep(chunk.getByteBuffer());
      chunk.release();
      if (isLast || bytesRead > DISCARD_BYTES_MAX) {
        end();
        return;
      }
    }
  }

  private void keep(ByteBuffer bytes) {
    bytesRead += bytes.remaining();
    if (bytesRead <= BYTES_MAX) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      kept.write(copy, 0, copy.length);
    }
  }

  private void end() {
    if (bytesRead > BYTES_MAX) {
      body.completeExceptionally(tooLarge());
    } else {
      body.complete(kept.toByteArray());
    }
  }

  private static RequestRefused tooLarge() {
    return Problem.of(ProblemCode.BODY_TOO_LARGE).refused();
  }
}
