package grapevine.database;

import java.util.List;

/**
 * The tables of {@code replica.db} and their version (PRAGMA user_version). A file of a newer
 * version is refused, one of an older version is to be migrated here. Every row ends in its
 * checksum.
 */
final class Schema {
  static final long VERSION = 1;

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
            digest INTEGER NOT NULL, crc INTEGER NOT NULL)
          """,
          "CREATE TABLE pin (name TEXT PRIMARY KEY, incarnation INTEGER NOT NULL, crc INTEGER NOT NULL) WITHOUT ROWID",
          // Member ids are long; every other table says a small number instead.
          """
          CREATE TABLE origin (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, incarnation INTEGER NOT NULL, crc INTEGER NOT NULL,
            UNIQUE (name, incarnation))
          """,
          """
          CREATE TABLE log (
            origin INTEGER NOT NULL, n INTEGER NOT NULL, body BLOB NOT NULL, crc INTEGER NOT NULL,
            PRIMARY KEY (origin, n)) WITHOUT ROWID
          """,
          """
          CREATE TABLE executed (
            call_id BLOB PRIMARY KEY, origin INTEGER NOT NULL, n INTEGER NOT NULL,
            request_hash INTEGER NOT NULL, content_hash INTEGER NOT NULL, crc INTEGER NOT NULL) WITHOUT ROWID
          """,
          // The value. (origin, n) is where the row was executed here: it may differ between
          // replicas, so no digest has it.
          """
          CREATE TABLE orders (
            id INTEGER PRIMARY KEY, call_id BLOB NOT NULL UNIQUE, customer TEXT NOT NULL, placed_at INTEGER NOT NULL,
            lamport INTEGER NOT NULL, body BLOB NOT NULL, origin INTEGER NOT NULL, n INTEGER NOT NULL,
            crc INTEGER NOT NULL)
          """,
          "CREATE INDEX orders_newest_first ON orders (customer, placed_at DESC, call_id DESC)",
          """
          CREATE TABLE order_event (
            id INTEGER PRIMARY KEY, call_id BLOB NOT NULL UNIQUE, order_id BLOB NOT NULL,
            lamport INTEGER NOT NULL, body BLOB NOT NULL, origin INTEGER NOT NULL, n INTEGER NOT NULL,
            crc INTEGER NOT NULL)
          """,
          "CREATE INDEX order_event_of_order ON order_event (order_id)",
          """
          CREATE TABLE ignored_operation (
            id INTEGER PRIMARY KEY, call_id BLOB NOT NULL UNIQUE,
            lamport INTEGER NOT NULL, body BLOB NOT NULL, origin INTEGER NOT NULL, n INTEGER NOT NULL,
            crc INTEGER NOT NULL)
          """);

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
    return false;
  }

  /** In the caller's transaction, so that a file has all of this and an identity, or nothing. */
  static void create(SqliteConnection connection) {
    TABLES.forEach(connection::update);
    connection.update("PRAGMA application_id = " + APPLICATION_ID);
    connection.update("PRAGMA user_version = " + VERSION);
  }
}
