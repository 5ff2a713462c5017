package grapevine.replica;

import grapevine.common.HostPort;
import grapevine.common.snapshot.SnapshotDownload;
import grapevine.database.BeyondRepairException;
import grapevine.database.DamagedRecordException;
import grapevine.database.DatabaseRefusedException;
import grapevine.database.ReplicaDatabase;
import grapevine.database.Salvage;
import grapevine.database.SnapshotInstall;
import grapevine.database.SnapshotRefusedException;
import grapevine.database.StorageFailedException;
import grapevine.protocol.DiskFullException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the database. One that is damaged, or that lacks what the peers have discarded, is mended
 * from a peer's snapshot first, as far as nothing is lost by that (R18).
 */
final class Recovery {
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final String WANTED = "snapshot.wanted";
  private static final String DOWNLOAD = "snapshot.download";
  private static final long PAUSE_NANOS = 500_000_000;
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final ReplicaConfiguration configuration;
  private final Map<String, HostPort> peers;
  private final LongSupplier newIncarnation;
  private final Duration patience;

  /**
   * @param patience how long peers that cannot be reached are tried again: after a power cut all
   *     start together
   */
  Recovery(
      ReplicaConfiguration configuration,
      Map<String, HostPort> peers,
      LongSupplier newIncarnation,
      Duration patience) {
    this.configuration = configuration;
    this.peers = peers;
    this.newIncarnation = newIncarnation;
    this.patience = patience;
  }

  /** Makes the next start fetch a snapshot, whatever the database looks like then. */
  static void want(Path data, ReplicaFailure failure) {
    boolean isDamaged =
        failure.getCause() instanceof DamagedRecordException
            || (failure.getCause() instanceof StorageFailedException e && e.isDamage());
    if (!isDamaged && failure.exitCode() != ExitCode.SNAPSHOT_NEEDED) {
      return;
    }
    try {
      Files.writeString(data.resolve(WANTED), failure.exitCode() + ": " + failure.getMessage());
    } catch (IOException e) {
      LOG.warn("the next start will not know that a snapshot is needed", e);
    }
  }

  ReplicaDatabase open() {
    return open(() -> {});
  }

  /** Opens the database that joining the others made, if this replica manager is to join. */
  ReplicaDatabase openAfter(Joining joining) {
    return open(joining::joinIfWanted);
  }

  private interface Preparation {
    void run() throws IOException;
  }

  private ReplicaDatabase open(Preparation preparation) {
    try {
      preparation.run();
      Path wanted = configuration.data().resolve(WANTED);
      if (Files.exists(wanted)) {
        mendOrGoOn(Files.readString(wanted));
        return opened();
      }
      try {
        return opened();
      } catch (DamagedRecordException e) {
        mend(e.getMessage());
        return opened();
      }
    } catch (BeyondRepairException e) {
      throw new ReplicaFailure(ExitCode.DATABASE_DAMAGED, e.getMessage(), e);
    } catch (DatabaseRefusedException | DamagedRecordException e) {
      throw new ReplicaFailure(ExitCode.DATABASE_REFUSED, e.getMessage(), e.getCause());
    } catch (StorageFailedException | DiskFullException e) {
      throw new ReplicaFailure(ExitCode.STORAGE_FAILED, e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      throw new ReplicaFailure(
          ExitCode.STORAGE_FAILED,
          "cannot work in " + configuration.data() + ": " + e.getMessage() + "; check the disk",
          e);
    }
  }

  private ReplicaDatabase opened() {
    return ReplicaDatabase.open(configuration.data(), configuration.name(), newIncarnation);
  }

  /**
   * What is only behind is of use as long as it hears of no peer; it will stop again when it does.
   */
  private void mendOrGoOn(String reason) throws IOException {
    try {
      mend(reason);
    } catch (ReplicaFailure e) {
      if (e.exitCode() != ExitCode.DATABASE_DAMAGED
          || !reason.startsWith(ExitCode.SNAPSHOT_NEEDED.name())) {
        throw e;
      }
      LOG.warn("{}; going on without", e.getMessage());
    }
  }

  private void mend(String reason) throws IOException {
    LOG.error("{} needs a peer's snapshot: {}", configuration.name(), reason);
    try (Salvage salvage = Salvage.read(configuration.data())) {
      String from = installFromAny(salvage);
      Files.deleteIfExists(configuration.data().resolve(WANTED));
      LOG.info("{} is mended from the snapshot of {}", configuration.name(), from);
    } finally {
      Files.deleteIfExists(configuration.data().resolve(DOWNLOAD));
    }
  }

  private String installFromAny(Salvage salvage) throws IOException {
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    TreeMap<String, String> problems = new TreeMap<>();
    do {
      for (Map.Entry<String, HostPort> peer : peers.entrySet()) {
        try {
          install(salvage, peer.getValue());
          return peer.getKey();
        } catch (SnapshotRefusedException e) {
          if (e.isWrongDisk()) {
            throw new ReplicaFailure(ExitCode.WRONG_DISK, e.getMessage(), e);
          }
          problems.put(peer.getKey(), e.getMessage());
        } catch (IOException | DatabaseRefusedException | DamagedRecordException e) {
          problems.put(peer.getKey(), e.getMessage());
        }
      }
      LockSupport.parkNanos(peers.isEmpty() ? 0 : PAUSE_NANOS);
    } while (System.nanoTime() - deadlineNanos < 0 && !peers.isEmpty());
    throw new ReplicaFailure(
        ExitCode.DATABASE_DAMAGED,
        "no peer gave a snapshot that can be used ("
            + (problems.isEmpty() ? "there is no peer" : problems)
            + "): see to the other replica managers, which mend damage of their own while they run; then start this one again",
        null);
  }

  private void install(Salvage salvage, HostPort peer) throws IOException {
    Path download = configuration.data().resolve(DOWNLOAD);
    SnapshotDownload.fetch(
        URI.create("http://" + peer),
        configuration.clusterKey(),
        download,
        SnapshotDownload.Progress.NONE);
    SnapshotInstall.install(salvage, download);
  }
}
