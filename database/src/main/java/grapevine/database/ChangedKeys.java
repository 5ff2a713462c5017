package grapevine.database;

import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What rows of the open transaction are found by, for whoever listens. */
final class ChangedKeys {
  /** Of one commit: a snapshot's worth of rows is no news to wait for. */
  static final int KEYS_MAX = 4096;

  private final TreeSet<Long> keys = new TreeSet<>();
  private ChangeListener listener = ChangeListener.NONE;

  void observe(ChangeListener newListener) {
    listener = newListener;
  }

  void add(OperationRow row) {
    if (!listener.isListening() || keys.size() >= KEYS_MAX) {
      return;
    }
    keys.add(row.callId().high());
    for (FiledUnder index : FiledUnder.values()) {
      Long key = index.of(row.filing());
      if (key != null) {
        keys.add(key);
      }
    }
  }

  void committed(VectorTimestamp value) {
    if (!keys.isEmpty()) {
      List<Long> changed = new ArrayList<>(keys);
      keys.clear();
      listener.changed(changed, value);
    }
  }
}
