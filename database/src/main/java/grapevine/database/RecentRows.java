package grapevine.database;

import grapevine.protocol.CallId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The rows executed since the tables were last written, in memory: the log has them on disk.
 * Written by the core's thread, read by all. A reader names the sequence number up to which it
 * looks, and sees the rows as they were then.
 */
final class RecentRows {
  /**
   * One state of a call id's row.
   *
   * @param older the row that this one replaced, if that is recent too
   */
  private record Version(OperationRow row, Version older) {
    Version asOf(long sequence) {
      Version version = this;
      while (version != null && version.row.sequence() > sequence) {
        version = version.older;
      }
      return version;
    }
  }

  /** Rows that are listed together, the newest first; never changed. */
  private record Filed(OperationRow row, Filed next) {}

  private final ConcurrentHashMap<CallId, Version> byCall = new ConcurrentHashMap<>();
  private final Map<FiledUnder, ConcurrentHashMap<Long, Filed>> filed = newIndexes();

  private static Map<FiledUnder, ConcurrentHashMap<Long, Filed>> newIndexes() {
    Map<FiledUnder, ConcurrentHashMap<Long, Filed>> indexes = new EnumMap<>(FiledUnder.class);
    for (FiledUnder index : FiledUnder.values()) {
      indexes.put(index, new ConcurrentHashMap<>());
    }
    return indexes;
  }

  /** In place of the row with the same call id, if there is one. */
  void put(OperationRow row) {
    byCall.put(row.callId(), new Version(row, byCall.get(row.callId())));
    for (FiledUnder index : FiledUnder.values()) {
      Long key = index.of(row.filing());
      if (key != null) {
        filed.get(index).put(key, new Filed(row, filed.get(index).get(key)));
      }
    }
  }

  Optional<OperationRow> find(CallId callId, long upTo) {
    Version newest = byCall.get(callId);
    Version version = newest == null ? null : newest.asOf(upTo);
    return version == null ? Optional.empty() : Optional.of(version.row);
  }

  Optional<OperationRow> newest(CallId callId) {
    return find(callId, Long.MAX_VALUE);
  }

  List<OperationRow> filedUnder(FiledUnder index, long key, OperationKind kind, long upTo) {
    List<OperationRow> rows = new ArrayList<>();
    for (Filed each = filed.get(index).get(key); each != null; each = each.next) {
      OperationRow row = each.row;
      boolean isCurrent =
          row.filing().kind() == kind
              && row.sequence() <= upTo
              && find(row.callId(), upTo).orElseThrow().sequence() == row.sequence();
      if (isCurrent) {
        rows.add(row);
      }
    }
    return rows;
  }

  boolean isAny(FiledUnder index, long key, long upTo) {
    for (Filed each = filed.get(index).get(key); each != null; each = each.next) {
      if (each.row.sequence() <= upTo) {
        return true;
      }
    }
    return false;
  }

  /** The newest row of each call id, in the order in which they were executed. */
  List<OperationRow> all() {
    return byCall.values().stream()
        .map(Version::row)
        .sorted(Comparator.comparingLong(OperationRow::sequence))
        .toList();
  }

  void eachCall(Consumer<CallId> visitor) {
    byCall.keySet().forEach(visitor);
  }

  int size() {
    return byCall.size();
  }
}
