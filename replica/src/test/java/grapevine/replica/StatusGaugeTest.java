package grapevine.replica;

import static grapevine.protocol.ReplicaStatus.ACTIVE;
import static grapevine.protocol.ReplicaStatus.OVERLOADED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StatusGaugeTest {
  private final StatusGauge gauge = new StatusGauge();

  @Test
  void one_late_batch_is_a_pause_and_no_overload() {
    record(10, 2);
    record(110, 90);
    assertThat(gauge.measure(millis(120), 0)).isEqualTo(ACTIVE);
  }

  @Test
  void when_every_batch_of_the_window_was_late_it_is_overloaded_until_the_waits_are_short() {
    record(300, 60);
    record(400, 70);
    assertThat(gauge.measure(millis(450), 0)).isEqualTo(OVERLOADED);
    record(640, 30);
    assertThat(gauge.measure(millis(650), 0)).isEqualTo(OVERLOADED);
    record(660, 5);
    assertThat(gauge.measure(millis(670), 0)).isEqualTo(ACTIVE);
  }

  @Test
  void a_loop_that_takes_nothing_is_measured_by_what_waits() {
    assertThat(gauge.measure(millis(1000), millis(80))).isEqualTo(OVERLOADED);
    assertThat(gauge.measure(millis(1100), 0)).isEqualTo(ACTIVE);
  }

  private void record(long atMillis, long waitedMillis) {
    gauge.record(millis(atMillis), millis(waitedMillis));
  }

  private static long millis(long n) {
    return TimeUnit.MILLISECONDS.toNanos(n);
  }
}
