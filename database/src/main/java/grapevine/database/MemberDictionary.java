package grapevine.database;

import grapevine.protocol.MemberId;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Small numbers for member ids, given once and never changed; each connection has its own copy of
 * the table.
 */
final class MemberDictionary {
  private static final String TABLE = "origin";

  private final SqliteConnection connection;
  private final TreeMap<MemberId, Long> ids = new TreeMap<>();
  private final TreeMap<Long, MemberId> members = new TreeMap<>();

  MemberDictionary(SqliteConnection connection) {
    this.connection = connection;
  }

  /** The member's number, a new one if it has none (on the writer only). */
  long idOf(MemberId member) {
    Long known = ids.get(member);
    if (known != null) {
      return known;
    }
    Optional<Long> stored =
        connection.first(
            row -> row.getLong(1),
            "SELECT id FROM origin WHERE name = ? AND incarnation = ?",
            member.name(),
            member.incarnation());
    long id = stored.orElseGet(() -> add(member));
    remember(id, member);
    return id;
  }

  MemberId memberOf(long id) {
    MemberId known = members.get(id);
    if (known == null) {
      known =
          connection
              .first(
                  row -> verified(id, row.getString(1), row.getLong(2), row.getLong(3)),
                  "SELECT name, incarnation, crc FROM origin WHERE id = ?",
                  id)
              .orElseThrow(
                  () -> new DamagedRecordException(TABLE, Long.toString(id), "the row is missing"));
      remember(id, known);
    }
    return known;
  }

  /** Reads every row. */
  void verify() {
    connection.each(
        row -> verified(row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4)),
        "SELECT id, name, incarnation, crc FROM origin");
  }

  /** What was added since the last commit is not there. */
  void rolledBack() {
    ids.clear();
    members.clear();
  }

  private long add(MemberId member) {
    long id = connection.number("SELECT coalesce(max(id), 0) + 1 FROM origin");
    connection.update(
        "INSERT INTO origin (id, name, incarnation, crc) VALUES (?, ?, ?, ?)",
        id,
        member.name(),
        member.incarnation(),
        checksum(id, member.name(), member.incarnation()).value());
    return id;
  }

  private void remember(long id, MemberId member) {
    ids.put(member, id);
    members.put(id, member);
  }

  private static MemberId verified(long id, String name, long incarnation, long crc) {
    checksum(id, name, incarnation).verify(crc, TABLE, id);
    return new MemberId(name, incarnation);
  }

  private static RowChecksum checksum(long id, String name, long incarnation) {
    return new RowChecksum().add(id).add(name).add(incarnation);
  }
}
