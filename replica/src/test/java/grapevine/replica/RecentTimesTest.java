package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTimesTest {
  private static final long SECOND = 1_000_000_000L;

  private final RecentTimes times = new RecentTimes();

  @Test
  void nineteen_of_twenty_calls_took_at_most_so_long() {
    for (int i = 1; i <= 100; i++) {
      times.record(SECOND, i * 1_000L);
    }
    assertThat(times.p95Micros(SECOND)).isEqualTo(95);
  }

  @Test
  void what_is_older_than_a_minute_does_not_count() {
    assertThat(times.p95Micros(0)).isNull();
    times.record(0, 9_000);
    times.record(30 * SECOND, 2_000);
    assertThat(times.p95Micros(61 * SECOND)).isEqualTo(2);
    assertThat(times.p95Micros(120 * SECOND)).isNull();
  }

  @Test
  void only_the_newest_are_kept() {
    for (int i = 0; i < 5_000; i++) {
      times.record(SECOND, i < 3_000 ? 50_000 : 1_000);
    }
    assertThat(times.p95Micros(SECOND)).isEqualTo(1);
  }
}
