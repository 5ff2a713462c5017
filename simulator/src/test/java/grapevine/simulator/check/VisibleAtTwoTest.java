package grapevine.simulator.check;

import static grapevine.simulator.check.Course.assertViolates;
import static grapevine.simulator.check.Course.record;
import static grapevine.simulator.check.Course.timestamp;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.LogRecord;
import org.junit.jupiter.api.Test;

/** R6a, invariant 12. */
class VisibleAtTwoTest {
  private final VisibleAtTwo checker = new VisibleAtTwo(2);
  private final Course rm1 = new Course(checker, "rm1");
  private final Course rm2 = new Course(checker, "rm2");
  private final LogRecord first = record("rm1", 1, 1);
  private final LogRecord second = record("rm1", 2, 2);

  @Test
  void an_own_record_is_executed_when_another_disk_holds_it() {
    assertThatCode(
            () -> {
              rm1.append(first).commit();
              rm2.append(first).apply(first).commit().answer(timestamp("rm1", 1), 2);
              rm1.apply(first).commit().answer(timestamp("rm1", 1), 2);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void degraded_an_own_record_is_executed_at_once_and_stays_executed() {
    assertThatCode(
            () -> {
              rm1.isDegraded = true;
              rm1.append(first).apply(first).step();
              rm1.isDegraded = false;
              rm1.commit().answer(timestamp("rm1", 1), 1).crash().open().commit();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void an_own_record_is_not_executed_on_one_disk() {
    assertViolates("visible-at-two", () -> rm1.append(first).apply(first).commit());
  }

  @Test
  void another_replicas_open_transaction_is_no_disk() {
    rm1.append(first).commit();
    rm2.append(first).step();
    assertViolates("visible-at-two", () -> rm1.apply(first).commit());
  }

  @Test
  void after_the_degraded_state_an_own_record_waits_again() {
    rm1.isDegraded = true;
    rm1.append(first).apply(first).commit();
    rm1.isDegraded = false;
    assertViolates("visible-at-two", () -> rm1.append(second).apply(second).commit());
  }

  @Test
  void what_was_executed_degraded_and_lost_waits_again() {
    rm1.isDegraded = true;
    rm1.append(first).apply(first).step().crash().open();
    rm1.isDegraded = false;
    assertViolates("visible-at-two", () -> rm1.append(first).apply(first).commit());
  }

  @Test
  void an_answer_does_not_claim_a_second_disk_for_an_own_record_on_one() {
    rm1.isDegraded = true;
    rm1.append(first).apply(first).commit();
    assertViolates("visible-at-two", () -> rm1.answer(timestamp("rm1", 1), 2));
  }

  @Test
  void an_answer_does_not_claim_a_second_disk_for_anothers_record_on_one() {
    rm1.append(first).commit();
    rm2.append(first).apply(first).step();
    assertViolates("visible-at-two", () -> rm2.answer(timestamp("rm1", 1), 2));
  }
}
