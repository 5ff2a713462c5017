package grapevine.database;

import grapevine.protocol.DurableState;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
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
import java.util.function.Consumer;

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
    this.theirLog = logged(theirs);
  }

  /**
   * @param snapshot is moved from there
   * @throws SnapshotRefusedException it cannot take the place of what was salvaged
   * @throws DatabaseRefusedException it is not a snapshot that this program can read
   * @throws DamagedRecordException a row of it is damaged
   */
  public static void install(Salvage salvage, Path snapshot) {
    install(
        salvage.directory(),
        salvage.owner(),
        snapshot,
        database -> new SnapshotInstall(salvage, database.recover()).unite(database));
  }

  /**
   * Makes the database of a member that joins (R17, R18): the snapshot of a member that knows of
   * it, under its own identity, without any own record.
   *
   * @param directory without a database
   * @param snapshot is moved from there
   * @throws SnapshotRefusedException it does not name {@code me} as one that joins
   * @throws DatabaseRefusedException it is not a snapshot that this program can read, or there is a
   *     database already
   * @throws DamagedRecordException a row of it is damaged
   */
  public static void join(Path directory, MemberId me, Path snapshot) {
    try {
      Files.createDirectories(directory);
      DirectoryLock lock = DirectoryLock.take(directory);
      try {
        joinInside(directory, me, snapshot);
      } finally {
        lock.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void joinInside(Path directory, MemberId me, Path snapshot) throws IOException {
    NativeLibrary.unpackInside(directory);
    finish(directory);
    Path database = directory.resolve(DatabaseFile.NAME);
    if (Files.exists(database)) {
      throw new DatabaseRefusedException(
          database + " exists: choose another data directory, nothing is overwritten");
    }
    install(directory, me, snapshot, joining -> begin(joining, me));
  }

  private static void begin(ReplicaDatabase database, MemberId me) {
    DurableState theirs = database.recover();
    boolean isJoining =
        theirs.members().stream()
            .anyMatch(member -> member.id().equals(me) && member.state() == Member.State.JOINING);
    require(isJoining, "it does not know " + me + " as a member that joins");
    if (logged(theirs).get(me) > 0) {
      throw SnapshotRefusedException.wrongDisk(me + " has made records before");
    }
    Timestamps peers = theirs.replica();
    database.save(
        theirs.members(),
        new Timestamps(
            peers.value(),
            peers.floor(),
            peers.settled(),
            0,
            0,
            peers.lamport(),
            peers.forcedIndex()));
    database.commit();
  }

  private static void install(
      Path directory, MemberId owner, Path snapshot, Consumer<ReplicaDatabase> uniting) {
    DatabaseCopy.verify(snapshot);
    try {
      Path workshop = emptied(directory.resolve(WORKSHOP));
      Path file = workshop.resolve(DatabaseFile.NAME);
      Files.move(snapshot, file);
      own(file, owner);
      try (ReplicaDatabase database =
          ReplicaDatabase.open(workshop, owner.name(), () -> MemberId.UNMET)) {
        uniting.accept(database);
      }
      DurableFiles.sync(file);
      DurableFiles.move(file, directory.resolve(COMPLETE));
      emptied(workshop);
      finish(directory);
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
      new IdentityTable(connection).replace(owner);
      connection.commit();
    }
  }

  private void unite(ReplicaDatabase database) {
    MemberId me = salvage.owner();
    requireSameDisk(me);
    require(
        theirs.replica().value().forced() >= salvage.timestamps().value().forced(),
        "it lacks forced updates that were executed here");
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
    database.save(members(), timestamps(me));
    database.commit();
  }

  private void requireSameDisk(MemberId me) {
    for (Member member : theirs.members()) {
      boolean isMine = member.id().equals(me);
      if (isMine && !member.isIn()) {
        throw SnapshotRefusedException.wrongDisk(
            "the others have agreed to go on without " + me + ": join as another incarnation");
      }
      boolean isNamesake = !isMine && member.id().name().equals(me.name());
      if (isNamesake && member.state() != Member.State.RETIRED) {
        throw SnapshotRefusedException.wrongDisk(
            "a peer knows this name as " + member.id() + ", and this disk says " + me);
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

  /** As they were agreed last; before anything was agreed, the founders that either has met. */
  private List<Member> members() {
    if (theirs.replica().forcedIndex() > 0) {
      return theirs.members();
    }
    TreeMap<String, Member> founders = new TreeMap<>();
    theirs.members().forEach(member -> founders.put(member.id().name(), member));
    salvage.members().forEach(member -> founders.put(member.id().name(), member));
    return List.copyOf(founders.values());
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
        Math.max(mine.lamport(), peers.lamport()),
        peers.forcedIndex());
  }

  /** All that it holds, executed or not; of the forced updates it has only what is executed. */
  private static VectorTimestamp logged(DurableState state) {
    VectorTimestamp logged = state.replica().floor();
    for (LogRecord record : state.log()) {
      logged = logged.with(record.origin(), record.dot().n());
    }
    return logged.withForced(state.replica().value().forced());
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
