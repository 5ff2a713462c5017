package grapevine.simulator.mutant;

import java.util.function.LongFunction;

/** A check that the original fails as well. */
public final class BrokenCheck implements LongFunction<String> {
  @Override
  public String apply(long seed) {
    throw new IllegalStateException("seed " + seed);
  }
}
