package grapevine.database;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Rfc3339;
import grapevine.database.OrderReader.Found;
import grapevine.database.OrderReader.Safety;
import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.VectorTimestamp;
import java.util.List;
import java.util.Optional;

/**
 * Orders in the order in which they were executed here, which is about that of their age: so who
 * looks for old ones needs no index, but only has to remember how far he has looked. Used by one
 * thread.
 */
public final class UnansweredOrders implements AutoCloseable {
  /** The search for a start need not be exact. */
  private static final long CLOSE_ENOUGH = 256;

  private static final Safety NOT_SHOWN = new Safety(VectorTimestamp.ZERO, 1);

  private final QueryReader reader;

  UnansweredOrders(QueryReader reader) {
    this.reader = reader;
  }

  /**
   * An order that is there, whatever has become of it.
   *
   * @param sequence of its row: what is executed later has a higher one
   */
  public record Placed(long sequence, CallId callId, long placedAtMillis) {
    public String orderId() {
      return CanonicalHash.orderId(new Hash128(callId.high(), callId.low()));
    }
  }

  /**
   * An order that is PLACED still.
   *
   * @param dot of its record here
   * @param lamport above all that is executed here
   */
  public record Unanswered(
      String orderId, String customerId, long placedAtMillis, Dot dot, long lamport) {}

  /** Of what was executed last. */
  public long newest() {
    return reader.fresh(Snapshot::sequence);
  }

  /** The orders after one sequence number, and up to another that is not above the newest. */
  public List<Placed> between(long after, long upTo) {
    return reader.fresh(state -> state.placed(after, upTo));
  }

  /** About the last sequence number before orders that were placed since then. */
  public long before(long placedAtMillis) {
    long before = 0;
    long behind = newest();
    while (behind - before > CLOSE_ENOUGH) {
      long middle = before + (behind - before) / 2;
      Optional<Long> next = reader.fresh(state -> state.nextPlacedAtMillis(middle));
      if (next.isPresent() && next.get() < placedAtMillis) {
        before = middle;
      } else {
        behind = middle;
      }
    }
    return before;
  }

  /** Empty when it has been answered, or is no order. */
  public Optional<Unanswered> find(Placed placed) {
    return reader.fresh(
        state -> {
          Optional<Found> found = new OrderReader(state, NOT_SHOWN).find(placed.orderId());
          Optional<OperationRow> row = state.operation(placed.callId());
          return found
              .filter(order -> order.exactStatus() == OrderStatus.PLACED)
              .flatMap(
                  order ->
                      row.map(
                          own ->
                              new Unanswered(
                                  placed.orderId(),
                                  order.customerId(),
                                  Rfc3339.toMillis(order.order().placedAt()),
                                  own.dot(),
                                  state.timestamps().lamport() + 1)));
        });
  }

  @Override
  public void close() {
    reader.close();
  }
}
