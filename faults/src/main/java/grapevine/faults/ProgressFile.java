package grapevine.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A file with one number, which a reader finds whole at any time. Used by one thread. */
final class ProgressFile {
  private final Optional<Path> file;
  private long told = -1;

  ProgressFile(Optional<Path> file) {
    this.file = file;
  }

  void tell(long number) {
    if (file.isEmpty() || number == told) {
      return;
    }
    Path path = file.get();
    try {
      Path written = path.resolveSibling(path.getFileName() + ".new");
      Files.writeString(written, number + "\n");
      Files.move(written, path, StandardCopyOption.ATOMIC_MOVE);
      told = number;
    } catch (IOException e) {
      throw new CannotRun("cannot write " + path + ": " + e.getMessage());
    }
  }
}
