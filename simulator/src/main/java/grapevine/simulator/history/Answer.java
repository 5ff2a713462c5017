package grapevine.simulator.history;

import grapevine.common.ordering.OrderStatus;
import grapevine.simulator.check.InvariantViolated;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one answer shows, found right in itself: orders made of writes that exist, each once. What
 * is missing is another question, for it depends on who asked.
 */
final class Answer {
  private final String where;
  private final Ledger ledger;
  private final TreeSet<String> orders = new TreeSet<>();
  private final List<Write> writes = new ArrayList<>();
  private final BitSet numbers = new BitSet();

  Answer(String where, List<SeenOrder> seen, Ledger ledger) {
    this.where = where;
    this.ledger = ledger;
    for (SeenOrder order : seen) {
      if (!orders.add(order.order())) {
        throw shows(Promise.DUPLICATE, "order " + order.order() + " twice");
      }
      take(order);
    }
  }

  List<Write> writes() {
    return writes;
  }

  boolean shows(Write write) {
    return numbers.get(write.number());
  }

  Set<String> orders() {
    return orders;
  }

  /** All that somebody knows who knew this before and then had the answer. */
  BitSet addedTo(BitSet known) {
    BitSet all = (BitSet) known.clone();
    all.or(numbers);
    // Always, even if the write was known: its past may have grown since.
    writes.forEach(write -> all.or(write.past()));
    return all;
  }

  private void take(SeenOrder order) {
    OrderStatus joined = OrderStatus.PLACED;
    for (String id : order.writes()) {
      Write write = take(id, order);
      joined = StatusRank.higher(joined, write.status());
    }
    Write placing =
        ledger
            .placing(order.order())
            .filter(this::shows)
            .orElseThrow(() -> shows(Promise.THIN_AIR, order + ", which nobody placed"));
    if (!placing.body().equals(order.body())) {
      throw shows(Promise.WRONG_BODY, order + ", placed with " + placing.body());
    }
    if (order.status() != joined) {
      throw shows(Promise.WRONG_STATUS, order + ", which is " + joined);
    }
  }

  private Write take(String id, SeenOrder order) {
    Write write =
        ledger
            .find(id)
            .filter(found -> found.order().equals(order.order()))
            .orElseThrow(() -> shows(Promise.THIN_AIR, id + " in " + order + ", not written"));
    if (shows(write)) {
      throw shows(Promise.DUPLICATE, write + " twice");
    }
    if (write.hasFailed()) {
      throw shows(Promise.NO_EFFECT, write + ", which failed");
    }
    writes.add(write);
    numbers.set(write.number());
    return write;
  }

  private InvariantViolated shows(Promise broken, String what) {
    return broken.broken(where + " shows " + what);
  }
}
