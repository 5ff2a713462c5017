package grapevine.database;

import grapevine.common.codec.MalformedMessageException;
import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.VectorTimestamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The update log on disk: one row for each commit, numbered without a gap. The second record of an
 * update is kept as a stub beside the first. Rows go from the front, when nothing of them is needed
 * any more.
 */
final class LogTable {
  private static final String TABLE = "log";

  /** Of a rewritten log, so that no row is too large. */
  private static final int PART_RECORDS = 1_000;

  private final SqliteConnection connection;
  private final ArrayDeque<Kept> kept = new ArrayDeque<>();
  // Looked up by key only. Where the facts of an update are, for those that follow.
  private final Map<CallId, Facts> factsOf = new HashMap<>();
  private long first;
  private long last;
  // Of the open transaction.
  private final List<Noting> unsynced = new ArrayList<>();
  private long unsyncedFirst;

  /**
   * A row that is in the table.
   *
   * @param highest the highest record of each origin in it
   * @param oldestNeeded the first row that this one's stubs need
   */
  private record Kept(
      long id, VectorTimestamp highest, long oldestNeeded, List<CallId> factsHere) {}

  private record Facts(LogRecord record, long row) {}

  /** A row as it stands in the table. */
  record Stored(long id, Payload body, long crc) {
    LogBatch verified() {
      checksum(id, body.bytes()).verify(crc, TABLE, id);
      try {
        return LogBatch.decode(body.bytes());
      } catch (MalformedMessageException e) {
        throw new DamagedRecordException(TABLE, Long.toString(id), e.getMessage(), e);
      }
    }
  }

  /** The rows after this one. */
  static List<Stored> stored(SqliteConnection connection, long after, int rowsMax) {
    return connection.all(
        LogTable::stored,
        "SELECT id, body, crc FROM log WHERE id > ? ORDER BY id LIMIT ?",
        after,
        (long) rowsMax);
  }

  /** Of the columns id, body and crc. */
  static Stored stored(ResultSet row) throws SQLException {
    byte[] body = row.getBytes(2);
    return new Stored(
        row.getLong(1), body == null ? Payload.EMPTY : Payload.of(body), row.getLong(3));
  }

  /**
   * @param first the number of the first row that must be there; what is before it has gone
   */
  LogTable(SqliteConnection connection, long first) {
    this.connection = connection;
    this.first = first;
    this.last = first - 1;
    this.unsyncedFirst = first;
  }

  /** The first row that is needed, as the open transaction leaves it. */
  long first() {
    return unsyncedFirst;
  }

  /** The last row, with that of the open transaction. */
  long last() {
    return last + unsynced.size();
  }

  /** In the open transaction, which holds no other row. */
  void append(Timestamps timestamps, List<LogRecord> appended, List<LogRecord> executed) {
    Noting noting = new Noting(last() + 1);
    List<LogBatch.Entry> entries = new ArrayList<>(appended.size());
    for (LogRecord record : appended) {
      Facts known = noting.facts(record.callId());
      boolean isSame = known != null && known.record.update().equals(record.update());
      entries.add(
          isSame ? new LogBatch.Stub(record.dot(), known.record.dot()) : new LogBatch.Full(record));
      noting.note(record, isSame ? known : null);
    }
    List<LogRecord> forced =
        executed.stream().filter(record -> record.origin().equals(MemberId.FORCED)).toList();
    List<Dot> dots = executed.stream().map(LogRecord::dot).toList();
    insert(new LogBatch(timestamps, entries, forced, dots), noting);
  }

  /**
   * In the open transaction, in place of all rows there were: these records, and nothing to be
   * executed again.
   */
  void rewrite(Timestamps timestamps, List<LogRecord> records) {
    unsyncedFirst = last + 1;
    connection.update("DELETE FROM log");
    int from = 0;
    do {
      List<LogRecord> part = records.subList(from, Math.min(records.size(), from + PART_RECORDS));
      Noting noting = new Noting(last() + 1);
      part.forEach(record -> noting.note(record, null));
      List<LogBatch.Entry> entries = new ArrayList<>(part.size());
      part.forEach(record -> entries.add(new LogBatch.Full(record)));
      insert(new LogBatch(timestamps, entries, List.of(), List.of()), noting);
      from += part.size();
    } while (from < records.size());
  }

  private void insert(LogBatch batch, Noting noting) {
    byte[] body = batch.encode();
    connection.update(
        "INSERT INTO log (id, body, crc) VALUES (?, ?, ?)",
        noting.id,
        body,
        checksum(noting.id, body).value());
    unsynced.add(noting);
  }

  /** The open transaction is on the disk. */
  void committed() {
    unsynced.forEach(Noting::keep);
    unsynced.clear();
    while (!kept.isEmpty() && kept.peek().id < unsyncedFirst) {
      forget(kept.remove());
    }
    first = unsyncedFirst;
  }

  /** The open transaction is gone, and with it what it wrote. */
  void rolledBack() {
    unsynced.clear();
    unsyncedFirst = first;
  }

  /**
   * All rows, verified. To be called once, before anything is appended.
   *
   * @param written the tables hold what was executed up to this row
   */
  List<Recovered> recover(long written) {
    List<Recovered> batches = new ArrayList<>();
    Map<Dot, LogRecord> records = new HashMap<>();
    connection.each(
        row -> {
          Stored stored = stored(row);
          batches.add(recovered(stored.id, stored.verified(), stored.id > written, records));
        },
        "SELECT id, body, crc FROM log ORDER BY id");
    return batches;
  }

  /** One row as it is found at a start, its stubs filled in. */
  record Recovered(Timestamps timestamps, List<LogRecord> appended, List<LogRecord> executed) {}

  /** In the open transaction; the rows that may go hold no record above the floor. */
  void discard(VectorTimestamp floor) {
    ArrayDeque<Kept> rows = new ArrayDeque<>(kept);
    unsynced.forEach(noting -> rows.add(noting.row()));
    long end = first - 1;
    for (Kept row : rows) {
      if (!floor.covers(row.highest)) {
        break;
      }
      end = row.id;
    }
    for (Iterator<Kept> newestFirst = rows.descendingIterator(); newestFirst.hasNext(); ) {
      Kept row = newestFirst.next();
      if (row.id > end) {
        end = Math.min(end, row.oldestNeeded - 1);
      }
    }
    if (end >= first) {
      connection.update("DELETE FROM log WHERE id <= ?", end);
      unsyncedFirst = end + 1;
    }
  }

  private void forget(Kept row) {
    for (CallId callId : row.factsHere) {
      Facts facts = factsOf.get(callId);
      if (facts != null && facts.row == row.id) {
        factsOf.remove(callId);
      }
    }
  }

  private Recovered recovered(
      long id, LogBatch batch, boolean isToBeExecuted, Map<Dot, LogRecord> records) {
    if (id != last + 1) {
      throw new DamagedRecordException(TABLE, Long.toString(last + 1), "the row is missing");
    }
    Noting noting = new Noting(id);
    List<LogRecord> appended = new ArrayList<>();
    for (LogBatch.Entry entry : batch.appended()) {
      LogRecord record =
          entry instanceof LogBatch.Stub stub
              ? new LogRecord(stub.dot(), known(id, stub.first(), records).update())
              : ((LogBatch.Full) entry).record();
      Optional<LogBatch.Stub> stub =
          entry instanceof LogBatch.Stub known ? Optional.of(known) : Optional.empty();
      noting.note(record, stub.map(ignored -> noting.facts(record.callId())).orElse(null));
      records.put(record.dot(), record);
      appended.add(record);
    }
    noting.keep();
    List<LogRecord> executed = new ArrayList<>();
    if (isToBeExecuted) {
      // No floor ever covers these: they need not outlast the writing of the tables.
      batch.forced().forEach(record -> records.put(record.dot(), record));
      batch.executed().forEach(dot -> executed.add(known(id, dot, records)));
    }
    return new Recovered(batch.timestamps(), appended, executed);
  }

  private static LogRecord known(long id, Dot dot, Map<Dot, LogRecord> records) {
    LogRecord record = records.get(dot);
    if (record == null) {
      throw new DamagedRecordException(
          TABLE, Long.toString(id), "it names record " + dot + ", which is not there");
    }
    return record;
  }

  private static RowChecksum checksum(long id, byte[] body) {
    return new RowChecksum().add(id).add(body);
  }

  /** Notes what has to be known of a row to let it go. */
  private final class Noting {
    private final long id;
    private final Map<CallId, Facts> factsHere = new LinkedHashMap<>();
    private VectorTimestamp highest = VectorTimestamp.ZERO;
    private long oldestNeeded;

    Noting(long id) {
      this.id = id;
      this.oldestNeeded = id;
    }

    Facts facts(CallId callId) {
      Facts here = factsHere.get(callId);
      return here != null ? here : factsOf.get(callId);
    }

    void note(LogRecord record, Facts facts) {
      highest = highest.with(record.origin(), record.dot().n());
      if (facts == null) {
        factsHere.put(record.callId(), new Facts(record, id));
      } else {
        oldestNeeded = Math.min(oldestNeeded, facts.row);
      }
    }

    Kept row() {
      return new Kept(id, highest, oldestNeeded, List.copyOf(factsHere.keySet()));
    }

    void keep() {
      factsOf.putAll(factsHere);
      kept.add(row());
      last = id;
    }
  }
}
