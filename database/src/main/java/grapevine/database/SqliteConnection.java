package grapevine.database;

import grapevine.protocol.DiskFullException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A connection for one thread, which keeps its prepared statements and closes every result (an open
 * one pins a stale snapshot). A transaction begins with the first statement. On the writer any
 * failure is final, but for a full disk.
 */
final class SqliteConnection implements AutoCloseable {
  private static final int BUSY_TIMEOUT_MILLIS = 5_000;
  private static final int JOURNAL_BYTES_MAX = 64 << 20;

  /**
   * Never set it where orders matter: less than FULL loses what was acknowledged when the power
   * goes. It is there to show that the power cuts of {@code faults/power.sh} would notice.
   */
  private static final String UNSAFE_SYNCHRONOUS =
      System.getProperty("grapevine.unsafe.synchronous", "FULL");

  /** The upper pages of the indexes of a million orders; the system caches the rest. */
  private static final int WRITER_CACHE_KIB = 16 << 10;

  /** What is asked for most, while nothing is written: every commit of the tables empties it. */
  private static final int READER_CACHE_KIB = 8 << 10;

  /** Pages in the write-ahead log that are moved at once: each hot page counts once among them. */
  private static final int CHECKPOINT_PAGES = 4_000;

  private static final Object[] NO_VALUES = {};

  private final Connection connection;
  private final boolean isWriter;
  private final Map<String, PreparedStatement> statements = new LinkedHashMap<>();
  private boolean isUsed;
  private volatile boolean isPretendedFull;
  private StorageFailedException failure;

  /** Makes one thing of the current row. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  interface RowVisitor {
    void visit(ResultSet row) throws SQLException;
  }

  private SqliteConnection(Connection connection, boolean isWriter) throws SQLException {
    this.connection = connection;
    this.isWriter = isWriter;
    connection.setAutoCommit(false);
  }

  static SqliteConnection openWriter(Path file) {
    SQLiteConfig config = newConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.valueOf(UNSAFE_SYNCHRONOUS));
    config.setJournalSizeLimit(JOURNAL_BYTES_MAX);
    config.setCacheSize(-WRITER_CACHE_KIB);
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(CHECKPOINT_PAGES));
    return open(file, config, true);
  }

  static SqliteConnection openReader(Path file) {
    SQLiteConfig config = newConfig();
    config.setCacheSize(-READER_CACHE_KIB);
    SqliteConnection reader = open(file, config, false);
    reader.update("PRAGMA query_only = true");
    reader.rollback();
    return reader;
  }

  private static SQLiteConfig newConfig() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    // Otherwise every INSERT is followed by a SELECT of its row id.
    config.setGetGeneratedKeys(false);
    return config;
  }

  private static SqliteConnection open(Path file, SQLiteConfig config, boolean isWriter) {
    try {
      return new SqliteConnection(
          DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties()), isWriter);
    } catch (SQLException e) {
      throw new StorageFailedException("cannot open " + file + ": " + e.getMessage(), e);
    }
  }

  /** Values may be Long, String, byte[] or null; returns how many rows changed. */
  int update(String sql, Object... values) {
    try {
      return bound(sql, values).executeUpdate();
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  <T> List<T> all(RowReader<T> reader, String sql, Object... values) {
    List<T> rows = new ArrayList<>();
    try (ResultSet result = bound(sql, values).executeQuery()) {
      while (result.next()) {
        rows.add(reader.read(result));
      }
      return rows;
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /** For results too long for a list. */
  void each(RowVisitor visitor, String sql) {
    try (ResultSet result = bound(sql, NO_VALUES).executeQuery()) {
      while (result.next()) {
        visitor.visit(result);
      }
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  <T> Optional<T> first(RowReader<T> reader, String sql, Object... values) {
    try (ResultSet result = bound(sql, values).executeQuery()) {
      return result.next() ? Optional.of(reader.read(result)) : Optional.empty();
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  long number(String sql) {
    return first(row -> row.getLong(1), sql).orElseThrow();
  }

  /**
   * Ends the transaction; on the writer what it wrote is on the disk afterwards (synchronous=FULL).
   */
  void commit() {
    requireUsable();
    if (isPretendedFull) {
      throw new DiskFullException("the disk is said to be full", null);
    }
    try {
      connection.commit();
      isUsed = false;
    } catch (SQLException e) {
      throw failed("COMMIT", e);
    }
  }

  /**
   * Ends a read's snapshot, or drops what was written. Free when nothing was asked since the last
   * end.
   */
  void rollback() {
    requireUsable();
    if (!isUsed) {
      return;
    }
    try {
      connection.rollback();
      isUsed = false;
    } catch (SQLException e) {
      throw failed("ROLLBACK", e);
    }
  }

  /**
   * Drops the transaction that found no room on the disk. SQLite may have rolled it back itself,
   * and then there is none.
   */
  void abandon() {
    requireUsable();
    forgetStatements();
    try {
      connection.rollback();
    } catch (SQLException noTransaction) {
      beginAgain(noTransaction);
    }
    isUsed = false;
  }

  // The driver does not execute one again that has failed.
  private void forgetStatements() {
    for (PreparedStatement statement : statements.values()) {
      try {
        statement.close();
      } catch (SQLException e) {
        // It says once more how it failed, and is closed.
      }
    }
    statements.clear();
  }

  // The driver takes for granted that a transaction is open.
  private void beginAgain(SQLException noTransaction) {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("BEGIN");
    } catch (SQLException e) {
      e.addSuppressed(noTransaction);
      throw failed("BEGIN", e);
    }
  }

  /** For tests and simulations: commits find the disk full until told otherwise. */
  void pretendFull(boolean isFull) {
    isPretendedFull = isFull;
  }

  /** What is not committed is lost, as by a crash. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed("close", e);
    }
  }

  private PreparedStatement bound(String sql, Object[] values) throws SQLException {
    requireUsable();
    isUsed = true;
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, int place, Object value)
      throws SQLException {
    if (value instanceof Long number) {
      statement.setLong(place, number);
    } else if (value instanceof byte[] bytes) {
      statement.setBytes(place, bytes);
    } else {
      statement.setString(place, (String) value);
    }
  }

  void requireUsable() {
    if (failure != null) {
      throw new StorageFailedException(
          "the disk failed before; restart this replica manager", failure);
    }
  }

  private RuntimeException failed(String what, SQLException cause) {
    if (isWriter && isNoRoom(cause)) {
      return new DiskFullException(
          "no room on the disk at " + what + ": " + cause.getMessage(), cause);
    }
    StorageFailedException e =
        new StorageFailedException("SQLite failed at " + what + ": " + cause.getMessage(), cause);
    if (isWriter && failure == null) {
      failure = e;
    }
    return e;
  }

  // The second is how the index of the write-ahead log says that it could not grow. No failed sync
  // is among them.
  private static boolean isNoRoom(SQLException cause) {
    return cause instanceof SQLiteException sqlite
        && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL
            || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE);
  }
}
