package grapevine.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private final Timeline timeline = new Timeline();
  private final List<String> happened = new ArrayList<>();

  @Test
  void what_is_due_happens_in_the_order_of_time_then_of_planning() {
    timeline.after(20, () -> happened.add("late"));
    timeline.after(10, () -> happened.add("first of two"));
    timeline.after(10, () -> happened.add("second of two"));

    timeline.runUntil(15);
    assertThat(happened).containsExactly("first of two", "second of two");
    assertThat(timeline.nowMicros()).isEqualTo(15);

    timeline.runUntil(20);
    assertThat(happened).last().isEqualTo("late");
  }

  @Test
  void an_event_plans_further_ones_from_its_own_time() {
    timeline.after(10, () -> timeline.after(5, () -> happened.add("at " + timeline.nowMicros())));

    timeline.runUntil(100);

    assertThat(happened).containsExactly("at 15");
  }
}
