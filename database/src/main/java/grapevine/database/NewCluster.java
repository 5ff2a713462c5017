package grapevine.database;

import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Token;
import grapevine.protocol.VectorTimestamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A backup made the beginning of a new cluster. Its replica managers are others than those whose
 * records it holds, and nobody will ever stamp under the old identities again: so everything in it
 * is executed, nothing is left to gossip, and all begin equal.
 */
public final class NewCluster {
  private final Path prepared;
  private final int executed;
  private final int incomplete;

  private NewCluster(Path prepared, int executed, int incomplete) {
    this.prepared = prepared;
    this.executed = executed;
    this.incomplete = incomplete;
  }

  /**
   * Verifies the backup and prepares the state that all replica managers begin with.
   *
   * @param prepared a new file beside those that are planted; to be removed afterwards
   * @throws DatabaseRefusedException it is not a backup that this program can read
   * @throws DamagedRecordException a row of it is damaged
   */
  public static NewCluster prepare(Path backup, Path prepared) throws IOException {
    DatabaseCopy.verify(backup);
    Files.copy(backup, prepared);
    try (SqliteConnection connection = SqliteConnection.openWriter(prepared)) {
      return executeAll(connection, prepared);
    }
  }

  /** How many logged records the backup's replica manager had not executed yet. */
  public int executed() {
    return executed;
  }

  /**
   * How many of those depend on what the backup does not hold. They count all the same: what they
   * wait for is lost to everybody, and the state does not depend on the order of execution.
   */
  public int incomplete() {
    return incomplete;
  }

  /**
   * Makes one replica manager's directory.
   *
   * @throws DatabaseRefusedException there is a database already, or the directory is in use
   */
  public void plant(Path directory, MemberId identity) {
    try {
      Files.createDirectories(directory);
      DirectoryLock lock = DirectoryLock.take(directory);
      try {
        plantInside(directory, identity);
      } finally {
        lock.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void plantInside(Path directory, MemberId identity) throws IOException {
    Path target = directory.resolve(DatabaseFile.NAME);
    if (Files.exists(target)) {
      throw new DatabaseRefusedException(
          target + " exists: choose another data directory, nothing is overwritten");
    }
    Path unfinished = directory.resolve(DatabaseFile.NAME + ".restoring");
    Files.deleteIfExists(unfinished);
    Files.copy(prepared, unfinished);
    try (SqliteConnection connection = SqliteConnection.openWriter(unfinished)) {
      new IdentityTable(connection).replace(identity);
      connection.commit();
    }
    DurableFiles.sync(unfinished);
    DurableFiles.move(unfinished, target);
  }

  private static NewCluster executeAll(SqliteConnection connection, Path prepared) {
    StateRow state = StateRow.read(connection);
    LogTable log = new LogTable(connection, state.logFirst());
    OperationTable table = new OperationTable(connection, new MemberDictionary(connection));
    OrderValue value = new OrderValue(table, state.sequence(), state.digest());
    Timestamps before = state.timestamps();
    // By origin and number.
    TreeMap<MemberId, TreeMap<Long, LogRecord>> logged = new TreeMap<>();
    for (LogTable.Recovered batch : log.recover(state.logWritten())) {
      batch.executed().forEach(value::executeAgain);
      before = batch.timestamps();
      for (LogRecord record : batch.appended()) {
        logged
            .computeIfAbsent(record.origin(), origin -> new TreeMap<>())
            .put(record.dot().n(), record);
      }
    }
    List<LogRecord> unexecuted = new ArrayList<>();
    for (Map.Entry<MemberId, TreeMap<Long, LogRecord>> run : logged.entrySet()) {
      long executed = before.value().get(run.getKey());
      unexecuted.addAll(run.getValue().tailMap(executed, false).values());
    }
    VectorTimestamp all = before.value();
    long lamport = before.lamport();
    for (LogRecord record : unexecuted) {
      value.executeAgain(record);
      all = all.with(record.origin(), record.dot().n());
      lamport = Math.max(lamport, record.update().lamport());
    }
    int incomplete = 0;
    for (LogRecord record : unexecuted) {
      incomplete += isCovered(record.update().prev(), all, value) ? 0 : 1;
    }
    // Every member begins with all of this, and nobody has stamped anything yet: it is settled. F
    // goes on counting, in a forced log that begins anew.
    Timestamps beginning = new Timestamps(all, all.withForced(0), all, 0, 0, lamport);
    value.write();
    connection.update("DELETE FROM log");
    connection.update("DELETE FROM member");
    connection.update("DELETE FROM identity");
    new StateRow(beginning, value.digest(), value.sequence(), log.last() + 1, log.last())
        .write(connection);
    connection.commit();
    return new NewCluster(prepared, unexecuted.size(), incomplete);
  }

  private static boolean isCovered(Token prev, VectorTimestamp all, OrderValue value) {
    return all.covers(prev.vector())
        && prev.pending().stream()
            .allMatch(write -> write.isCoveredBy(all) || value.find(write.callId()).isPresent());
  }
}
