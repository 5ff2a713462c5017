package grapevine.simulator.client;

import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Rfc3339;
import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.history.SeenOrder;
import grapevine.simulator.history.StatusRank;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Who wrote what. Every try of a write has a time of its own, to the millisecond, by which it is
 * recognised in what replica managers answer; its price follows from that time.
 */
final class Ledger {
  private static final long FIRST_MILLIS = 1_700_000_000_000L;

  private final TreeMap<Long, Write> writes = new TreeMap<>();

  /** A time that no other try has, to be written into this one's facts. */
  long newTime(Write write, long nowMicros) {
    long millis = FIRST_MILLIS + nowMicros;
    while (writes.containsKey(millis)) {
      millis++;
    }
    writes.put(millis, write);
    return millis;
  }

  /** Prices change all the time: two tries of one write carry other facts (R10). */
  static long priceAt(long millis) {
    return 1000 + millis % 977;
  }

  SeenOrder seen(Order order) {
    List<String> ids = new ArrayList<>();
    OrderStatus status = OrderStatus.PLACED;
    for (Order.Event event : order.events()) {
      long millis = Rfc3339.toMillis(event.at());
      Write write = writes.get(millis);
      if (write == null) {
        ids.add("nobody's, of " + event.at());
      } else {
        ids.add(write.id());
        status = StatusRank.higher(status, write.target());
      }
    }
    long placedAt = Rfc3339.toMillis(order.placedAt());
    if (order.totalPence() != priceAt(placedAt)) {
      throw new InvariantViolated("wrong-body", order.id() + " has the price of another time");
    }
    if (!order.status().equals(status.publicName())) {
      throw new InvariantViolated(
          "wrong-status", order.id() + " is " + order.status() + " after " + ids);
    }
    return new SeenOrder(order.id(), status, order.note(), ids);
  }
}
