package grapevine.simulator;

import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.disk.MemoryDisk;
import grapevine.simulator.world.Trace;
import java.util.function.LongFunction;

/**
 * Runs a seed in memory and tells what it violates, or null. In types of the JDK only, so that it
 * can be called from outside the class loader of a mutant.
 */
public final class SeedCheck implements LongFunction<String> {
  @Override
  public String apply(long seed) {
    try {
      Simulation.run(seed, MemoryDisk::new, Trace.OFF);
      return null;
    } catch (InvariantViolated violated) {
      return violated.getMessage();
    } catch (RuntimeException | AssertionError broken) {
      return "core-broke: " + broken;
    }
  }
}
