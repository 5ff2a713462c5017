package grapevine.simulator.check;

import static grapevine.simulator.check.Course.assertViolates;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.DurableState;
import grapevine.protocol.VectorTimestamp;
import org.junit.jupiter.api.Test;

/** Invariant 14, R6a, R9. */
class SavedNeverFallsTest {
  private final Course rm1 = new Course(new SavedNeverFalls(), "rm1").open();

  private Course save(long released, long confirmed, long lamport) {
    VectorTimestamp nothing = VectorTimestamp.ZERO;
    return rm1.save(
        new DurableState.Timestamps(nothing, nothing, nothing, released, confirmed, lamport));
  }

  @Test
  void what_a_crash_took_back_may_be_less_again() {
    assertThatCode(
            () -> {
              save(2, 1, 5).commit();
              save(9, 9, 9).crash().open();
              save(2, 2, 5).commit();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void what_was_released_confirmed_or_the_lamport_forgotten_in_a_restart_is_found_out() {
    save(2, 2, 2).commit().crash().open();
    assertViolates("saved-never-falls", () -> save(1, 2, 2).commit());
    assertViolates("saved-never-falls", () -> save(2, 1, 2).commit());
    assertViolates("saved-never-falls", () -> save(2, 2, 1).commit());
  }
}
