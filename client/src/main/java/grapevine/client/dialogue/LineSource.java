package grapevine.client.dialogue;

import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** Where answers come from: a terminal with an editor of lines, or a pipe. Read by one thread. */
public interface LineSource {

  static LineSource of(InputStream input) {
    return PipedLines.of(input);
  }

  /** Waits for a line, or for the end, without taking it; a terminal is never at its end. */
  boolean isAtEnd();

  /**
   * The next line; empty at the end of input, then and ever after.
   *
   * @throws Interrupted after Ctrl-C
   */
  Optional<String> next(Question question);

  /** A line that is neither shown nor remembered. */
  Optional<String> secret(String question);

  /** Whether it shows the question itself, and what is typed. */
  boolean isEditor();

  /** Whether a line, or the end, is there within this time. */
  boolean arrivesWithin(Duration duration);

  /** Shows a line above the one that is edited; false where none is. Any thread may call it. */
  boolean showsAbove(String line);
}
