package grapevine.database;

import grapevine.database.catalogue.Catalogue;
import grapevine.database.catalogue.CatalogueQueries;
import grapevine.protocol.DurableState;
import grapevine.protocol.ExecutedOperations;
import grapevine.protocol.Journal;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Value;
import grapevine.protocol.VectorTimestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A replica manager's database file. Used by the core's thread alone, except {@link #newReader}.
 * Everything written since the last {@link #commit} is one open transaction: on disk after the
 * commit, gone without it.
 */
public final class ReplicaDatabase implements Journal, AutoCloseable {
  private static final String FILE = "replica.db";

  private final Path file;
  private final DirectoryLock lock;
  private final SqliteConnection connection;
  private final MemberId me;
  private final MemberTable pinTable;
  private final LogTable log;
  private final ExecutedTable executed;
  private final OrderValue value;
  private List<MemberId> pins;
  private StateRow committed;
  private DurableState.Timestamps timestamps;

  private ReplicaDatabase(Path file, DirectoryLock lock, SqliteConnection connection, MemberId me) {
    this.file = file;
    this.lock = lock;
    this.connection = connection;
    this.me = me;
    MemberDictionary members = new MemberDictionary(connection);
    this.pinTable = MemberTable.pins(connection);
    this.log = new LogTable(connection, members);
    this.executed = new ExecutedTable(connection, members);
    this.committed = StateRow.read(connection);
    this.timestamps = committed.timestamps();
    this.pins = pinTable.read();
    this.value = new OrderValue(connection, members, committed.digest());
  }

  /**
   * Opens the database in this directory, or creates both with a new identity.
   *
   * @param newIncarnation asked only for a new database; must never give the same number twice
   * @throws DatabaseRefusedException in use, of another name, of a newer program, or not a database
   * @throws DamagedRecordException what is needed at start cannot be trusted
   */
  public static ReplicaDatabase open(Path directory, String name, LongSupplier newIncarnation) {
    Path file = directory.resolve(FILE);
    DirectoryLock lock = lock(directory);
    SqliteConnection connection = null;
    try {
      connection = SqliteConnection.openWriter(file);
      MemberId me = identity(connection, name, newIncarnation);
      ReplicaDatabase database = new ReplicaDatabase(file, lock, connection, me);
      connection.commit();
      return database;
    } catch (RuntimeException e) {
      if (connection != null) {
        connection.close();
      }
      lock.close();
      throw e instanceof StorageFailedException ? unusable(file, e) : e;
    }
  }

  /** What a replica manager starts from; every record of the log is verified. */
  public DurableState recover() {
    DurableState state = new DurableState(me, pins, timestamps, log.readAbove(timestamps.floor()));
    if (!hasWork()) {
      connection.rollback();
    }
    return state;
  }

  public Value value() {
    return value;
  }

  public ExecutedOperations executedOperations() {
    return executed;
  }

  @Override
  public void append(LogRecord record) {
    log.append(record);
  }

  @Override
  public void discard(VectorTimestamp floor) {
    log.discard(floor);
  }

  @Override
  public void save(List<MemberId> newPins, DurableState.Timestamps newTimestamps) {
    if (!newPins.equals(pins)) {
      pinTable.replace(newPins);
      pins = List.copyOf(newPins);
    }
    timestamps = newTimestamps;
  }

  @Override
  public boolean hasWork() {
    return connection.isDirty() || !stateNow().equals(committed);
  }

  @Override
  public void commit() {
    if (!hasWork()) {
      connection.rollback();
      return;
    }
    StateRow state = stateNow();
    if (!state.equals(committed)) {
      state.write(connection);
    }
    connection.commit();
    committed = state;
  }

  /** Loaded with the first reader, once a process: it never changes. */
  private static final class BuiltIn {
    static final CatalogueQueries CATALOGUE = new CatalogueQueries(Catalogue.load());
  }

  /** For one thread; may be called from any. To be closed before this database. */
  public QueryReader newReader() {
    return new QueryReader(SqliteConnection.openReader(file), me, BuiltIn.CATALOGUE);
  }

  /** Without a commit: what was not committed never happened. */
  @Override
  public void close() {
    try {
      connection.close();
    } finally {
      lock.close();
    }
  }

  private StateRow stateNow() {
    return new StateRow(timestamps, value.digest());
  }

  private static DirectoryLock lock(Path directory) {
    try {
      Files.createDirectories(directory);
      DirectoryLock lock = DirectoryLock.take(directory);
      NativeLibrary.unpackInside(directory);
      return lock;
    } catch (IOException e) {
      throw new DatabaseRefusedException(
          "cannot use the data directory " + directory + ": " + e.getMessage(), e);
    }
  }

  private static DatabaseRefusedException unusable(Path file, RuntimeException cause) {
    return new DatabaseRefusedException(
        "cannot use "
            + file
            + " as a database: "
            + cause.getMessage()
            + "; choose another data directory",
        cause);
  }

  private static MemberId identity(
      SqliteConnection connection, String name, LongSupplier newIncarnation) {
    MemberTable table = MemberTable.identity(connection);
    if (Schema.isMissing(connection)) {
      MemberId created = new MemberId(name, newIncarnation.getAsLong());
      if (!created.isMet()) {
        throw new IllegalArgumentException("an incarnation is never " + MemberId.UNMET);
      }
      Schema.create(connection);
      table.replace(List.of(created));
      new StateRow(DurableState.Timestamps.ZERO, 0).write(connection);
      return created;
    }
    List<MemberId> stored = table.read();
    if (stored.size() != 1) {
      throw new DamagedRecordException(
          "identity", name, "there are " + stored.size() + " rows instead of one");
    }
    MemberId me = stored.get(0);
    if (!me.name().equals(name)) {
      throw new DatabaseRefusedException(
          "this data directory belongs to "
              + me.name()
              + ", not "
              + name
              + ": use that name or another directory");
    }
    return me;
  }
}
