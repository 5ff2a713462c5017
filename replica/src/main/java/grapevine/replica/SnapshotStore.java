package grapevine.replica;

import grapevine.common.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Copies of the database for peers and backups: made by a thread of its own, one at a time, the
 * newest two kept so that a broken download can go on.
 */
final class SnapshotStore implements AutoCloseable {
  private static final int KEPT_MAX = 2;

  /** What must be left for the replica manager itself. */
  private static final long FREE_BYTES_MIN = 64L << 20;

  private static final int BUFFER_BYTES = 64 << 10;

  private final Path directory;
  private final Consumer<Path> copier;
  private final LongSupplier databaseBytes;
  private final ExecutorService maker;
  private final ArrayDeque<Snapshot> kept = new ArrayDeque<>();
  private List<BiConsumer<Snapshot, Throwable>> waiting = new ArrayList<>();
  private long number;

  record Snapshot(Path file, long bytes, String sha256) {}

  /** There is not enough room for a copy; the database itself needs it. */
  static final class NoRoom extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoRoom(String message) {
      super(message);
    }
  }

  /**
   * @param directory for copies only: what is in it is removed
   * @param databaseBytes how large a copy will be at most
   */
  SnapshotStore(String name, Path directory, Consumer<Path> copier, LongSupplier databaseBytes) {
    this.directory = directory;
    this.copier = copier;
    this.databaseBytes = databaseBytes;
    this.maker =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, name + "-snapshot");
              thread.setDaemon(true);
              return thread;
            });
    removeAll();
  }

  /**
   * Makes a copy, or joins those who wait for one that is not begun: what is being made already may
   * lack something that the caller knows of.
   *
   * @param then gets the copy, or why there is none; on the maker's thread
   */
  synchronized void make(BiConsumer<Snapshot, Throwable> then) {
    if (waiting.isEmpty()) {
      maker.execute(this::run);
    }
    waiting.add(then);
  }

  /** Made before, and still there. */
  synchronized Optional<Snapshot> find(String sha256) {
    return kept.stream().filter(snapshot -> snapshot.sha256.equals(sha256)).findFirst();
  }

  /** Waits for the copy that is being made: the database is closed afterwards. */
  @Override
  public void close() {
    maker.shutdown();
    Stopping.await(maker);
  }

  private void run() {
    List<BiConsumer<Snapshot, Throwable>> served = taken();
    Snapshot snapshot;
    try {
      snapshot = keep(copy());
    } catch (IOException | RuntimeException e) {
      served.forEach(then -> then.accept(null, e));
      return;
    }
    served.forEach(then -> then.accept(snapshot, null));
  }

  private synchronized List<BiConsumer<Snapshot, Throwable>> taken() {
    List<BiConsumer<Snapshot, Throwable>> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  private Snapshot copy() throws IOException {
    Files.createDirectories(directory);
    long free = Files.getFileStore(directory).getUsableSpace();
    long needed = databaseBytes.getAsLong() + FREE_BYTES_MIN;
    if (free < needed) {
      throw new NoRoom(
          "a snapshot needs "
              + needed
              + " free bytes beside the database, and there are "
              + free
              + ": make room, or ask another replica manager");
    }
    makeRoom(KEPT_MAX - 1);
    Path file = directory.resolve("snapshot-" + ++number + ".db");
    try {
      copier.accept(file);
      return new Snapshot(file, Files.size(file), sha256(file));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private synchronized Snapshot keep(Snapshot snapshot) {
    kept.addLast(snapshot);
    return snapshot;
  }

  /** Who is reading a removed file reads it to its end. */
  private synchronized void makeRoom(int left) throws IOException {
    while (kept.size() > left) {
      Files.deleteIfExists(kept.removeFirst().file);
    }
  }

  private void removeAll() {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "snapshot-*")) {
      for (Path file : files) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + directory, e);
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream hashed = new DigestInputStream(in, Sha256.newDigest())) {
      byte[] buffer = new byte[BUFFER_BYTES];
      while (hashed.read(buffer) >= 0) {
        // The digest sees every byte.
      }
      return HexFormat.of().formatHex(hashed.getMessageDigest().digest());
    }
  }
}
