package grapevine.replica;

import grapevine.database.DurableFiles;
import grapevine.protocol.MemberId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * What belonged to an incarnation that the others go on without: moved aside, one directory for
 * each, until what only it had is handed in.
 */
final class RetiredData {
  private static final String PREFIX = "retired-";

  /** In this order: a database's write-ahead log must never lie beside another database. */
  private static final List<String> FILES =
      List.of("replica.db-wal", "replica.db-shm", "replica.db", "forced");

  private RetiredData() {}

  /** Idempotent: goes on where it was interrupted. */
  static void moveAside(Path data, MemberId old) throws IOException {
    Path directory = data.resolve(PREFIX + Long.toHexString(old.incarnation()));
    Files.createDirectories(directory);
    for (String name : FILES) {
      Path file = data.resolve(name);
      if (Files.exists(file)) {
        Files.move(file, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    DurableFiles.syncDirectory(directory);
    DurableFiles.syncDirectory(data);
  }

  static List<Path> in(Path data) throws IOException {
    List<Path> directories = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(data, PREFIX + "*")) {
      found.forEach(directories::add);
    }
    Collections.sort(directories);
    return directories;
  }

  static MemberId owner(Path directory, String name) {
    String incarnation = directory.getFileName().toString().substring(PREFIX.length());
    return new MemberId(name, Long.parseUnsignedLong(incarnation, 16));
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
