package grapevine.simulator.check;

import static grapevine.simulator.check.Course.assertViolates;
import static grapevine.simulator.check.Course.record;
import static grapevine.simulator.check.Course.timestamp;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.LogRecord;
import grapevine.protocol.VectorTimestamp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R2, invariants 13, 14, 16. */
class GaplessPrefixTest {
  private final Course rm1 = new Course(new GaplessPrefix(), "rm1").open();
  private final LogRecord own1 = record("rm1", 1, 1);
  private final LogRecord own2 = record("rm1", 2, 2);
  private final LogRecord duplicate = record("rm2", 1, 1);

  @Test
  void timestamps_follow_what_is_logged_and_executed() {
    assertThatCode(
            () -> {
              rm1.append(own1).step().append(own2).apply(own1).commit();
              rm1.append(duplicate).skip(duplicate).step().apply(own2).commit();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void what_a_crash_takes_back_is_done_again() {
    assertThatCode(
            () -> {
              rm1.append(own1).apply(own1).commit().append(own2).apply(own2).step();
              rm1.crash().open().append(own2).commit().apply(own2).commit();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void a_dot_that_a_crash_took_back_is_executed_with_its_new_call_id() {
    LogRecord again = record("rm1", 1, 3);
    rm1.append(own1).apply(own1).step().crash().open();
    assertViolates("gapless-prefix", () -> rm1.append(again).skip(again).commit());
  }

  @Test
  void nothing_is_executed_that_is_not_logged() {
    rm1.executed = timestamp("rm1", 1);
    assertViolates("gapless-prefix", rm1::commit);
  }

  @Test
  void a_component_does_not_advance_over_a_record_that_was_never_applied() {
    assertViolates("gapless-prefix", () -> rm1.append(own1, own2).apply(own2).commit());
  }

  @Test
  void an_applied_record_is_in_the_value_timestamp_after_its_step() {
    rm1.append(own1).apply(own1);
    rm1.executed = VectorTimestamp.ZERO;
    assertViolates("gapless-prefix", rm1::step);
  }

  @Test
  void what_a_crash_took_back_does_not_count_as_applied() {
    rm1.append(own1).commit().apply(own1).step().crash().open();
    rm1.executed = timestamp("rm1", 1);
    assertViolates("gapless-prefix", rm1::commit);
  }

  @Test
  void records_of_an_origin_are_consecutive() {
    assertViolates("gapless-prefix", () -> rm1.append(own2));
  }

  @Test
  void a_record_is_not_logged_twice() {
    rm1.append(own1).commit();
    assertViolates("gapless-prefix", () -> rm1.append(own1));
  }

  @Test
  void the_replica_timestamp_names_nothing_that_is_not_logged() {
    rm1.logged = timestamp("rm1", 1);
    assertViolates("gapless-prefix", rm1::commit);
  }

  @Test
  void the_value_timestamp_never_falls() {
    rm1.append(own1).apply(own1).commit();
    rm1.executed = VectorTimestamp.ZERO;
    assertViolates("gapless-prefix", rm1::commit);
  }

  @Test
  void the_replica_timestamp_never_falls() {
    rm1.append(own1).commit();
    rm1.logged = VectorTimestamp.ZERO;
    assertViolates("gapless-prefix", rm1::commit);
  }

  @Test
  void a_disk_does_not_forget_a_record() {
    rm1.append(own1).commit().crash();
    assertViolates("gapless-prefix", () -> rm1.open(VectorTimestamp.ZERO, List.of()));
  }

  @Test
  void a_disk_does_not_forget_an_execution() {
    rm1.append(own1).apply(own1).commit().crash();
    assertViolates("gapless-prefix", () -> rm1.open(VectorTimestamp.ZERO, List.of(own1)));
  }

  @Test
  void a_disk_does_not_keep_what_was_not_committed() {
    rm1.append(own1).step().crash();
    assertViolates("gapless-prefix", () -> rm1.open(VectorTimestamp.ZERO, List.of(own1)));
  }

  @Test
  void a_log_has_no_gap_when_it_is_opened() {
    rm1.append(own1, own2).commit().crash();
    assertViolates("gapless-prefix", () -> rm1.open(VectorTimestamp.ZERO, List.of(own2)));
  }
}
