package grapevine.simulator.history;

import java.util.TreeMap;

/**
 * The replicas when the faults are over. What one of them shows here is not thereby shown to a
 * client: a write that nobody knew of, and only some replicas have, is a divergence.
 */
final class FinalStates {
  private final Ledger ledger;
  private final TreeMap<String, TreeMap<String, SeenOrder>> states = new TreeMap<>();

  FinalStates(Ledger ledger) {
    this.ledger = ledger;
  }

  void add(HistoryEvent.AtTheEnd event) {
    String where = "replica " + event.replica() + " at the end";
    if (states.containsKey(event.replica())) {
      throw Promise.BAD_HISTORY.broken(where + " is told twice");
    }
    requireNothingLost(where, new Answer(where, event.orders(), ledger));
    TreeMap<String, SeenOrder> state = new TreeMap<>();
    event.orders().forEach(order -> state.put(order.order(), order));
    states.forEach((replica, other) -> requireSame(where, state, replica, other));
    states.put(event.replica(), state);
  }

  int size() {
    return states.size();
  }

  private void requireNothingLost(String where, Answer answer) {
    for (Write write : ledger.all()) {
      if (write.hasHappened() && !answer.shows(write)) {
        throw Promise.LOST_WRITE.broken(where + " lacks " + write);
      }
    }
  }

  private static void requireSame(
      String where,
      TreeMap<String, SeenOrder> state,
      String replica,
      TreeMap<String, SeenOrder> other) {
    if (!state.equals(other)) {
      throw Promise.DIVERGENCE.broken(
          where + " shows " + state.values() + ", and " + replica + " " + other.values());
    }
  }
}
