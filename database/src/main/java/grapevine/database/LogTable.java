package grapevine.database;

import grapevine.common.codec.MalformedMessageException;
import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
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

  private final SqliteConnection connection;
  private final ArrayDeque<Kept> kept = new ArrayDeque<>();
  // Looked up by key only. Where the facts of an update are, for those that follow.
  private final Map<CallId, Facts> factsOf = new HashMap<>();
  private long first;
  private long last;

  /**
   * A row that is in the table.
   *
   * @param highest the highest record of each origin in it
   * @param oldestNeeded the first row that this one's stubs need
   */
  private record Kept(
      long id, VectorTimestamp highest, long oldestNeeded, List<CallId> factsHere) {}

  private record Facts(LogRecord record, long row) {}

  /**
   * @param first the number of the first row that must be there; what is before it has gone
   */
  LogTable(SqliteConnection connection, long first) {
    this.connection = connection;
    this.first = first;
    this.last = first - 1;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  void append(Timestamps timestamps, List<LogRecord> appended, List<Dot> executed) {
    long id = last + 1;
    Noting noting = new Noting(id);
    List<LogBatch.Entry> entries = new ArrayList<>(appended.size());
    for (LogRecord record : appended) {
      Facts known = factsOf.get(record.callId());
      boolean isSame = known != null && known.record.update().equals(record.update());
      entries.add(
          isSame ? new LogBatch.Stub(record.dot(), known.record.dot()) : new LogBatch.Full(record));
      noting.note(record, isSame ? known : null);
    }
    byte[] body = new LogBatch(timestamps, entries, executed).encode();
    connection.update(
        "INSERT INTO log (id, body, crc) VALUES (?, ?, ?)", id, body, checksum(id, body).value());
    noting.end();
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
          long id = row.getLong(1);
          LogBatch batch = verified(id, row.getBytes(2), row.getLong(3));
          batches.add(recovered(id, batch, id > written, records));
        },
        "SELECT id, body, crc FROM log ORDER BY id");
    return batches;
  }

  /** One row as it is found at a start, its stubs filled in. */
  record Recovered(Timestamps timestamps, List<LogRecord> appended, List<LogRecord> executed) {}

  /** In the open transaction; the rows that may go hold no record above the floor. */
  void discard(VectorTimestamp floor) {
    long end = first - 1;
    for (Kept row : kept) {
      if (!floor.covers(row.highest)) {
        break;
      }
      end = row.id;
    }
    for (Iterator<Kept> newestFirst = kept.descendingIterator(); newestFirst.hasNext(); ) {
      Kept row = newestFirst.next();
      if (row.id > end) {
        end = Math.min(end, row.oldestNeeded - 1);
      }
    }
    if (end >= first) {
      connection.update("DELETE FROM log WHERE id <= ?", end);
      while (!kept.isEmpty() && kept.peek().id <= end) {
        forget(kept.remove());
      }
      first = end + 1;
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
      noting.note(record, stub.map(ignored -> factsOf.get(record.callId())).orElse(null));
      records.put(record.dot(), record);
      appended.add(record);
    }
    noting.end();
    List<LogRecord> executed = new ArrayList<>();
    if (isToBeExecuted) {
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

  static LogBatch verified(long id, byte[] body, long crc) {
    checksum(id, body).verify(crc, TABLE, id);
    try {
      return LogBatch.decode(body);
    } catch (MalformedMessageException e) {
      throw new DamagedRecordException(TABLE, Long.toString(id), e.getMessage(), e);
    }
  }

  private static RowChecksum checksum(long id, byte[] body) {
    return new RowChecksum().add(id).add(body);
  }

  /** Notes what has to be known of a row to let it go. */
  private final class Noting {
    private final long id;
    private final List<CallId> factsHere = new ArrayList<>();
    private VectorTimestamp highest = VectorTimestamp.ZERO;
    private long oldestNeeded;

    Noting(long id) {
      this.id = id;
      this.oldestNeeded = id;
    }

    void note(LogRecord record, Facts facts) {
      highest = highest.with(record.origin(), record.dot().n());
      if (facts == null) {
        factsOf.put(record.callId(), new Facts(record, id));
        factsHere.add(record.callId());
      } else {
        oldestNeeded = Math.min(oldestNeeded, facts.row);
      }
    }

    void end() {
      kept.add(new Kept(id, highest, oldestNeeded, factsHere));
      last = id;
    }
  }
}
