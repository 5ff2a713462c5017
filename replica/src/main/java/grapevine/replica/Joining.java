package grapevine.replica;

import grapevine.common.HostPort;
import grapevine.common.snapshot.SnapshotDownload;
import grapevine.database.DamagedRecordException;
import grapevine.database.DatabaseRefusedException;
import grapevine.database.DurableFiles;
import grapevine.database.SnapshotInstall;
import grapevine.database.SnapshotRefusedException;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the database of a member that joins (R17, R18): has the others agree on it, and installs
 * the snapshot of one of them. The incarnation is drawn once and kept in a file until the database
 * has it, so that a process that is killed on the way goes on where it was, and does not leave a
 * member behind that nobody is.
 */
final class Joining {
  static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The incarnation that is to join; there until the database has it. */
  private static final String WANTED = "join.wanted";

  /** The incarnation that the others go on without, and why. */
  private static final String RETIRED = "retired.wanted";

  private static final String DOWNLOAD = "snapshot.download";
  private static final long PAUSE_NANOS = 500_000_000;
  private static final long PROGRESS_NANOS = 1_000_000_000;
  private static final Logger LOG = LoggerFactory.getLogger(Joining.class);

  private final ReplicaConfiguration configuration;
  private final HostPort advertised;
  private final Map<String, HostPort> peers;
  private final LongSupplier newIncarnation;
  private final Duration patience;
  private final MemberClient client;
  private final TreeMap<String, String> problems = new TreeMap<>();

  /**
   * @param advertised where the others reach this one
   * @param peers whose addresses are known, and who may be asked too
   */
  Joining(
      ReplicaConfiguration configuration,
      HostPort advertised,
      Map<String, HostPort> peers,
      LongSupplier newIncarnation,
      Duration patience) {
    this.configuration = configuration;
    this.advertised = advertised;
    this.peers = peers;
    this.newIncarnation = newIncarnation;
    this.patience = patience;
    this.client = new MemberClient(configuration.clusterKey());
  }

  /** Makes the next start come back as a new member. */
  static void retired(Path data, MemberId me) {
    try {
      DurableFiles.write(data.resolve(RETIRED), Long.toHexString(me.incarnation()));
    } catch (IOException e) {
      LOG.warn("the next start will not know that the others go on without {}", me, e);
    }
  }

  /**
   * Returns when there is a database of a member, or when this replica manager is none that joins.
   */
  void joinIfWanted() throws IOException {
    Path data = configuration.data();
    Files.createDirectories(data);
    leaveOldBehind();
    boolean hasDatabase = hasDatabase();
    if (hasDatabase && !configuration.membership().join().isEmpty()) {
      LOG.info("{} is a member already: --join is not needed any more", configuration.name());
    }
    boolean isWanted =
        Files.exists(data.resolve(WANTED)) || !configuration.membership().join().isEmpty();
    if (!hasDatabase && isWanted) {
      join(incarnation());
    }
    Files.deleteIfExists(data.resolve(WANTED));
  }

  // Each step can be done again: whatever interrupts them, the next start begins with the first.
  private void leaveOldBehind() throws IOException {
    Path marker = configuration.data().resolve(RETIRED);
    if (!Files.exists(marker)) {
      return;
    }
    MemberId old = member(Files.readString(marker));
    MemberId me = incarnation();
    LOG.warn("{} was retired by the others: it comes back as {}", old, me);
    RetiredData.moveAside(configuration.data(), old);
    Files.delete(marker);
  }

  private boolean hasDatabase() {
    Path data = configuration.data();
    return Files.exists(data.resolve("replica.db")) || Files.exists(data.resolve("replica.db.new"));
  }

  private MemberId incarnation() throws IOException {
    Path file = configuration.data().resolve(WANTED);
    if (!Files.exists(file)) {
      DurableFiles.write(file, Long.toHexString(newIncarnation.getAsLong()));
    }
    return member(Files.readString(file));
  }

  private MemberId member(String incarnation) {
    return new MemberId(configuration.name(), Long.parseUnsignedLong(incarnation.trim(), 16));
  }

  private void join(MemberId drawn) throws IOException {
    MemberId me = drawn;
    requireReachable();
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    long saidNanos = System.nanoTime();
    do {
      for (URI candidate : candidates()) {
        try {
          if (joinBy(candidate, me)) {
            return;
          }
        } catch (MemberClient.Gone e) {
          LOG.warn("{} was given up by the others before it was in: it joins as another", me);
          Files.delete(configuration.data().resolve(WANTED));
          me = incarnation();
        }
      }
      if (System.nanoTime() - saidNanos >= PROGRESS_NANOS) {
        saidNanos = System.nanoTime();
        LOG.info("{} is not in yet: {}", me, problems);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    } while (System.nanoTime() - deadlineNanos < 0);
    throw notJoined("nobody has let it in within " + patience.toSeconds() + " s: " + problems);
  }

  private void requireReachable() {
    if (candidates().isEmpty()) {
      throw notJoined("no other member is known: name one with --join URL");
    }
    if (PeerTargets.isWildcard(advertised)) {
      throw notJoined("the others have to know where it is: name it with --advertise HOST:PORT");
    }
  }

  private Set<URI> candidates() {
    Set<URI> urls = new LinkedHashSet<>();
    for (URI seed : configuration.membership().join()) {
      urls.addAll(MemberClient.everyAddressOf(seed));
    }
    peers.values().forEach(peer -> urls.add(peer.uri("http", "/")));
    urls.remove(advertised.uri("http", "/"));
    return urls;
  }

  /** False when it may go better with another, or later. */
  private boolean joinBy(URI candidate, MemberId me) throws IOException {
    try {
      MembersPage agreed =
          client.join(
              candidate, me.name(), Long.toHexString(me.incarnation()), advertised.toString());
      new AddressBook(configuration.data()).keep(addresses(agreed, candidate));
      install(candidate, me);
      LOG.info("{} has joined by the snapshot of {}", me, agreed.name());
      return true;
    } catch (MemberClient.Gone e) {
      throw e;
    } catch (MemberClient.Refused e) {
      throw notJoined(e.getMessage());
    } catch (SnapshotRefusedException | DatabaseRefusedException | DamagedRecordException e) {
      problems.put(candidate.getAuthority(), e.getMessage());
    } catch (IOException e) {
      problems.put(candidate.getAuthority(), String.valueOf(e.getMessage()));
    }
    return false;
  }

  private void install(URI donor, MemberId me) throws IOException {
    Path download = configuration.data().resolve(DOWNLOAD);
    try {
      SnapshotDownload.fetch(donor, configuration.clusterKey(), download, new Said(me));
      SnapshotInstall.join(configuration.data(), me, download);
    } finally {
      Files.deleteIfExists(download);
    }
  }

  private static Map<String, HostPort> addresses(MembersPage agreed, URI answered) {
    TreeMap<String, HostPort> addresses = new TreeMap<>();
    for (MembersPage.Entry entry : agreed.members()) {
      PeerTargets.address(new Member(entry.id(), entry.state(), entry.address(), entry.since(), 0))
          .ifPresent(address -> addresses.put(entry.name(), address));
    }
    addresses.putIfAbsent(agreed.name(), new HostPort(answered.getHost(), answered.getPort()));
    return addresses;
  }

  private ReplicaFailure notJoined(String reason) {
    return new ReplicaFailure(
        ExitCode.NOT_JOINED,
        configuration.name()
            + " is no member: "
            + reason
            + "; started again with the same command it goes on where it is",
        null);
  }

  /** How far the download is, once a second. */
  private static final class Said implements SnapshotDownload.Progress {
    private final MemberId me;
    private long saidNanos = System.nanoTime();

    Said(MemberId me) {
      this.me = me;
    }

    @Override
    public void at(long done, long total) {
      if (System.nanoTime() - saidNanos >= PROGRESS_NANOS) {
        saidNanos = System.nanoTime();
        LOG.info("{} has {} of {} MiB of the snapshot", me, done >> 20, total >> 20);
      }
    }
  }
}
