package grapevine.client.dialogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lines typed or piped in, read by a thread of its own so that one can be awaited for a limited
 * time. Read by one thread. An interrupt counts as the end of input.
 */
public final class LineSource {
  private static final int LINES_AHEAD_MAX = 100;

  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>(LINES_AHEAD_MAX);
  private Optional<String> head;

  private LineSource() {}

  public static LineSource of(InputStream input) {
    LineSource source = new LineSource();
    Thread thread = new Thread(() -> source.readAll(input), "input");
    thread.setDaemon(true);
    thread.start();
    return source;
  }

  /** Waits for a line, or for the end, without taking it. */
  public boolean isAtEnd() {
    return peek().isEmpty();
  }

  /** The next line; empty at the end of input, then and ever after. */
  public Optional<String> next() {
    Optional<String> line = peek();
    if (line.isPresent()) {
      head = null;
    }
    return line;
  }

  /** Whether a line, or the end, is there within this time; it is left to be taken. */
  public boolean arrivesWithin(Duration duration) {
    if (head == null) {
      try {
        head = lines.poll(duration.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        head = Optional.empty();
      }
    }
    return head != null;
  }

  private Optional<String> peek() {
    if (head == null) {
      try {
        head = lines.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        head = Optional.empty();
      }
    }
    return head;
  }

  private void readAll(InputStream input) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.put(Optional.of(line));
      }
      lines.put(Optional.empty());
    } catch (IOException e) {
      // A lost terminal is the end of input; a full queue would hold a line that was typed first.
      lines.offer(Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
