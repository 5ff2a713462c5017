package grapevine.database;

import grapevine.protocol.MemberId;
import java.util.List;

/** Tables of member ids by name: {@code identity}, which has one row, and {@code pin} (R16). */
final class MemberTable {
  private final SqliteConnection connection;
  private final String table;

  private MemberTable(SqliteConnection connection, String table) {
    this.connection = connection;
    this.table = table;
  }

  static MemberTable identity(SqliteConnection connection) {
    return new MemberTable(connection, "identity");
  }

  static MemberTable pins(SqliteConnection connection) {
    return new MemberTable(connection, "pin");
  }

  /** Ordered by name. */
  List<MemberId> read() {
    return connection.all(
        row -> verified(row.getString(1), row.getLong(2), row.getLong(3)),
        "SELECT name, incarnation, crc FROM " + table + " ORDER BY name");
  }

  void replace(List<MemberId> members) {
    connection.update("DELETE FROM " + table);
    for (MemberId member : members) {
      connection.update(
          "INSERT INTO " + table + " (name, incarnation, crc) VALUES (?, ?, ?)",
          member.name(),
          member.incarnation(),
          checksum(member.name(), member.incarnation()).value());
    }
  }

  private MemberId verified(String name, long incarnation, long crc) {
    checksum(name, incarnation).verify(crc, table, name);
    return new MemberId(name, incarnation);
  }

  private static RowChecksum checksum(String name, long incarnation) {
    return new RowChecksum().add(name).add(incarnation);
  }
}
