package grapevine.simulator.disk;

import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The committed update log. It trusts the core to append each origin's records in their order. */
final class MemoryLog {
  private final TreeMap<MemberId, ArrayDeque<LogRecord>> runs = new TreeMap<>();

  void append(LogRecord record) {
    runs.computeIfAbsent(record.origin(), origin -> new ArrayDeque<>()).addLast(record);
  }

  void discard(VectorTimestamp floor) {
    for (int i = 0; i < floor.size(); i++) {
      ArrayDeque<LogRecord> run = runs.get(floor.member(i));
      while (run != null && !run.isEmpty() && run.getFirst().dot().n() <= floor.count(i)) {
        run.removeFirst();
      }
    }
  }

  void addAll(MemoryLog other) {
    other.records().forEach(this::append);
  }

  /** In the order of origin and number. */
  List<LogRecord> records() {
    List<LogRecord> records = new ArrayList<>();
    runs.values().forEach(records::addAll);
    return records;
  }
}
