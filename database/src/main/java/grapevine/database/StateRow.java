package grapevine.database;

import grapevine.common.codec.MalformedMessageException;
import grapevine.common.codec.WireCodec;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.VectorTimestamp;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The single row that says which state the tables hold. What came after it is in the log.
 *
 * @param digest of exactly the value beside it; see {@link grapevine.protocol.Value#digest}
 * @param sequence of the last operation in the tables
 * @param logFirst the first row of the log that is still needed
 * @param logWritten the last row of the log whose effects are in the tables
 */
record StateRow(Timestamps timestamps, long digest, long sequence, long logFirst, long logWritten) {
  static final StateRow EMPTY = new StateRow(Timestamps.ZERO, 0, 0, 1, 0);

  private static final String TABLE = "state";
  private static final String KEY = "1";

  static StateRow read(SqliteConnection connection) {
    return connection
        .first(
            StateRow::verified,
            "SELECT value, floor, settled, released, confirmed, lamport, digest, sequence,"
                + " log_first, log_written, forced_index, crc FROM state WHERE id = 1")
        .orElseThrow(() -> new DamagedRecordException(TABLE, KEY, "the row is missing"));
  }

  void write(SqliteConnection connection) {
    byte[] value = WireCodec.encode(timestamps.value());
    byte[] floor = WireCodec.encode(timestamps.floor());
    byte[] settled = WireCodec.encode(timestamps.settled());
    connection.update(
        "INSERT OR REPLACE INTO state (id, value, floor, settled, released, confirmed, lamport, digest, sequence,"
            + " log_first, log_written, forced_index, crc) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        value,
        floor,
        settled,
        timestamps.released(),
        timestamps.confirmed(),
        timestamps.lamport(),
        digest,
        sequence,
        logFirst,
        logWritten,
        timestamps.forcedIndex(),
        checksum(value, floor, settled).value());
  }

  private static StateRow verified(ResultSet row) throws SQLException {
    byte[] value = row.getBytes(1);
    byte[] floor = row.getBytes(2);
    byte[] settled = row.getBytes(3);
    StateRow read =
        new StateRow(
            new Timestamps(
                decode(value),
                decode(floor),
                decode(settled),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(11)),
            row.getLong(7),
            row.getLong(8),
            row.getLong(9),
            row.getLong(10));
    read.checksum(value, floor, settled).verify(row.getLong(12), TABLE, KEY);
    return read;
  }

  private static VectorTimestamp decode(byte[] bytes) {
    try {
      return WireCodec.decodeTimestamp(bytes);
    } catch (MalformedMessageException e) {
      throw new DamagedRecordException(TABLE, KEY, e.getMessage(), e);
    }
  }

  private RowChecksum checksum(byte[] value, byte[] floor, byte[] settled) {
    return new RowChecksum()
        .add(value)
        .add(floor)
        .add(settled)
        .add(timestamps.released())
        .add(timestamps.confirmed())
        .add(timestamps.lamport())
        .add(digest)
        .add(sequence)
        .add(logFirst)
        .add(logWritten)
        .add(timestamps.forcedIndex());
  }
}
