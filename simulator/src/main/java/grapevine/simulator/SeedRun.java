package grapevine.simulator;

import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.disk.MemoryDisk;
import grapevine.simulator.disk.SqliteDisk;
import grapevine.simulator.world.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs seeds as a campaign does: in memory, and every twentieth once more on the real SQLite code,
 * where every step must be the same.
 */
final class SeedRun {
  static final int SQLITE_EVERY = 20;

  private SeedRun() {}

  /**
   * @throws InvariantViolated a promise was broken
   */
  static Simulation.Result run(long seed) {
    if (!isOnSqlite(seed)) {
      return Simulation.run(seed, MemoryDisk::new, Trace.OFF);
    }
    TraceHash inMemory = new TraceHash();
    Simulation.Result result = Simulation.run(seed, MemoryDisk::new, inMemory.trace());
    TraceHash onSqlite = new TraceHash();
    runOnSqlite(seed, onSqlite.trace());
    if (!inMemory.isSameAs(onSqlite)) {
      throw new InvariantViolated(
          "same-on-sqlite", "the steps differ from line " + inMemory.firstDifference(onSqlite));
    }
    return result;
  }

  static boolean isOnSqlite(long seed) {
    return seed % SQLITE_EVERY == 0;
  }

  static Simulation.Result runOnSqlite(long seed, Trace trace) {
    try {
      Path directory = Files.createTempDirectory("grapevine-seed-" + seed + "-");
      try {
        return Simulation.run(seed, me -> new SqliteDisk(directory, me), trace);
      } finally {
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no directory for the databases of seed " + seed, e);
    }
  }
}
