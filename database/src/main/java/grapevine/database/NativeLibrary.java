package grapevine.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Unpacks the native library of sqlite-jdbc into the data directory, always as the same file, so
 * that kill -9 piles up nothing. Left to itself sqlite-jdbc writes a new file into /tmp and reads
 * it back byte by byte, which costs a starting process a tenth of a second. The first directory
 * opened in a process counts.
 */
final class NativeLibrary {
  private static final String PATH_PROPERTY = "org.sqlite.lib.path";
  private static final String UNPACKED_BY_SQLITE_PROPERTY = "org.sqlite.tmpdir";

  private NativeLibrary() {}

  /** The caller holds the directory's lock. */
  static void unpackInside(Path dataDirectory) throws IOException {
    if (System.getProperty(PATH_PROPERTY) != null
        || System.getProperty(UNPACKED_BY_SQLITE_PROPERTY) != null) {
      return;
    }
    Path directory = Files.createDirectories(dataDirectory.resolve("native")).toAbsolutePath();
    removeLeftovers(directory);
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (library == null) {
        // A platform that the jar has no library for: sqlite-jdbc knows where else to look.
        System.setProperty(UNPACKED_BY_SQLITE_PROPERTY, directory.toString());
        return;
      }
      Files.copy(library, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    System.setProperty(PATH_PROPERTY, directory.toString());
  }

  /** What sqlite-jdbc unpacked here itself, and a kill kept it from removing. */
  private static void removeLeftovers(Path directory) throws IOException {
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory, "sqlite-*")) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    }
  }
}
