package grapevine.database;

import grapevine.protocol.CallId;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Value;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replicated orders. Every executed call id has one row, which holds its operation as it was
 * made; everything else (an order's status) is derived when read. So the state is a set of rows and
 * does not know in which order they came.
 */
final class OrderValue implements Value {
  private static final Logger LOG = LoggerFactory.getLogger(OrderValue.class);

  private final SqliteConnection connection;
  private final MemberDictionary members;
  private long digest;

  OrderValue(SqliteConnection connection, MemberDictionary members, long digest) {
    this.connection = connection;
    this.members = members;
    this.digest = digest;
  }

  @Override
  public void apply(LogRecord record) {
    if (!insert(rowOf(record))) {
      reconcile(record);
    }
  }

  @Override
  public void reconcile(LogRecord record) {
    ValueTable.Row variant = rowOf(record);
    for (ValueTable table : ValueTable.values()) {
      Optional<ValueTable.Row> kept = table.find(connection, members, record.callId());
      if (kept.isPresent()) {
        if (variant.isKeptOver(kept.get())) {
          table.delete(connection, record.callId());
          digest -= table.hash(kept.get());
          insert(variant);
        }
        return;
      }
    }
    throw new DamagedRecordException(
        "orders", record.callId().toString(), "the row of an executed call id is missing");
  }

  @Override
  public long digest() {
    return digest;
  }

  private static ValueTable.Row rowOf(LogRecord record) {
    return new ValueTable.Row(
        record.callId(), record.update().lamport(), record.update().operation(), record.dot());
  }

  /** False when the call id has a row already. */
  private boolean insert(ValueTable.Row row) {
    Fact fact = Fact.of(row.callId(), row.body());
    if (fact instanceof Fact.Placed placed) {
      return insert(
          ValueTable.ORDERS,
          row,
          "INSERT OR IGNORE INTO orders (call_id, lamport, body, origin, n, crc, customer, placed_at)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          placed.order().customerId(),
          placed.order().placedAtMillis());
    }
    if (fact instanceof Fact.Commanded commanded) {
      return insert(
          ValueTable.ORDER_EVENT,
          row,
          "INSERT OR IGNORE INTO order_event (call_id, lamport, body, origin, n, crc, order_id)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?)",
          (Object) ExecutedTable.key(commanded.order()));
    }
    warnIgnored(row.callId(), (Fact.Ignored) fact);
    return insert(
        ValueTable.IGNORED_OPERATION,
        row,
        "INSERT OR IGNORE INTO ignored_operation (call_id, lamport, body, origin, n, crc) VALUES (?, ?, ?, ?, ?, ?)");
  }

  private boolean insert(
      ValueTable table, ValueTable.Row row, String sql, Object... lookupColumns) {
    byte[] key = ExecutedTable.key(row.callId());
    byte[] body = row.body().bytes();
    long origin = members.idOf(row.dot().origin());
    long n = row.dot().n();
    Object[] values = new Object[6 + lookupColumns.length];
    values[0] = key;
    values[1] = row.lamport();
    values[2] = body;
    values[3] = origin;
    values[4] = n;
    values[5] = table.checksum(key, row.lamport(), body, origin, n);
    System.arraycopy(lookupColumns, 0, values, 6, lookupColumns.length);
    boolean isNew = connection.update(sql, values) == 1;
    if (isNew) {
      digest += table.hash(row);
    }
    return isNew;
  }

  private static void warnIgnored(CallId callId, Fact.Ignored fact) {
    LOG.warn("operation {} is kept but has no effect: {}", callId, fact.reason());
  }
}
