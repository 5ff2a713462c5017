package grapevine.database;

import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What only this replica manager has, read from a database that cannot be used as it is: identity,
 * members, counters and the log. Everything else is to come from a peer's snapshot ({@link
 * SnapshotInstall}). Holds the data directory.
 */
public final class Salvage implements AutoCloseable {
  private final Path directory;
  private final DirectoryLock lock;
  private final MemberId owner;
  private final List<Member> members;
  private final Timestamps timestamps;
  private final SalvagedLog log;

  private Salvage(Path directory, DirectoryLock lock, SqliteConnection connection) {
    this.directory = directory;
    this.lock = lock;
    this.owner = owner(connection);
    this.members = members(connection);
    this.log = log(connection);
    this.timestamps = log.newest().orElseThrow();
    long known = Math.max(timestamps.value().get(owner), timestamps.released());
    if (!log.isOwnCertain() || lastOwn() < known) {
      throw new BeyondRepairException("rows of the log that may hold own records cannot be read");
    }
  }

  /**
   * @throws BeyondRepairException own records or the identity may be hidden
   * @throws DatabaseRefusedException the directory is in use
   */
  public static Salvage read(Path directory) {
    DirectoryLock lock = DirectoryLock.take(directory);
    try {
      NativeLibrary.unpackInside(directory);
      SnapshotInstall.finish(directory);
      try (SqliteConnection connection = openExisting(directory.resolve(DatabaseFile.NAME))) {
        return new Salvage(directory, lock, connection);
      }
    } catch (IOException e) {
      lock.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static SqliteConnection openExisting(Path file) {
    if (!Files.exists(file)) {
      throw new BeyondRepairException("there is no " + file);
    }
    try {
      return SqliteConnection.openReader(file);
    } catch (StorageFailedException e) {
      throw new BeyondRepairException(e.getMessage());
    }
  }

  Path directory() {
    return directory;
  }

  MemberId owner() {
    return owner;
  }

  /** None if the table cannot be read: then those of the snapshot hold. */
  List<Member> members() {
    return members;
  }

  Timestamps timestamps() {
    return timestamps;
  }

  /** The own counter (R6). */
  long lastOwn() {
    return Math.max(log.lastOwn(), timestamps.floor().get(owner));
  }

  /** A snapshot must hold all own records up to here: they cannot all be read. */
  long hiddenOwn() {
    return log.hiddenOwn();
  }

  /** By origin and number; with gaps where rows cannot be read. */
  TreeMap<MemberId, TreeMap<Long, LogRecord>> records() {
    return log.runs();
  }

  /**
   * For a retired member that comes back as another incarnation: what it stamped that the others do
   * not have (R17), in order.
   *
   * @param n the last own record that the others have
   * @throws BeyondRepairException one of them cannot be read
   */
  public static List<LogRecord> ownRecordsAbove(Path directory, long n) {
    try (Salvage salvage = read(directory)) {
      // What was discarded here every member has.
      long last = Math.max(n, salvage.timestamps.floor().get(salvage.owner));
      TreeMap<Long, LogRecord> own = salvage.records().getOrDefault(salvage.owner, new TreeMap<>());
      List<LogRecord> above = List.copyOf(own.tailMap(last, false).values());
      if (salvage.hiddenOwn() > last || above.size() != Math.max(0, salvage.lastOwn() - last)) {
        throw new BeyondRepairException("own records above " + n + " cannot all be read");
      }
      return above;
    }
  }

  @Override
  public void close() {
    lock.close();
  }

  private static MemberId owner(SqliteConnection connection) {
    try {
      List<MemberId> stored = new IdentityTable(connection).read();
      if (stored.size() == 1) {
        return stored.get(0);
      }
    } catch (DamagedRecordException | StorageFailedException e) {
      // As one that is missing.
    }
    throw new BeyondRepairException("its identity cannot be read");
  }

  private static List<Member> members(SqliteConnection connection) {
    try {
      return new MemberTable(connection).read();
    } catch (DamagedRecordException | StorageFailedException e) {
      return List.of();
    }
  }

  private SalvagedLog log(SqliteConnection connection) {
    Optional<StateRow> state = state(connection);
    SalvagedLog salvaged = new SalvagedLog(owner, state.map(StateRow::timestamps));
    long[] next = {state.map(StateRow::logFirst).orElse(0L)};
    try {
      connection.each(
          row -> {
            long id = row.getLong(1);
            if (next[0] != 0 && id != next[0]) {
              salvaged.hole();
            }
            next[0] = id + 1;
            try {
              salvaged.add(LogTable.stored(row).verified());
            } catch (DamagedRecordException e) {
              salvaged.hole();
            }
          },
          "SELECT id, body, crc FROM log ORDER BY id");
    } catch (StorageFailedException e) {
      throw new BeyondRepairException("the log cannot be read to its end");
    }
    if (state.isPresent() && next[0] <= state.get().logWritten()) {
      salvaged.hole();
    }
    if (salvaged.newest().isEmpty()) {
      throw new BeyondRepairException("neither the state nor any row of the log can be read");
    }
    return salvaged;
  }

  private static Optional<StateRow> state(SqliteConnection connection) {
    try {
      return Optional.of(StateRow.read(connection));
    } catch (DamagedRecordException | StorageFailedException e) {
      return Optional.empty();
    }
  }
}
