package grapevine.client.terminal;

import grapevine.client.api.ExitCode;
import grapevine.client.dialogue.Interrupted;
import grapevine.client.dialogue.LineSource;
import grapevine.client.dialogue.Question;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/**
 * Lines edited at a terminal. Tab completes, the arrows go through the history, Ctrl-C interrupts,
 * Ctrl-D is the end. Owned by the dialogue's thread but for {@link #showsAbove}.
 */
public final class EditedLines implements LineSource {
  /** JLine says to a log what nobody at a prompt wants to read; held, or it would be collected. */
  private static final Logger JLINE_LOG = Logger.getLogger("org.jline");

  private final Terminal terminal;
  private final LineReader reader;
  private Question open = Question.personal("", "");

  EditedLines(Terminal terminal, Optional<Path> history) {
    this.terminal = terminal;
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("grapevine")
            .history(new Words())
            .parser((line, cursor, context) -> new WholeLine(line, cursor))
            .completer((lineReader, line, candidates) -> complete(line, candidates))
            .variable(LineReader.HISTORY_SIZE, HistoryFile.LINES_MAX)
            .variable(LineReader.HISTORY_FILE_SIZE, HistoryFile.LINES_MAX)
            .variable(LineReader.BELL_STYLE, "none")
            .option(Option.CASE_INSENSITIVE, true)
            .option(Option.DISABLE_EVENT_EXPANSION, true)
            .option(Option.HISTORY_IGNORE_SPACE, true)
            .option(Option.HISTORY_TIMESTAMPED, false);
    history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
    this.reader = builder.build();
  }

  /** Of this process; a terminal that cannot do more is read as it is. */
  public static EditedLines ofProcess(Map<String, String> environment) {
    JLINE_LOG.setLevel(Level.OFF);
    try {
      // Asks stty, and so needs no native library.
      Terminal terminal =
          TerminalBuilder.builder().system(true).provider("exec").dumb(true).build();
      // After each line JLine would give Ctrl-C back to the system, which runs no shutdown hook.
      terminal.handle(Terminal.Signal.INT, signal -> System.exit(ExitCode.INTERRUPTED.number()));
      return new EditedLines(terminal, history(environment));
    } catch (IOException e) {
      throw new IllegalStateException("this terminal cannot be read", e);
    }
  }

  /** Without a place for it there is no history, and all else works. */
  private static Optional<Path> history(Map<String, String> environment) {
    Path file = HistoryFile.in(environment, Path.of(System.getProperty("user.home")));
    try {
      HistoryFile.prepare(file);
      return Optional.of(file);
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** Nobody looks for numbers and single letters again. */
  private static final class Words extends DefaultHistory {
    private static final int CHARS_MIN = 3;

    @Override
    public void add(Instant time, String line) {
      if (line.strip().length() >= CHARS_MIN) {
        super.add(time, line);
      }
    }
  }

  private void complete(ParsedLine line, List<Candidate> candidates) {
    for (String word : open.completions().apply(line.line())) {
      candidates.add(new Candidate(word, word, null, null, null, null, true));
    }
  }

  @Override
  public boolean isAtEnd() {
    return false;
  }

  @Override
  public Optional<String> next(Question question) {
    open = question;
    reader.setVariable(LineReader.DISABLE_HISTORY, !question.isKept());
    return read(question.text(), null);
  }

  @Override
  public Optional<String> secret(String question) {
    open = Question.personal(question, "");
    reader.setVariable(LineReader.DISABLE_HISTORY, true);
    return read(question, '\0');
  }

  private Optional<String> read(String question, Character mask) {
    try {
      return Optional.of(reader.readLine(question, mask));
    } catch (UserInterruptException e) {
      throw new Interrupted();
    } catch (EndOfFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean isEditor() {
    return true;
  }

  @Override
  public boolean arrivesWithin(Duration duration) {
    try {
      int c = terminal.reader().read(Math.max(1, duration.toMillis()));
      return c != NonBlockingReader.READ_EXPIRED;
    } catch (IOException e) {
      return true; // a lost terminal is the end of input
    }
  }

  @Override
  public boolean showsAbove(String line) {
    if (!reader.isReading()) {
      return false;
    }
    reader.printAbove(line);
    return true;
  }
}
