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

  // By the time as answers write it.
  private final TreeMap<String, Try> tries = new TreeMap<>();
  private long lastMillis;

  private record Try(Write write, long millis) {}

  /** A time that no other try has, to be written into this one's facts. */
  long newTime(Write write, long nowMicros) {
    lastMillis = Math.max(lastMillis + 1, FIRST_MILLIS + nowMicros);
    tries.put(Rfc3339.ofMillis(lastMillis), new Try(write, lastMillis));
    return lastMillis;
  }

  /** Prices change all the time: two tries of one write carry other facts (R10). */
  static long priceAt(long millis) {
    return 1000 + millis % 977;
  }

  SeenOrder seen(Order order) {
    List<String> ids = new ArrayList<>();
    OrderStatus status = OrderStatus.PLACED;
    for (Order.Event event : order.events()) {
      Try found = tries.get(event.at());
      if (found == null) {
        ids.add("nobody's, of " + event.at());
      } else {
        ids.add(found.write.id());
        status = StatusRank.higher(status, found.write.target());
      }
    }
    Try placed = tries.get(order.placedAt());
    if (placed != null && order.totalPence() != priceAt(placed.millis)) {
      throw new InvariantViolated("wrong-body", order.id() + " has the price of another time");
    }
    if (!order.status().equals(status.publicName())) {
      throw new InvariantViolated(
          "wrong-status", order.id() + " is " + order.status() + " after " + ids);
    }
    return new SeenOrder(order.id(), status, order.note(), ids);
  }
}
