package grapevine.database;

import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The members as they are agreed, retired ones too (R17); of founders those that were met. */
final class MemberTable {
  private static final String TABLE = "member";

  private final SqliteConnection connection;

  MemberTable(SqliteConnection connection) {
    this.connection = connection;
  }

  /** In the order of their ids. */
  List<Member> read() {
    List<Member> members =
        new ArrayList<>(
            connection.all(
                MemberTable::verified,
                "SELECT name, incarnation, state, address, since, cut, crc FROM member"));
    members.sort(Comparator.comparing(Member::id));
    return members;
  }

  void replace(List<Member> members) {
    connection.update("DELETE FROM member");
    for (Member member : members) {
      connection.update(
          "INSERT INTO member (name, incarnation, state, address, since, cut, crc) VALUES (?, ?, ?, ?, ?, ?, ?)",
          member.id().name(),
          member.id().incarnation(),
          member.state().name(),
          member.address(),
          member.since(),
          member.cut(),
          checksum(member).value());
    }
  }

  private static Member verified(ResultSet row) throws SQLException {
    String name = row.getString(1);
    try {
      Member member =
          new Member(
              new MemberId(name, row.getLong(2)),
              Member.State.valueOf(row.getString(3)),
              row.getString(4),
              row.getLong(5),
              row.getLong(6));
      checksum(member).verify(row.getLong(7), TABLE, name);
      return member;
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new DamagedRecordException(TABLE, String.valueOf(name), "it makes no sense", e);
    }
  }

  private static RowChecksum checksum(Member member) {
    return new RowChecksum()
        .add(member.id().name())
        .add(member.id().incarnation())
        .add(member.state().name())
        .add(member.address())
        .add(member.since())
        .add(member.cut());
  }
}
