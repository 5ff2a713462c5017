package grapevine.replica.forced;

import grapevine.database.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.ratis.server.protocol.TermIndex;

/**
 * The library's snapshot (R25): up to which entry of the log the database holds what it did. A
 * small file that is replaced whole. Thread-safe.
 */
final class Marker {
  private static final String NAME = "marker";

  private final Path directory;
  private final Path log;
  private volatile TermIndex held;

  /**
   * @param log the directory of the log's segments
   */
  Marker(Path directory, Path log) throws IOException {
    this.directory = directory;
    this.log = log;
    Path file = directory.resolve(NAME);
    if (Files.exists(file)) {
      String[] words = Files.readString(file).trim().split(" ", -1);
      if (words.length != 3) {
        throw new IOException(file + " is damaged");
      }
      held = TermIndex.valueOf(number(file, words[0]), number(file, words[1]));
      if (words[2].equals("jump")) {
        dropSegmentsBefore(held.getIndex());
      }
    }
  }

  /** Null before the first. */
  TermIndex held() {
    return held;
  }

  /** The log's own entries are there up to it, and may be cut. */
  void advance(TermIndex to) throws IOException {
    write(to, "cut");
  }

  /**
   * The log ends before it: a database from elsewhere made the jump. The library drops the older
   * entries next; should the process end between, the next start does.
   */
  void jump(TermIndex to) throws IOException {
    write(to, "jump");
  }

  private synchronized void write(TermIndex to, String how) throws IOException {
    if (held != null && to.getIndex() < held.getIndex()) {
      return;
    }
    String text = to.getTerm() + " " + to.getIndex() + " " + how + "\n";
    DurableFiles.write(directory.resolve(NAME), text);
    held = to;
  }

  /** Segments are log_FIRST-LAST, the last one log_inprogress_FIRST. */
  private void dropSegmentsBefore(long index) throws IOException {
    if (!Files.isDirectory(log)) {
      return;
    }
    List<Path> segments;
    try (Stream<Path> files = Files.list(log)) {
      segments = files.filter(f -> f.getFileName().toString().startsWith("log_")).toList();
    }
    for (Path segment : segments) {
      String name = segment.getFileName().toString();
      String first = name.substring(name.startsWith("log_inprogress_") ? 15 : 4).split("-", -1)[0];
      if (number(segment, first) <= index) {
        Files.delete(segment);
      }
    }
  }

  private static long number(Path file, String text) throws IOException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException(file + " is damaged", e);
    }
  }
}
