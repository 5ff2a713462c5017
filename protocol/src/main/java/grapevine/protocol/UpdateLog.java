package grapevine.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The update log: for each origin a run of records without a gap, from its floor (exclusive) to its
 * end. Keyed by dot, never by call id: one call id normally has two records, and both must be here
 * (R10).
 */
final class UpdateLog {
  private final TreeMap<MemberId, Run> runs = new TreeMap<>();
  // Looked up by key only: its order reaches nothing.
  private final Map<CallId, List<LogRecord>> byCallId = new LinkedHashMap<>();
  private VectorTimestamp floor;
  private VectorTimestamp replicaTimestamp;
  private int size;
  private long bytes;

  UpdateLog(VectorTimestamp floor, List<LogRecord> records) {
    this.floor = floor;
    this.replicaTimestamp = floor;
    floor.asMap().forEach((origin, n) -> runs.put(origin, new Run(n)));
    records.forEach(this::append);
  }

  /**
   * The end of each origin's run: everything up to here is in the log or was discarded after
   * execution.
   */
  VectorTimestamp replicaTimestamp() {
    return replicaTimestamp;
  }

  VectorTimestamp floor() {
    return floor;
  }

  int size() {
    return size;
  }

  /** About what its records cost in messages, and less than what they take up here. */
  long bytes() {
    return bytes;
  }

  long last(MemberId origin) {
    return replicaTimestamp.get(origin);
  }

  /** The record, or null when it is not here (discarded, or not received yet). */
  LogRecord find(MemberId origin, long n) {
    Run run = runs.get(origin);
    return run == null ? null : run.find(n);
  }

  /**
   * The records of this call id that are in the log, in the order of their arrival; mostly none,
   * one or two.
   */
  List<LogRecord> find(CallId callId) {
    return byCallId.getOrDefault(callId, List.of());
  }

  boolean isNext(Dot dot) {
    return dot.n() == last(dot.origin()) + 1;
  }

  void append(LogRecord record) {
    if (!isNext(record.dot())) {
      throw new IllegalStateException(
          record.dot() + " would leave a gap after " + replicaTimestamp);
    }
    runs.computeIfAbsent(record.origin(), origin -> new Run(0)).records.add(record);
    byCallId.computeIfAbsent(record.callId(), callId -> new ArrayList<>(2)).add(record);
    replicaTimestamp = replicaTimestamp.with(record.origin(), record.dot().n());
    size++;
    bytes += record.weight();
  }

  void discard(VectorTimestamp newFloor) {
    for (int i = 0; i < newFloor.size(); i++) {
      Run run = runs.get(newFloor.member(i));
      if (run != null) {
        run.discard(newFloor.count(i));
      }
    }
    floor = floor.merge(newFloor);
  }

  /**
   * All records above {@code known}, origin by origin, cut short at the bounds; at least one if
   * there is any.
   */
  List<LogRecord> above(VectorTimestamp known, int recordsMax, int bytesMax) {
    Batch batch = new Batch(recordsMax, bytesMax);
    runs.forEach((origin, run) -> run.copyAbove(known.get(origin), batch));
    return batch.records;
  }

  /** The same for the records of one origin. */
  List<LogRecord> above(VectorTimestamp known, MemberId origin, int recordsMax, int bytesMax) {
    Batch batch = new Batch(recordsMax, bytesMax);
    Run run = runs.get(origin);
    if (run != null) {
      run.copyAbove(known.get(origin), batch);
    }
    return batch.records;
  }

  /** All of them, origin by origin. */
  List<LogRecord> records() {
    return above(floor, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** How many records {@link #above} would return without bounds. */
  long countAbove(VectorTimestamp known) {
    long count = 0;
    for (Map.Entry<MemberId, Run> entry : runs.entrySet()) {
      Run run = entry.getValue();
      count += Math.max(0, last(entry.getKey()) - Math.max(known.get(entry.getKey()), run.first));
    }
    return count;
  }

  private void forget(LogRecord record) {
    List<LogRecord> same = byCallId.get(record.callId());
    same.remove(record);
    if (same.isEmpty()) {
      byCallId.remove(record.callId());
    }
    size--;
    bytes -= record.weight();
  }

  /** One origin's records {@code first + 1 .. first + records.size()}. */
  private final class Run {
    private long first;
    private final ArrayList<LogRecord> records = new ArrayList<>();

    Run(long first) {
      this.first = first;
    }

    LogRecord find(long n) {
      long index = n - first - 1;
      return index < 0 || index >= records.size() ? null : records.get((int) index);
    }

    void discard(long upTo) {
      int count = (int) Math.min(records.size(), Math.max(0, upTo - first));
      List<LogRecord> gone = records.subList(0, count);
      gone.forEach(UpdateLog.this::forget);
      gone.clear();
      first += count;
    }

    void copyAbove(long known, Batch batch) {
      for (long n = Math.max(known, first) + 1; n <= first + records.size(); n++) {
        if (!batch.add(find(n))) {
          return;
        }
      }
    }
  }

  /**
   * Records for one message; once full it stays full, so that every origin's run stays contiguous.
   */
  private static final class Batch {
    private final List<LogRecord> records = new ArrayList<>();
    private final int recordsMax;
    private int bytesLeft;

    Batch(int recordsMax, int bytesMax) {
      this.recordsMax = recordsMax;
      this.bytesLeft = bytesMax;
    }

    boolean add(LogRecord record) {
      boolean fits = records.isEmpty() || (bytesLeft > 0 && records.size() < recordsMax);
      if (fits) {
        records.add(record);
        bytesLeft -= record.weight();
      }
      return fits;
    }
  }
}
