package grapevine.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArrivalScheduleTest {
  @Test
  void even_arrivals_keep_their_distance_without_drift() {
    ArrivalSchedule schedule = ArrivalSchedule.even(3);
    long last = 0;
    for (int i = 0; i <= 3_000; i++) {
      last = schedule.next();
    }
    assertThat(last).isEqualTo(1_000_000_000_000L);
  }

  @Test
  void poisson_arrivals_have_the_rate_and_the_spread_of_one() {
    ArrivalSchedule schedule = ArrivalSchedule.poisson(1_000, 42);
    int count = 100_000;
    long before = 0;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      long at = schedule.next();
      assertThat(at).isGreaterThanOrEqualTo(before);
      squares += Math.pow((at - before) / 1e6, 2);
      before = at;
    }
    // An exponential distribution of mean 1 ms has a mean square of 2.
    assertThat(before / 1e9).isCloseTo(100, within(2.0));
    assertThat(squares / count).isCloseTo(2, within(0.1));
  }

  @Test
  void the_same_seed_gives_the_same_arrivals() {
    ArrivalSchedule one = ArrivalSchedule.poisson(500, 7);
    ArrivalSchedule same = ArrivalSchedule.poisson(500, 7);
    ArrivalSchedule other = ArrivalSchedule.poisson(500, 8);
    long first = one.next();
    assertThat(same.next()).isEqualTo(first);
    assertThat(other.next()).isNotEqualTo(first);
  }
}
