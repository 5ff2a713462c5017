package grapevine.client.terminal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Where typed lines are remembered, for their owner alone. */
final class HistoryFile {
  static final int LINES_MAX = 500;
  private static final String FILE_MODE = "rw-------";

  private HistoryFile() {}

  /** {@code $XDG_STATE_HOME/grapevine/history}, else beside the session. */
  static Path in(Map<String, String> environment, Path home) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    return state.startsWith("/")
        ? Path.of(state, "grapevine", "history")
        : home.resolve(".grapevine").resolve("history");
  }

  /** Makes it, and takes it from others who could read it. */
  static void prepare(Path file) throws IOException {
    Files.createDirectories(
        file.getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FILE_MODE)));
    } catch (FileAlreadyExistsException e) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(FILE_MODE));
    }
  }
}
