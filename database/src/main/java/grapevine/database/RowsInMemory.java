package grapevine.database;

import grapevine.common.ordering.ProviderMode;
import grapevine.protocol.CallId;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import java.util.Optional;

/**
 * Committed rows on no disk, read by the readers that real ones have: what a simulated disk shows
 * is what the real one would. It decides nothing: whoever puts a row in place of another one has
 * decided so.
 */
public final class RowsInMemory {
  private final RecentRows rows = new RecentRows();
  private long sequence;

  public void put(LogRecord record) {
    put(OperationRow.of(sequence + 1, record));
  }

  /**
   * @param value a JSON object
   * @param by the forced record that decided it
   */
  public void putFact(String key, byte[] value, LogRecord by) {
    put(Fact.row(sequence + 1, key, value, by));
  }

  public void putAll(RowsInMemory other) {
    other.rows.all().forEach(this::put);
  }

  private void put(OperationRow row) {
    rows.put(row);
    sequence = Math.max(sequence, row.sequence());
  }

  /**
   * @param me whose disk it is
   */
  public QueryResult answer(Payload query, MemberId me, Timestamps timestamps) {
    try {
      return QueryReader.answer(
          query,
          snapshot(timestamps),
          me,
          ReplicaDatabase.BuiltIn.CATALOGUE,
          new RestaurantMemory(),
          ProviderMode.OFFLINE);
    } catch (Snapshot.Outdated impossible) {
      throw new IllegalStateException("there are no tables to be outdated", impossible);
    }
  }

  /** Empty when the order has been answered, or is none. */
  public Optional<UnansweredOrders.Unanswered> unanswered(CallId order, Timestamps timestamps) {
    try {
      return UnansweredOrders.find(order, snapshot(timestamps));
    } catch (Snapshot.Outdated impossible) {
      throw new IllegalStateException("there are no tables to be outdated", impossible);
    }
  }

  private Snapshot snapshot(Timestamps timestamps) {
    return new Snapshot(new ReadView(timestamps, sequence, 0, rows));
  }
}
