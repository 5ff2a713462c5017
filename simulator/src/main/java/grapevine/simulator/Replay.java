package grapevine.simulator;

import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.disk.MemoryDisk;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One seed again, with its steps as text.
 *
 * @param violation what it violates, if anything
 * @param steps how many lines its trace has
 * @param lastSteps the end of it
 */
record Replay(long seed, Optional<String> violation, int steps, List<String> lastSteps) {
  static final int LAST_STEPS = 50;

  /** Every line goes to {@code lines} as well. */
  static Replay of(long seed, Consumer<String> lines) {
    ArrayDeque<String> last = new ArrayDeque<>();
    int[] steps = {0};
    TextTrace trace =
        new TextTrace(
            line -> {
              steps[0]++;
              lines.accept(line);
              last.addLast(line);
              if (last.size() > LAST_STEPS) {
                last.removeFirst();
              }
            });
    return new Replay(seed, violation(seed, trace), steps[0], List.copyOf(last));
  }

  private static Optional<String> violation(long seed, TextTrace trace) {
    try {
      Simulation.run(seed, MemoryDisk::new, trace);
      if (SeedRun.isOnSqlite(seed)) {
        SeedRun.run(seed);
      }
      return Optional.empty();
    } catch (InvariantViolated violated) {
      return Optional.of(violated.getMessage());
    } catch (RuntimeException | Error broken) {
      return Optional.of("broke: " + broken);
    }
  }
}
