package grapevine.faults;

import grapevine.common.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Every event as a line of JSON, in the order in which the judge was told them. */
final class HistoryFile implements AutoCloseable {
  private final Optional<BufferedWriter> writer;

  HistoryFile(Optional<Path> file) {
    writer = file.map(HistoryFile::open);
  }

  /**
   * @param token only its hash is written: enough to see who depended on what
   */
  synchronized void add(
      String type, String session, int position, String what, Optional<String> token) {
    if (writer.isEmpty()) {
      return;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("atMillis", System.currentTimeMillis());
    line.put("type", type);
    line.put("session", session);
    line.put("position", position);
    line.put("what", what);
    token.ifPresent(text -> line.put("token", Integer.toHexString(text.hashCode())));
    try {
      writer.get().write(Json.text(line));
      writer.get().newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (writer.isPresent()) {
        writer.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedWriter open(Path file) {
    try {
      return Files.newBufferedWriter(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
