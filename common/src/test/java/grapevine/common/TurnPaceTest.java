package grapevine.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnPaceTest {
  private final TurnPace pace = new TurnPace();

  @Test
  void a_busy_loop_begins_its_next_turn_a_millisecond_after_the_last() {
    long beganNanos = System.nanoTime();
    int turns = 20;
    for (int i = 0; i < turns; i++) {
      pace.await();
      pace.begin(4);
    }
    pace.await();
    // Parking may end early, once in a while.
    assertThat(System.nanoTime() - beganNanos).isGreaterThan(turns / 2 * 1_000_000L);
  }

  @Test
  void few_inputs_hold_nothing_up() {
    long beganNanos = System.nanoTime();
    for (int i = 0; i < 10_000; i++) {
      pace.await();
      pace.begin(3);
    }
    assertThat(System.nanoTime() - beganNanos).isLessThan(5_000_000_000L);
  }
}
