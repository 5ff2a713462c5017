package grapevine.simulator.world;

import grapevine.protocol.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What a core must be told once it goes on, after it stood still because its disk was full. */
final class Backlog {
  // Of each peer whose link opened or closed: how it is now.
  private final TreeMap<String, Boolean> links = new TreeMap<>();
  // What the forced log said.
  private final List<Input> ordered = new ArrayList<>();

  void keep(Input input) {
    if (input instanceof Input.Link link) {
      links.put(link.peer(), link.isUp());
    } else if (input instanceof Input.Committed || input instanceof Input.Majority) {
      ordered.add(input);
    }
  }

  void clear() {
    links.clear();
    ordered.clear();
  }

  void tell(Consumer<Input> core) {
    links.forEach(
        (peer, isUp) -> {
          core.accept(new Input.Link(peer, false));
          if (isUp) {
            core.accept(new Input.Link(peer, true));
          }
        });
    ordered.forEach(core);
    clear();
  }
}
