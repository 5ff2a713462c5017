package grapevine.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiceTest {
  /** Or a new fault would reshuffle every workload. */
  @Test
  void a_fork_does_not_depend_on_what_was_drawn_or_forked_before() {
    Dice used = new Dice(5);
    used.between(1, 100);
    used.fork("faults").between(1, 100);

    assertThat(used.fork("workload").between(0L, Long.MAX_VALUE - 1))
        .isEqualTo(new Dice(5).fork("workload").between(0L, Long.MAX_VALUE - 1));
  }

  @Test
  void concerns_and_seeds_differ() {
    long one = new Dice(5).fork("loss").between(0L, Long.MAX_VALUE - 1);

    assertThat(new Dice(5).fork("delay").between(0L, Long.MAX_VALUE - 1)).isNotEqualTo(one);
    assertThat(new Dice(6).fork("loss").between(0L, Long.MAX_VALUE - 1)).isNotEqualTo(one);
  }

  @Test
  void a_waiting_time_has_its_mean_and_its_bound() {
    Dice dice = new Dice(1);
    long sum = 0;
    for (int i = 0; i < 10_000; i++) {
      long wait = dice.around(1000);
      assertThat(wait).isBetween(0L, 10_000L);
      sum += wait;
    }
    assertThat(sum / 10_000).isBetween(950L, 1050L);
  }
}
