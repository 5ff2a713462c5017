package grapevine.replica.chaos;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that is to go wrong at one replica manager from now on: a new order replaces the whole old
 * one, so that the empty one heals.
 *
 * @param killed the process ends at once, as by {@code kill -9}
 * @param gossipPaused no gossip leaves or is taken in; calls are answered
 * @param cut peers that nothing goes to and nothing comes from
 * @param delayMillis by peer: what goes there and comes from there is so late
 */
public record ChaosOrder(
    Boolean killed, Boolean gossipPaused, List<String> cut, Map<String, Integer> delayMillis) {
  public static final int DELAY_MILLIS_MAX = 10_000;
  static final int PEERS_MAX = 64;
  public static final ChaosOrder CALM = new ChaosOrder(false, false, List.of(), Map.of());

  /** Throws {@link IllegalArgumentException} for what is out of bounds. */
  public ChaosOrder {
    // A field that is left out is nothing to go wrong.
    killed = killed != null && killed;
    gossipPaused = gossipPaused != null && gossipPaused;
    cut = cut == null ? List.of() : List.copyOf(new TreeSet<>(cut));
    delayMillis = delayMillis == null ? new TreeMap<>() : new TreeMap<>(delayMillis);
    if (cut.size() > PEERS_MAX || delayMillis.size() > PEERS_MAX) {
      throw new IllegalArgumentException("at most " + PEERS_MAX + " peers");
    }
    for (Integer millis : delayMillis.values()) {
      if (millis == null || millis < 1 || millis > DELAY_MILLIS_MAX) {
        throw new IllegalArgumentException("a delay is from 1 to " + DELAY_MILLIS_MAX + " ms");
      }
    }
  }

  boolean isCalm() {
    return !gossipPaused && cut.isEmpty() && delayMillis.isEmpty();
  }
}
