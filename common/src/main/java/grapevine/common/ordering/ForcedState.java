package grapevine.common.ordering;

import java.util.Optional;

/**
 * Facts that only forced updates write, under keys of {@link ForcedFacts}: all that a decision may
 * look at (R23).
 */
public interface ForcedState {
  Optional<byte[]> get(String key);

  /**
   * @param fact a JSON object, in place of the one that there was
   */
  void put(String key, byte[] fact);
}
