package grapevine.frontend.api;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets the entry put longest ago when it is full. Not thread-safe. */
final class BoundedTable<V> {
  private final Map<String, V> entries;

  BoundedTable(int max) {
    entries =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > max;
          }
        };
  }

  /** Null when it is not there. */
  V get(String key) {
    return entries.get(key);
  }

  /** As the newest. */
  void put(String key, V value) {
    entries.remove(key);
    entries.put(key, value);
  }

  void remove(String key) {
    entries.remove(key);
  }
}
