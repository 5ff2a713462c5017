package grapevine.simulator.scenario;

import grapevine.protocol.ForcedCommand;
import grapevine.protocol.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The one order for all, as what is proposed arrives: somewhere else, and never lost. Everybody who
 * can be reached is sent it in order; who could not be is sent what he missed.
 */
final class TheOrder {
  static final String NAME = "order";

  private final List<ForcedCommand> ordered = new ArrayList<>();
  private final TreeMap<String, Integer> sent = new TreeMap<>();

  void add(ForcedCommand command) {
    ordered.add(command);
  }

  /** A process that begins knows what its disk has. */
  void started(String name, long executedIndex) {
    sent.put(name, (int) executedIndex);
  }

  /** What is to be sent now, from which this one's next follows. */
  List<Input.Committed> next(String name) {
    List<Input.Committed> next = new ArrayList<>();
    for (int index = sent.getOrDefault(name, 0); index < ordered.size(); index++) {
      next.add(new Input.Committed(index + 1, ordered.get(index)));
    }
    sent.put(name, ordered.size());
    return next;
  }
}
