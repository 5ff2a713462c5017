package grapevine.database;

import grapevine.common.codec.MalformedMessageException;
import grapevine.common.codec.WireCodec;
import grapevine.protocol.Dot;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.List;

/** The update log on disk: every record that is not discarded. */
final class LogTable {
  private static final String TABLE = "log";

  private final SqliteConnection connection;
  private final MemberDictionary members;

  LogTable(SqliteConnection connection, MemberDictionary members) {
    this.connection = connection;
    this.members = members;
  }

  void append(LogRecord record) {
    long origin = members.idOf(record.origin());
    long n = record.dot().n();
    byte[] body = WireCodec.encode(record);
    connection.update(
        "INSERT INTO log (origin, n, body, crc) VALUES (?, ?, ?, ?)",
        origin,
        n,
        body,
        checksum(origin, n, body).value());
  }

  void discard(VectorTimestamp floor) {
    for (int i = 0; i < floor.size(); i++) {
      connection.update(
          "DELETE FROM log WHERE origin = ? AND n <= ?",
          members.idOf(floor.member(i)),
          floor.count(i));
    }
  }

  /**
   * All records above the floor, verified, in the order of origin and number; a gap counts as
   * damage.
   */
  List<LogRecord> readAbove(VectorTimestamp floor) {
    List<LogRecord> records = new ArrayList<>();
    List<Stored> rows =
        connection.all(
            row ->
                new Stored(
                    row.getLong(1), row.getLong(2), Payload.of(row.getBytes(3)), row.getLong(4)),
            "SELECT l.origin, l.n, l.body, l.crc FROM log l LEFT JOIN origin o ON o.id = l.origin"
                + " ORDER BY o.name, o.incarnation, l.n");
    MemberId origin = null;
    long last = 0;
    for (Stored row : rows) {
      MemberId member = members.memberOf(row.origin);
      if (!member.equals(origin)) {
        origin = member;
        last = floor.get(member);
      }
      if (row.n > floor.get(member)) {
        requireNext(member, last + 1, row.n);
        records.add(verified(member, row));
        last = row.n;
      }
    }
    return records;
  }

  private record Stored(long origin, long n, Payload body, long crc) {}

  private static void requireNext(MemberId member, long expected, long n) {
    if (n != expected) {
      throw new DamagedRecordException(TABLE, member + " " + expected, "the record is missing");
    }
  }

  private static LogRecord verified(MemberId member, Stored row) {
    Dot dot = new Dot(member, row.n);
    checksum(row.origin, row.n, row.body.bytes()).verify(row.crc, TABLE, dot);
    try {
      LogRecord record = WireCodec.decodeLogRecord(row.body.bytes());
      if (record.dot().equals(dot)) {
        return record;
      }
      throw new DamagedRecordException(TABLE, dot.toString(), "it holds record " + record.dot());
    } catch (MalformedMessageException e) {
      throw new DamagedRecordException(TABLE, dot.toString(), e.getMessage(), e);
    }
  }

  private static RowChecksum checksum(long origin, long n, byte[] body) {
    return new RowChecksum().add(origin).add(n).add(body);
  }
}
