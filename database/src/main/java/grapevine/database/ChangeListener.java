package grapevine.database;

import grapevine.protocol.VectorTimestamp;
import java.util.List;

/** Hears what has changed for readers, on the writer's thread: must not block or throw. */
public interface ChangeListener {
  ChangeListener NONE =
      new ChangeListener() {
        @Override
        public boolean isListening() {
          return false;
        }

        @Override
        public void changed(List<Long> keys, VectorTimestamp value) {}
      };

  /** Asked for each row: nobody may want to know. */
  boolean isListening();

  /**
   * @param keys the first half of the call id, the subject and the audience of every row that is
   *     new or replaced; not of all, when there were very many
   * @param value from which state on readers see it
   */
  void changed(List<Long> keys, VectorTimestamp value);
}
