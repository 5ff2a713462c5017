package grapevine.database;

import grapevine.protocol.Dot;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of a log of which some cannot be read, put together as far as they go. */
final class SalvagedLog {
  private final MemberId me;
  private final TreeMap<MemberId, TreeMap<Long, LogRecord>> runs = new TreeMap<>();
  // Looked up by key only.
  private final Map<Dot, LogRecord> records = new HashMap<>();
  private Timestamps newest;
  private long lastOwn;
  private long hiddenOwn;
  private boolean isOwnUncertain;

  /**
   * @param state the row of the tables, which the log's are newer than
   */
  SalvagedLog(MemberId me, Optional<Timestamps> state) {
    this.me = me;
    this.newest = state.orElse(null);
    this.lastOwn = state.map(timestamps -> timestamps.floor().get(me)).orElse(0L);
  }

  /** Rows were here that cannot be read: what is own of them is below the next own record. */
  void hole() {
    isOwnUncertain = true;
  }

  void add(LogBatch batch) {
    newest = batch.timestamps();
    for (LogBatch.Entry entry : batch.appended()) {
      Optional<LogRecord> record = record(entry);
      if (entry.dot().origin().equals(me)) {
        note(entry.dot().n(), record.isPresent());
      }
      record.ifPresent(this::keep);
    }
  }

  /** No own record can be hidden after the last that was read. */
  boolean isOwnCertain() {
    return !isOwnUncertain;
  }

  /** As they were after the last row that can be read. */
  Optional<Timestamps> newest() {
    return Optional.ofNullable(newest);
  }

  long lastOwn() {
    return lastOwn;
  }

  /** Some own records up to this one cannot be read; 0 if all can. */
  long hiddenOwn() {
    return hiddenOwn;
  }

  TreeMap<MemberId, TreeMap<Long, LogRecord>> runs() {
    return runs;
  }

  private Optional<LogRecord> record(LogBatch.Entry entry) {
    if (entry instanceof LogBatch.Full full) {
      return Optional.of(full.record());
    }
    LogRecord facts = records.get(((LogBatch.Stub) entry).first());
    return Optional.ofNullable(facts).map(known -> new LogRecord(entry.dot(), known.update()));
  }

  private void note(long n, boolean isReadable) {
    if (isOwnUncertain && n - 1 > lastOwn) {
      hiddenOwn = n - 1;
    }
    isOwnUncertain = false;
    if (!isReadable) {
      hiddenOwn = n;
    }
    lastOwn = n;
  }

  private void keep(LogRecord record) {
    records.put(record.dot(), record);
    runs.computeIfAbsent(record.origin(), origin -> new TreeMap<>()).put(record.dot().n(), record);
  }
}
