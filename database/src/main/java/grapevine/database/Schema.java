package grapevine.database;

import java.util.List;

/**
 * The tables of {@code replica.db} and their version (PRAGMA user_version). A file of another
 * version is refused; one of a released older version is to be migrated here. Every row ends in its
 * checksum.
 */
final class Schema {
  static final long VERSION = 5;

  /** "GRPV": tells our file from any other SQLite file. */
  private static final long APPLICATION_ID = 0x47525056;

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE identity (name TEXT NOT NULL, incarnation INTEGER NOT NULL, crc INTEGER NOT NULL)",
          """
          CREATE TABLE state (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            value BLOB NOT NULL, floor BLOB NOT NULL, settled BLOB NOT NULL,
            released INTEGER NOT NULL, confirmed INTEGER NOT NULL, lamport INTEGER NOT NULL,
            digest INTEGER NOT NULL, sequence INTEGER NOT NULL,
            log_first INTEGER NOT NULL, log_written INTEGER NOT NULL,
            forced_index INTEGER NOT NULL, crc INTEGER NOT NULL)
          """,
          """
          CREATE TABLE member (
            name TEXT NOT NULL, incarnation INTEGER NOT NULL, state TEXT NOT NULL, address TEXT NOT NULL,
            since INTEGER NOT NULL, cut INTEGER NOT NULL, crc INTEGER NOT NULL,
            PRIMARY KEY (name, incarnation)) WITHOUT ROWID
          """,
          // Member ids are long; the rows of the value say a small number instead.
          """
          CREATE TABLE origin (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, incarnation INTEGER NOT NULL, crc INTEGER NOT NULL,
            UNIQUE (name, incarnation))
          """,
          // One row for each commit: see LogBatch.
          "CREATE TABLE log (id INTEGER PRIMARY KEY, body BLOB NOT NULL, crc INTEGER NOT NULL)",
          // The value, and the executed call ids: see StoredOperation. Rows come at the end, so a
          // batch of them fills few pages; the indexes are on integers for the same reason. The
          // other
          // columns repeat what they are looked up by.
          """
          CREATE TABLE operation (
            id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, call_high INTEGER NOT NULL, call_low INTEGER NOT NULL,
            subject INTEGER, audience INTEGER, at_millis INTEGER NOT NULL, row BLOB NOT NULL)
          """,
          "CREATE INDEX operation_by_call ON operation (call_high)",
          "CREATE INDEX operation_by_subject ON operation (subject, at_millis) WHERE subject IS NOT NULL",
          "CREATE INDEX operation_by_audience ON operation (audience, at_millis) WHERE audience IS NOT NULL");

  private Schema() {}

  /**
   * Whether the file is new and {@link #create} must follow; refuses files that this program cannot
   * use.
   */
  static boolean isMissing(SqliteConnection connection) {
    long version = connection.number("PRAGMA user_version");
    boolean isEmpty = connection.number("SELECT count(*) FROM sqlite_master") == 0;
    if (version == 0 && isEmpty) {
      return true;
    }
    if (connection.number("PRAGMA application_id") != APPLICATION_ID) {
      throw new DatabaseRefusedException(
          "replica.db is not Grapevine's: choose another data directory");
    }
    if (version > VERSION) {
      throw new DatabaseRefusedException(
          "replica.db has schema version "
              + version
              + " and this program knows "
              + VERSION
              + ": start the newer program that wrote it");
    }
    if (version < VERSION) {
      throw new DatabaseRefusedException(
          "replica.db has schema version "
              + version
              + ", which was never released, and this program knows "
              + VERSION
              + ": start with an empty data directory");
    }
    return false;
  }

  /** Whether the file is one that this program can read. */
  static boolean isCurrent(SqliteConnection connection) {
    return connection.number("PRAGMA application_id") == APPLICATION_ID
        && connection.number("PRAGMA user_version") == VERSION;
  }

  /** In the caller's transaction, so that a file has all of this and an identity, or nothing. */
  static void create(SqliteConnection connection) {
    TABLES.forEach(connection::update);
    connection.update("PRAGMA application_id = " + APPLICATION_ID);
    connection.update("PRAGMA user_version = " + VERSION);
  }
}
