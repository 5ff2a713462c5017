package grapevine.database;

import grapevine.common.ordering.ForcedState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What one decision changes, over the facts that there are. */
final class FactChanges implements ForcedState {
  private final Function<String, Optional<byte[]>> before;
  private final Map<String, byte[]> changed = new LinkedHashMap<>();

  FactChanges(Function<String, Optional<byte[]>> before) {
    this.before = before;
  }

  @Override
  public Optional<byte[]> get(String key) {
    byte[] now = changed.get(key);
    return now == null ? before.apply(key) : Optional.of(now);
  }

  @Override
  public void put(String key, byte[] fact) {
    changed.put(key, fact);
  }

  /** In the order in which they were made. */
  Map<String, byte[]> all() {
    return changed;
  }
}
