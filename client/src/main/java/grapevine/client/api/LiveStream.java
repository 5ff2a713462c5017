package grapevine.client.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * Server-sent events of one call. When the front end goes away the next one is asked, from the last
 * event that was seen, so nothing older is shown again. Ends when it is closed, or when a front end
 * refuses it for good.
 */
public final class LiveStream implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long PAUSE_MILLIS = 250;

  /** As long as a page of a hundred orders may be: all else of the client takes no longer body. */
  private static final long LINE_LIMIT = FrontEndConnection.BODY_LIMIT_BYTES;

  private final List<HttpUrl> urls;
  private final FrontEndConnection connection;
  private final Call call;
  private final Consumer<JsonNode> watcher;
  private final Runnable onEnd;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "live-stream");
  private okhttp3.Call open;
  private String lastEventId;

  LiveStream(
      List<HttpUrl> urls,
      FrontEndConnection connection,
      Call call,
      Consumer<JsonNode> watcher,
      Runnable onEnd) {
    this.urls = urls;
    this.connection = connection;
    this.call = call;
    this.watcher = watcher;
    this.onEnd = onEnd;
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      boolean goesOn = true;
      for (int i = 0; goesOn && !isClosed(); i = (i + 1) % urls.size()) {
        goesOn = follow(urls.get(i)) && !closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!isClosed()) {
        onEnd.run();
      }
    }
  }

  /** Whether nothing more will be shown. */
  public boolean isOver() {
    return !thread.isAlive();
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Until it ends; false when there is no use in asking again. */
  private boolean follow(HttpUrl frontEnd) {
    try (Response response = opened(frontEnd).execute()) {
      if (response.code() != 200) {
        return response.code() == 429 || response.code() >= 500;
      }
      read(response.body().source());
    } catch (IOException e) {
      // Another front end, or this one later.
      return !isClosed();
    }
    return true;
  }

  private synchronized okhttp3.Call opened(HttpUrl frontEnd) throws IOException {
    open = connection.stream(frontEnd, call, lastEventId);
    if (isClosed()) {
      open.cancel();
    }
    return open;
  }

  private void read(BufferedSource lines) throws IOException {
    while (true) {
      String line = lines.readUtf8LineStrict(LINE_LIMIT);
      if (line.startsWith("id:")) {
        lastEventId = line.substring(3).strip();
      } else if (line.startsWith("data:") && !isClosed()) {
        watcher.accept(MAPPER.readTree(line.substring(5)));
      }
    }
  }

  /** From now on the watcher hears nothing. */
  @Override
  public void close() {
    closed.countDown();
    synchronized (this) {
      if (open != null) {
        open.cancel();
      }
    }
    thread.interrupt();
  }
}
