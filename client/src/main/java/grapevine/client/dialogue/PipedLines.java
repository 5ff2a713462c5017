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
 * Lines from a pipe, read by a thread of its own so that one can be awaited for a limited time. An
 * interrupt counts as the end of input.
 */
final class PipedLines implements LineSource {
  private static final int LINES_AHEAD_MAX = 100;

  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>(LINES_AHEAD_MAX);
  private Optional<String> head;

  private PipedLines() {}

  static PipedLines of(InputStream input) {
    PipedLines source = new PipedLines();
    Thread thread = new Thread(() -> source.readAll(input), "input");
    thread.setDaemon(true);
    thread.start();
    return source;
  }

  @Override
  public boolean isAtEnd() {
    return peek().isEmpty();
  }

  @Override
  public Optional<String> next(Question question) {
    return next();
  }

  @Override
  public Optional<String> secret(String question) {
    return next();
  }

  private Optional<String> next() {
    Optional<String> line = peek();
    if (line.isPresent()) {
      head = null;
    }
    return line;
  }

  @Override
  public boolean isEditor() {
    return false;
  }

  @Override
  public boolean showsAbove(String line) {
    return false;
  }

  @Override
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
      // A lost pipe is the end of input; a full queue would hold a line that was typed first.
      lines.offer(Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
