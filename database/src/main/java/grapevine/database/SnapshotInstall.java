package grapevine.database;

import grapevine.protocol.DurableState;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.VectorTimestamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * Puts a peer's snapshot in the place of a database that is damaged or behind (R18): the value of
 * the peer, the identity, counters and log of its own. The new file is complete before the old one
 * is moved aside, and a crash in between is made up for at the next opening.
 */
public final class SnapshotInstall {
  private static final String COMPLETE = DatabaseFile.NAME + ".new";
  private static final String ASIDE = DatabaseFile.NAME + ".damaged-";
  private static final String WORKSHOP = "install";
  private static final int ASIDE_MAX = 2;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Salvage salvage;
  private final DurableState theirs;
  private final VectorTimestamp theirLog;

  private SnapshotInstall(Salvage salvage, DurableState theirs) {
    this.salvage = salvage;
    this.theirs = theirs;
    this.theirLog = logged(theirs.replica().floor(), theirs.log());
  }

  /**
   * @param snapshot is moved from there
   * @throws SnapshotRefusedException it cannot take the place of what was salvaged
   * @throws DatabaseRefusedException it is not a snapshot that this program can read
   * @throws DamagedRecordException a row of it is damaged
   */
  public static void install(Salvage salvage, Path snapshot) {
    DatabaseCopy.verify(snapshot);
    try {
      Path workshop = emptied(salvage.directory().resolve(WORKSHOP));
      Path file = workshop.resolve(DatabaseFile.NAME);
      Files.move(snapshot, file);
      own(file, salvage.owner());
      try (ReplicaDatabase database =
          ReplicaDatabase.open(workshop, salvage.owner().name(), () -> MemberId.UNMET)) {
        new SnapshotInstall(salvage, database.recover()).unite(database);
      }
      DurableFiles.sync(file);
      DurableFiles.move(file, salvage.directory().resolve(COMPLETE));
      emptied(workshop);
      finish(salvage.directory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes on where an installation was interrupted; the caller holds the directory. */
  static void finish(Path directory) {
    Path complete = directory.resolve(COMPLETE);
    if (!Files.exists(complete)) {
      return;
    }
    try {
      Path current = directory.resolve(DatabaseFile.NAME);
      String aside = ASIDE + TIME.format(Instant.now());
      // Not one after the other: the write-ahead log of one database would be taken for another's.
      moveIfThere(walOf(current), directory.resolve(aside + "-wal"));
      Files.deleteIfExists(directory.resolve(DatabaseFile.NAME + "-shm"));
      moveIfThere(current, directory.resolve(aside));
      DurableFiles.move(complete, current);
      removeOldest(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot install the snapshot in " + directory, e);
    }
  }

  private static void own(Path file, MemberId owner) {
    try (SqliteConnection connection = SqliteConnection.openWriter(file)) {
      MemberTable.identity(connection).replace(List.of(owner));
      connection.commit();
    }
  }

  private void unite(ReplicaDatabase database) {
    MemberId me = salvage.owner();
    requireSameDisk(me);
    require(
        theirLog.covers(salvage.timestamps().floor()),
        "it lacks records that were discarded here, because every member had them");
    require(
        theirLog.get(me) >= salvage.hiddenOwn(), "it lacks own records that cannot be read here");
    VectorTimestamp united = theirLog;
    for (TreeMap<Long, LogRecord> run : salvage.records().values()) {
      MemberId origin = run.firstEntry().getValue().origin();
      for (LogRecord record : run.tailMap(theirLog.get(origin), false).values()) {
        require(
            record.dot().n() == united.get(origin) + 1,
            "it lacks what is before record " + record.dot() + ", which is here");
        database.append(record);
        united = united.with(origin, record.dot().n());
      }
    }
    require(
        united.get(me) >= salvage.lastOwn() && united.covers(salvage.timestamps().value()),
        "it lacks records that were executed here");
    database.save(pins(me), timestamps(me));
    database.commit();
  }

  private void requireSameDisk(MemberId me) {
    for (MemberId pin : theirs.pins()) {
      if (pin.name().equals(me.name()) && !pin.equals(me)) {
        throw SnapshotRefusedException.wrongDisk(
            "a peer knows this name as " + pin + ", and this disk says " + me);
      }
    }
    if (theirLog.get(me) > salvage.lastOwn()) {
      throw SnapshotRefusedException.wrongDisk(
          "a peer holds "
              + theirLog.get(me)
              + " records of "
              + me
              + ", and this disk only "
              + salvage.lastOwn());
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw SnapshotRefusedException.unsuitable("the snapshot cannot be used: " + otherwise);
    }
  }

  private List<MemberId> pins(MemberId me) {
    TreeMap<String, MemberId> pins = new TreeMap<>();
    theirs.pins().forEach(pin -> pins.put(pin.name(), pin));
    salvage.pins().forEach(pin -> pins.put(pin.name(), pin));
    pins.remove(me.name());
    return new ArrayList<>(pins.values());
  }

  /** R6a: what was shown stays shown, and the peer's disk holds what is in its snapshot. */
  private Timestamps timestamps(MemberId me) {
    Timestamps mine = salvage.timestamps();
    Timestamps peers = theirs.replica();
    return new Timestamps(
        peers.value(),
        peers.floor(),
        peers.settled().merge(mine.settled()),
        Math.max(mine.released(), theirLog.get(me)),
        Math.max(mine.confirmed(), theirLog.get(me)),
        Math.max(mine.lamport(), peers.lamport()));
  }

  private static VectorTimestamp logged(VectorTimestamp floor, List<LogRecord> log) {
    VectorTimestamp logged = floor;
    for (LogRecord record : log) {
      logged = logged.with(record.origin(), record.dot().n());
    }
    return logged;
  }

  private static Path walOf(Path database) {
    return database.resolveSibling(database.getFileName() + "-wal");
  }

  private static void moveIfThere(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      DurableFiles.move(from, to);
    }
  }

  private static Path emptied(Path workshop) throws IOException {
    Files.createDirectories(workshop);
    for (Path file : filesOf(workshop, "*")) {
      Files.delete(file);
    }
    return workshop;
  }

  private static void removeOldest(Path directory) throws IOException {
    List<Path> databases = filesOf(directory, ASIDE + "*Z");
    for (Path old : databases.subList(0, Math.max(0, databases.size() - ASIDE_MAX))) {
      Files.deleteIfExists(walOf(old));
      Files.delete(old);
    }
  }

  private static List<Path> filesOf(Path directory, String pattern) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, pattern)) {
      found.forEach(files::add);
    }
    Collections.sort(files);
    return files;
  }
}
