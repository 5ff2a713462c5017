package grapevine.frontend.http;

import static grapevine.frontend.http.ConcurrencyLimit.MAX;
import static grapevine.frontend.http.ConcurrencyLimit.MIN;
import static grapevine.frontend.http.ConcurrencyLimit.REST;
import static grapevine.frontend.http.ConcurrencyLimit.TARGET_NANOS;
import static grapevine.frontend.http.ConcurrencyLimit.WINDOW_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
  private final ConcurrencyLimit limit = new ConcurrencyLimit();
  private long nowNanos;

  @Test
  void quick_answers_leave_the_limit_where_it_is() {
    window(TARGET_NANOS / 10, false, 100);
    assertThat(limit.get()).isEqualTo(REST);
  }

  /** By Little's law: twice the target means twice as many as get done in time. */
  @Test
  void answers_that_take_longer_than_the_target_cut_it_in_proportion() {
    window(TARGET_NANOS * 5 / 4, false, REST);
    assertThat(limit.get()).isEqualTo(REST * 4 / 5);
  }

  @Test
  void it_is_never_cut_to_less_than_half_at_once_nor_below_the_least() {
    window(20 * TARGET_NANOS, false, REST);
    assertThat(limit.get()).isEqualTo(REST / 2);
    for (int i = 0; i < 20; i++) {
      window(20 * TARGET_NANOS, false, REST);
    }
    assertThat(limit.get()).isEqualTo(MIN);
  }

  @Test
  void refusals_by_the_cluster_cut_it_however_quick_they_are() {
    window(1_000_000, true, REST);
    assertThat(limit.get()).isEqualTo(REST / 2);
  }

  @Test
  void who_was_admitted_before_a_cut_does_not_cut_again() {
    long beforeNanos = nowNanos;
    window(2 * TARGET_NANOS, false, REST);
    int cut = limit.get();
    for (int i = 0; i < 100; i++) {
      nowNanos += WINDOW_NANOS;
      limit.ended(beforeNanos, nowNanos, false, REST);
    }
    assertThat(limit.get()).isEqualTo(cut);
  }

  @Test
  void after_an_overload_it_returns_to_rest_within_two_seconds_of_quick_answers() {
    for (int i = 0; i < 20; i++) {
      window(20 * TARGET_NANOS, false, REST);
    }
    for (long passed = 0; passed < 2_000_000_000L; passed += WINDOW_NANOS) {
      window(TARGET_NANOS / 100, false, 2);
    }
    assertThat(limit.get()).isGreaterThanOrEqualTo(REST);
  }

  /** As it is cut: in proportion, but no more than a tenth at once. */
  @Test
  void answers_a_little_quicker_than_the_target_let_it_grow_a_little() {
    for (int i = 0; i < 20; i++) {
      window(20 * TARGET_NANOS, false, REST);
    }
    window(TARGET_NANOS * 2 / 3, false, MIN); // long enough for two looks
    assertThat(limit.get()).isEqualTo((int) (MIN * 1.1 * 1.1));
    window(TARGET_NANOS * 20 / 21, false, MIN);
    assertThat(limit.get()).isEqualTo((int) (MIN * 1.1 * 1.1 * 1.05 * 1.05));
  }

  @Test
  void above_rest_it_grows_only_for_those_who_use_it_and_is_bounded() {
    for (int i = 0; i < 50; i++) {
      window(TARGET_NANOS / 10, false, REST / 4);
    }
    assertThat(limit.get()).isEqualTo(REST);
    for (int i = 0; i < 50; i++) {
      window(TARGET_NANOS / 10, false, MAX);
    }
    assertThat(limit.get()).isEqualTo(MAX);
  }

  /** So many requests that all take so long end within one window. */
  private void window(long tookNanos, boolean isRefused, int underWay) {
    long admittedNanos = nowNanos + 1;
    nowNanos = admittedNanos + Math.max(tookNanos, WINDOW_NANOS);
    for (int i = 0; i < 2 * ConcurrencyLimit.SAMPLES_MIN; i++) {
      limit.ended(nowNanos - tookNanos, nowNanos, isRefused, underWay);
    }
    nowNanos += WINDOW_NANOS;
    limit.ended(nowNanos - tookNanos, nowNanos, isRefused, underWay);
  }
}
