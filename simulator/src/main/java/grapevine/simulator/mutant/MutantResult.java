package grapevine.simulator.mutant;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of a mutant. A missed one is a hole in the checkers or in the load, or not a bug at
 * all.
 *
 * @param caught empty: missed
 */
public record MutantResult(Mutant mutant, Optional<Catch> caught, Duration elapsed) {
  /**
   * @param by {@code seed 7} or {@code scenario lost_ack}: the first that went wrong
   * @param invariant what noticed, by its short name
   */
  public record Catch(String by, String invariant, String detail) {}
}
