package grapevine.simulator.history;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.history.CausalStore.Bug;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random histories: none of a right store is found wrong, and each bug is found by its name. */
class CausalStoreTest {
  private static final int SEEDS = 300;
  private static final int SEEDS_WITH_A_BUG = 100;

  @Test
  void the_histories_of_a_right_store_are_right_and_not_empty() {
    for (int seed = 0; seed < SEEDS; seed++) {
      HistoryChecker checker = new HistoryChecker();
      assertThat(violation(Bug.NONE, seed, checker)).as("seed %d", seed).isEmpty();
      HistoryCounts counts = checker.counts();
      assertThat(counts.okWrites()).as("seed %d", seed).isGreaterThan(5);
      assertThat(counts.readsOfOthers()).as("seed %d", seed).isGreaterThan(5);
      assertThat(counts.finalStates()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "READS_IGNORE_THE_TOKEN, read-your-writes monotonic-reads writes-follow-reads",
    "READS_LEAVE_THE_TOKEN, monotonic-reads writes-follow-reads",
    "OWN_WRITES_LEAVE_THE_TOKEN, read-your-writes monotonic-writes writes-follow-reads",
    "HAND_OVERS_ARE_FORGOTTEN, writes-follow-reads",
    "DELIVERY_IS_NOT_CAUSAL, read-your-writes monotonic-reads monotonic-writes writes-follow-reads",
    "DELIVERY_REPEATS, duplicate",
    "DELIVERY_LOSES_AT_ONE_REPLICA,"
        + " lost-write read-your-writes monotonic-reads monotonic-writes writes-follow-reads",
    "THE_LATEST_STATUS_WINS, wrong-status",
    "REFUSED_WRITES_HAPPEN, no-effect",
  })
  void each_bug_is_caught_by_the_promises_that_it_breaks(Bug bug, String promises) {
    TreeSet<String> broken = new TreeSet<>();
    for (int seed = 0; seed < SEEDS_WITH_A_BUG; seed++) {
      violation(bug, seed, new HistoryChecker()).ifPresent(found -> broken.add(found.invariant()));
    }
    assertThat(broken).containsExactlyInAnyOrder(promises.split(" "));
  }

  private static Optional<InvariantViolated> violation(Bug bug, long seed, HistoryChecker checker) {
    try {
      new CausalStore(bug, seed, checker::add).run();
      checker.finish();
      return Optional.empty();
    } catch (InvariantViolated violated) {
      return Optional.of(violated);
    }
  }
}
