package grapevine.simulator.check;

import static grapevine.simulator.check.Course.assertViolates;
import static grapevine.simulator.check.Course.record;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.LogRecord;
import org.junit.jupiter.api.Test;

/** Invariant 8. */
class AppliedOnceTest {
  private final AppliedOnce checker = new AppliedOnce();
  private final Course rm1 = new Course(checker, "rm1");
  private final Course rm2 = new Course(checker, "rm2");
  private final LogRecord first = record("rm1", 1, 1);
  private final LogRecord second = record("rm2", 1, 1);

  @Test
  void each_replica_applies_a_call_id_and_joins_the_rest() {
    assertThatCode(
            () -> {
              rm1.apply(first).reconcile(second).commit();
              rm2.apply(second).commit().reconcile(first).commit();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void what_a_crash_took_back_is_applied_again() {
    assertThatCode(() -> rm1.apply(first).step().crash().open().apply(second).commit())
        .doesNotThrowAnyException();
  }

  @Test
  void the_second_record_of_a_call_id_is_not_applied() {
    assertViolates("applied-once", () -> rm1.apply(first).apply(second));
  }

  @Test
  void what_was_committed_is_not_applied_again_after_a_crash() {
    rm1.apply(first).commit().crash().open();
    assertViolates("applied-once", () -> rm1.apply(first));
  }

  @Test
  void a_record_is_not_joined_to_a_call_id_that_was_never_applied() {
    assertViolates("applied-once", () -> rm1.reconcile(second));
  }
}
