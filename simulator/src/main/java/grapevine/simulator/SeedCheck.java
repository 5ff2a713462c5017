package grapevine.simulator;

import grapevine.simulator.check.InvariantViolated;
import java.util.function.LongFunction;

/**
 * Runs a seed and tells what it violates, or null. In types of the JDK only, so that it can be
 * called from outside the class loader of a mutant.
 */
public final class SeedCheck implements LongFunction<String> {
  @Override
  public String apply(long seed) {
    try {
      SeedRun.run(seed);
      return null;
    } catch (InvariantViolated violated) {
      return violated.getMessage();
    } catch (RuntimeException | AssertionError broken) {
      return "core-broke: " + broken;
    }
  }
}
