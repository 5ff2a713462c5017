package grapevine.simulator.history;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Every write that was ever asked for, whatever became of it, numbered as it was asked for. */
final class Ledger {
  private final List<Write> writes = new ArrayList<>();
  private final TreeMap<String, Write> byId = new TreeMap<>();
  private final TreeMap<String, List<Write>> byOrder = new TreeMap<>();

  Write add(HistoryEvent.WriteInvoked asked, BitSet past) {
    Write write = new Write(writes.size(), asked, past);
    if (byId.putIfAbsent(asked.write(), write) != null) {
      throw Promise.BAD_HISTORY.broken("two writes are called " + asked.write());
    }
    if (write.isPlacing() && placing(asked.order()).isPresent()) {
      throw Promise.BAD_HISTORY.broken("two writes place order " + asked.order());
    }
    writes.add(write);
    byOrder.computeIfAbsent(asked.order(), order -> new ArrayList<>()).add(write);
    return write;
  }

  Optional<Write> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  Optional<Write> placing(String order) {
    return on(order).stream().filter(Write::isPlacing).findFirst();
  }

  List<Write> on(String order) {
    return byOrder.getOrDefault(order, List.of());
  }

  List<Write> all() {
    return writes;
  }
}
