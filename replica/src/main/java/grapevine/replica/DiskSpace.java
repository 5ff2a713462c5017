package grapevine.replica;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether there is room on the disk for new updates. Looks once a second, in a thread of its own,
 * and calls the disk short before it is full: so gossip, which brings what others have acknowledged
 * already, finds room for long after clients' updates are refused. Thread-safe.
 */
final class DiskSpace implements AutoCloseable {
  private static final long LOOK_MILLIS = 1_000;
  private static final long MEBIBYTE = 1 << 20;
  private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);

  /** How many bytes may still be written. */
  interface Usable {
    long bytes() throws IOException;
  }

  private final String where;
  private final long reserveBytes;
  private final Usable usable;
  private final ScheduledExecutorService scheduler;
  private volatile boolean isBelowReserve;
  private volatile boolean isFull;

  /**
   * @param reserveBytes with less than this the disk is short; 0 to find it full only
   */
  DiskSpace(String name, String where, long reserveBytes, Usable usable) {
    this.where = where;
    this.reserveBytes = reserveBytes;
    this.usable = usable;
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, name + "-disk-space");
              thread.setDaemon(true);
              return thread;
            });
  }

  static DiskSpace of(ReplicaConfiguration configuration) {
    Path directory = configuration.data();
    return new DiskSpace(
        configuration.name(),
        directory.toString(),
        configuration.diskReserveBytes(),
        () -> {
          FileStore store = Files.getFileStore(directory);
          return store.getUsableSpace();
        });
  }

  void start() {
    if (reserveBytes > 0) {
      // Cancelled with the scheduler only.
      var unused =
          scheduler.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Whether new updates are to be refused. */
  boolean isShort() {
    return isBelowReserve || isFull;
  }

  /** What the event loop found when it last tried to commit. */
  void full(boolean isFullNow) {
    isFull = isFullNow;
  }

  /** Once; what cannot be told is taken for room: a commit will find out. */
  void look() {
    long bytes;
    try {
      bytes = usable.bytes();
    } catch (IOException | RuntimeException e) {
      LOG.warn("cannot tell how much room is left in {}: {}", where, e.toString());
      bytes = Long.MAX_VALUE;
    }
    // A quarter more is wanted than ended it, so that it does not go to and fro.
    long wantedBytes = isBelowReserve ? reserveBytes + reserveBytes / 4 : reserveBytes;
    boolean isBelow = bytes < wantedBytes;
    if (isBelow && !isBelowReserve) {
      LOG.warn(
          "only {} MiB are left in {}: updates are refused until there are {} MiB; free some, or enlarge the disk",
          bytes / MEBIBYTE,
          where,
          (reserveBytes + reserveBytes / 4) / MEBIBYTE);
    } else if (!isBelow && isBelowReserve) {
      LOG.info("there is room in {} again: updates are taken", where);
    }
    isBelowReserve = isBelow;
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
