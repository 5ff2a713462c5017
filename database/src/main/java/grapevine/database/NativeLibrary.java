package grapevine.database;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where sqlite-jdbc unpacks its native library: inside the data directory, and what a killed
 * process left there is removed first, so that kill -9 piles up nothing in /tmp. The first
 * directory opened in a process counts.
 */
final class NativeLibrary {
  private static final String PROPERTY = "org.sqlite.tmpdir";

  private NativeLibrary() {}

  /** The caller holds the directory's lock. */
  static void unpackInside(Path dataDirectory) throws IOException {
    if (System.getProperty(PROPERTY) != null) {
      return;
    }
    Path directory = Files.createDirectories(dataDirectory.resolve("native"));
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory, "sqlite-*")) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    }
    System.setProperty(PROPERTY, directory.toAbsolutePath().toString());
  }
}
