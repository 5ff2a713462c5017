package grapevine.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seeds, as many as a build has time for. {@code ./grapevine simulate} runs as many as you like.
 */
class SimulationTest {
  @Test
  void three_hundred_seeds_keep_every_promise() throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();

    Campaign.Result result = Campaign.run(1, 300, threads, progress -> {});

    assertThat(result.violations()).isEmpty();
    assertThat(result.belowFloor()).isEmpty();
    assertThat(result.seeds()).isEqualTo(300);
    assertThat(result.sqliteSeeds()).isEqualTo(15);
    assertThat(result.writes()).isGreaterThan(300 * 20);
    assertThat(result.reads()).isGreaterThan(300 * 20);
    assertThat(result.readsOfOthers()).isGreaterThan(300);
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 20, 111})
  void a_seed_run_twice_gives_the_same_trace(long seed) {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();

    Replay.of(seed, first::add);
    Replay.of(seed, second::add);

    assertThat(first).hasSizeGreaterThan(1000).isEqualTo(second);
  }

  @Test
  void another_seed_gives_another_trace() {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();

    Replay.of(1, first::add);
    Replay.of(2, second::add);

    assertThat(first).isNotEqualTo(second);
  }

  @Test
  void a_failure_of_one_replica_manager_in_three_keeps_nobody_waiting_for_a_second() {
    for (Availability.Failure failure : Availability.Failure.values()) {
      Availability.Share share = Availability.measure(3, failure, 2);

      assertThat(share.reads()).as(failure.name()).isGreaterThan(300);
      assertThat(share.readsInTime()).as(failure.name()).isEqualTo(share.reads());
      assertThat(share.updatesInTime()).as(failure.name()).isEqualTo(share.updates());
    }
  }
}
