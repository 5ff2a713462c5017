package grapevine.database;

import grapevine.common.ordering.ProviderMode;
import grapevine.database.catalogue.Catalogue;
import grapevine.database.catalogue.CatalogueQueries;
import grapevine.protocol.DiskFullException;
import grapevine.protocol.DurableState;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.ExecutedOperations;
import grapevine.protocol.Journal;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Value;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * A replica manager's database file. Used by the core's thread alone, except {@link #newReader}.
 * Everything handed over since the last {@link #commit} is on disk after the commit, as one row of
 * the log, and gone without it. The tables of the value are written behind the log, many commits at
 * once: what is executed in between is in memory, and is executed again from the log after a crash.
 */
public final class ReplicaDatabase implements Journal, AutoCloseable {
  private static final int RECENT_MAX = 2048;

  /** Bounds what is read at a start when little is executed, as while a peer is silent. */
  private static final int COMMITS_BEHIND_MAX = 4096;

  private final DatabaseFile file;
  private final int recentMax;
  private final SqliteConnection connection;
  private final MemberTable memberTable;
  private final LogTable log;
  private final OrderValue value;
  private final DurableState recovered;
  private final List<LogRecord> unlogged = new ArrayList<>();
  private List<Member> members;
  private List<Member> committedMembers;
  private Timestamps timestamps;
  private Timestamps committed;
  private final Repairs repairs;
  private volatile boolean isLogDamaged;
  private List<LogRecord> rewriting;
  private StateRow written;
  private long tablesNanos;
  private volatile ReadView view;
  private volatile ProviderMode providers = ProviderMode.OFFLINE;
  private WriteListener listener = WriteListener.NONE;

  private ReplicaDatabase(DatabaseFile file, int recentMax) {
    this.file = file;
    this.recentMax = recentMax;
    this.connection = file.writer();
    this.memberTable = new MemberTable(connection);
    this.written = StateRow.read(connection);
    this.timestamps = written.timestamps();
    this.members = memberTable.read();
    this.committedMembers = members;
    this.log = new LogTable(connection, written.logFirst());
    OperationTable operations = new OperationTable(connection, new MemberDictionary(connection));
    this.value = new OrderValue(operations, written.sequence(), written.digest());
    this.repairs = new Repairs(value);
    this.recovered = recoverLog();
    this.committed = timestamps;
    value.logged();
    publish();
    connection.rollback();
  }

  /**
   * Opens the database in this directory, or creates both with a new identity.
   *
   * @param newIncarnation asked only for a new database; must never give the same number twice
   * @throws DatabaseRefusedException in use, of another name, of another version, or not a database
   * @throws DamagedRecordException what is needed at start cannot be trusted
   */
  public static ReplicaDatabase open(Path directory, String name, LongSupplier newIncarnation) {
    return open(directory, name, newIncarnation, RECENT_MAX);
  }

  /**
   * @param recentMax after so many executed operations the tables are written
   */
  public static ReplicaDatabase open(
      Path directory, String name, LongSupplier newIncarnation, int recentMax) {
    return DatabaseFile.open(
        directory, name, newIncarnation, file -> new ReplicaDatabase(file, recentMax));
  }

  /** To be set before anything is written. */
  public void observe(WriteListener newListener) {
    listener = newListener;
  }

  /** To be set before anything is written. */
  public void observeChanges(ChangeListener newListener) {
    value.changed().observe(newListener);
  }

  /** Answers tell what providers could be asked for. To be called before there is a reader. */
  public void askProviders(ProviderMode mode) {
    providers = mode;
  }

  /** What a replica manager starts from; every record of the log is verified. */
  public DurableState recover() {
    return recovered;
  }

  public Value value() {
    return value;
  }

  public ExecutedOperations executedOperations() {
    return value;
  }

  @Override
  public void append(LogRecord record) {
    connection.requireUsable();
    unlogged.add(record);
  }

  /** The saved floor says the same; the rows go when the tables are written. */
  @Override
  public void discard(VectorTimestamp floor) {}

  @Override
  public void save(List<Member> newMembers, Timestamps newTimestamps) {
    members = List.copyOf(newMembers);
    timestamps = newTimestamps;
  }

  @Override
  public boolean hasWork() {
    return !unlogged.isEmpty()
        || value.hasUnlogged()
        || rewriting != null
        || repairs.isAny()
        || !timestamps.equals(committed)
        || !members.equals(committedMembers);
  }

  @Override
  public void commit() {
    if (!hasWork()) {
      connection.rollback(); // what was only looked at members a snapshot
      return;
    }
    long beganNanos = System.nanoTime();
    int records = unlogged.size();
    Optional<StateRow> tables;
    try {
      tables = write();
      connection.commit();
    } catch (DiskFullException e) {
      rollBack();
      throw e;
    }
    log.committed();
    value.logged();
    tables.ifPresent(this::forgetWritten);
    listener.repaired(repairs.committed(), rewriting != null);
    rewriting = null;
    unlogged.clear();
    committed = timestamps;
    committedMembers = members;
    publish();
    value.changed().committed(timestamps.value());
    listener.committed(System.nanoTime() - beganNanos, records);
  }

  /** What the tables are after it, if they are written with it. */
  private Optional<StateRow> write() {
    if (!members.equals(committedMembers)) {
      memberTable.replace(members);
    }
    repairs.write();
    if (rewriting != null) {
      log.rewrite(timestamps, rewriting);
    } else {
      log.append(timestamps, unlogged, value.unlogged());
    }
    boolean isTablesDue =
        rewriting != null
            || value.recent().size() >= recentMax
            || log.last() - written.logWritten() >= COMMITS_BEHIND_MAX;
    return isTablesDue ? Optional.of(writeTables()) : Optional.empty();
  }

  // All that is in memory stays as it is: the next try writes the same again.
  private void rollBack() {
    connection.abandon();
    log.rolledBack();
    value.rolledBack();
  }

  private void forgetWritten(StateRow tables) {
    listener.tablesWritten(tablesNanos, value.recent().size());
    written = tables;
    value.forgetWritten();
  }

  /**
   * The next commit writes the log anew: instead of all its rows, one of which is damaged, these
   * records.
   *
   * @param records all that the core's log holds, with those appended since the last commit
   */
  public void rewriteLog(List<LogRecord> records) {
    isLogDamaged = false;
    rewriting = List.copyOf(records);
  }

  /** A row of the log is not what was written; any thread. */
  public void logIsDamaged() {
    isLogDamaged = true;
  }

  /** Whether {@link #rewriteLog} is wanted. */
  public boolean isLogDamaged() {
    return isLogDamaged;
  }

  /**
   * The next commit puts this row in the place of a damaged one; any thread. False when too many
   * wait: to be found and mended another time.
   */
  public boolean repair(OperationRepair repair) {
    return repairs.offer(repair);
  }

  /** For one thread; may be called from any. To be closed before this database. */
  public RowScrub newScrub() {
    return new RowScrub(file.openReader());
  }

  /** For tests and simulations: commits find the disk full until told otherwise. */
  public void pretendFull(boolean isFull) {
    connection.pretendFull(isFull);
  }

  /** For tests: how many pages the file may have; 1 for no more than it has. */
  void limitPages(long pages) {
    connection.number("PRAGMA max_page_count = " + pages);
    connection.rollback();
  }

  /** Loaded with the first reader, once a process: it never changes. */
  static final class BuiltIn {
    static final CatalogueQueries CATALOGUE = new CatalogueQueries(Catalogue.load());
  }

  /** For one thread; may be called from any. To be closed before this database. */
  public QueryReader newReader() {
    return new QueryReader(
        file.openReader(),
        file.owner(),
        () -> view,
        BuiltIn.CATALOGUE,
        value.restaurants(),
        providers);
  }

  public UnansweredOrders unansweredOrders() {
    return new UnansweredOrders(newReader());
  }

  public ProviderWants providerWants() {
    return new ProviderWants(newReader());
  }

  /**
   * Writes everything that is committed into a new file, without the identity. Any thread but the
   * core's, which it would hold up.
   */
  public void copyTo(Path target) {
    DatabaseCopy.make(file.path(), target);
  }

  /** What is executed and on the disk: what a reader shows at least; any thread. */
  public VectorTimestamp committedValue() {
    return view.timestamps().value();
  }

  /** Executed operations that are in memory and in the log, not in the tables yet; any thread. */
  public int recentRows() {
    return view.recent().size();
  }

  /** What the database takes on the disk; any thread. */
  public long fileBytes() {
    return file.bytes();
  }

  /** What SQLite has written and not moved into the database yet; any thread. */
  public long walBytes() {
    return file.walBytes();
  }

  /** Without a commit: what was not committed never happened. */
  @Override
  public void close() {
    file.close();
  }

  private StateRow writeTables() {
    long beganNanos = System.nanoTime();
    value.write();
    if (rewriting == null) {
      log.discard(timestamps.floor());
    }
    StateRow tables =
        new StateRow(timestamps, value.digest(), value.sequence(), log.first(), log.last());
    tables.write(connection);
    tablesNanos = System.nanoTime() - beganNanos;
    return tables;
  }

  private void publish() {
    view = new ReadView(timestamps, value.sequence(), written.sequence(), value.recent());
  }

  private DurableState recoverLog() {
    TreeMap<MemberId, List<LogRecord>> runs = new TreeMap<>();
    for (LogTable.Recovered batch : log.recover(written.logWritten())) {
      batch.executed().forEach(value::executeAgain);
      timestamps = batch.timestamps();
      for (LogRecord record : batch.appended()) {
        runs.computeIfAbsent(record.origin(), origin -> new ArrayList<>()).add(record);
      }
    }
    List<LogRecord> records = new ArrayList<>();
    runs.forEach((origin, run) -> addAbove(timestamps.floor().get(origin), run, records));
    return new DurableState(file.owner(), members, timestamps, records);
  }

  private static void addAbove(long floor, List<LogRecord> run, List<LogRecord> records) {
    long last = floor;
    for (LogRecord record : run) {
      if (record.dot().n() > floor) {
        if (record.dot().n() != last + 1) {
          throw new DamagedRecordException(
              "log", record.dot().toString(), "the record before it is missing");
        }
        last = record.dot().n();
        records.add(record);
      }
    }
  }
}
