package grapevine.database;

import grapevine.protocol.MemberId;
import java.util.List;

/** Whose the database is: one row, or none in a copy. */
final class IdentityTable {
  private static final String TABLE = "identity";

  private final SqliteConnection connection;

  IdentityTable(SqliteConnection connection) {
    this.connection = connection;
  }

  List<MemberId> read() {
    return connection.all(
        row -> verified(row.getString(1), row.getLong(2), row.getLong(3)),
        "SELECT name, incarnation, crc FROM identity ORDER BY name");
  }

  void replace(MemberId owner) {
    connection.update("DELETE FROM identity");
    connection.update(
        "INSERT INTO identity (name, incarnation, crc) VALUES (?, ?, ?)",
        owner.name(),
        owner.incarnation(),
        checksum(owner.name(), owner.incarnation()).value());
  }

  private static MemberId verified(String name, long incarnation, long crc) {
    checksum(name, incarnation).verify(crc, TABLE, name);
    return new MemberId(name, incarnation);
  }

  private static RowChecksum checksum(String name, long incarnation) {
    return new RowChecksum().add(name).add(incarnation);
  }
}
