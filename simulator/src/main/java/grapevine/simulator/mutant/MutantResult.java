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
   * @param by the first seed that went wrong, {@code seed 7}; or {@code scenario}
   * @param invariant what noticed, by its short name; or that scenario's name
   */
  public record Catch(String by, String invariant, String detail) {}
}
