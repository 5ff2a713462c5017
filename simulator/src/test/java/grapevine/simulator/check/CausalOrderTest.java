package grapevine.simulator.check;

import static grapevine.simulator.check.Course.after;
import static grapevine.simulator.check.Course.assertViolates;
import static grapevine.simulator.check.Course.pending;
import static grapevine.simulator.check.Course.record;
import static grapevine.simulator.check.Course.timestamp;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.LogRecord;
import grapevine.protocol.Token;
import org.junit.jupiter.api.Test;

/** Invariant 18. */
class CausalOrderTest {
  private final Course rm1 = new Course(new CausalOrder(3), "rm1");
  private final LogRecord cause = record("rm2", 1, 1);
  private final LogRecord reader = record("rm3", 1, 2, after(timestamp("rm2", 1)));
  private final LogRecord writer = record("rm3", 1, 3, pending(cause));

  @Test
  void an_update_is_executed_after_all_that_it_names() {
    LogRecord both = record("rm3", 2, 4, after(timestamp("rm2", 1, "rm3", 1)));
    assertThatCode(
            () -> rm1.append(cause).apply(cause).commit().append(reader, both).apply(reader, both))
        .doesNotThrowAnyException();
    assertThatCode(rm1::commit).doesNotThrowAnyException();
  }

  @Test
  void a_cause_is_there_when_any_record_of_it_was_applied() {
    LogRecord duplicate = record("rm3", 1, 1);
    LogRecord effect = record("rm3", 2, 2, after(timestamp("rm2", 1)));
    assertThatCode(
            () ->
                rm1.append(duplicate)
                    .apply(duplicate)
                    .step()
                    .append(cause)
                    .skip(cause)
                    .append(effect)
                    .apply(effect)
                    .commit())
        .doesNotThrowAnyException();
  }

  @Test
  void within_a_step_records_may_be_applied_before_they_are_appended() {
    assertThatCode(() -> rm1.apply(cause, reader).append(cause, reader).commit())
        .doesNotThrowAnyException();
  }

  @Test
  void a_record_of_the_vector_that_is_missing_is_missed() {
    assertViolates("causal-order", () -> rm1.append(reader).apply(reader).step());
  }

  @Test
  void a_record_of_the_vector_that_is_only_logged_is_missed() {
    assertViolates("causal-order", () -> rm1.append(cause, reader).apply(reader).step());
  }

  @Test
  void a_gap_below_a_component_of_the_vector_is_missed() {
    LogRecord second = record("rm2", 2, 5);
    LogRecord late = record("rm3", 1, 6, after(timestamp("rm2", 2)));
    rm1.append(cause, second).apply(cause).commit();
    assertViolates("causal-order", () -> rm1.append(late).apply(late).step());
  }

  @Test
  void a_pending_write_is_missed() {
    assertViolates("causal-order", () -> rm1.append(cause, writer).apply(writer).step());
  }

  @Test
  void a_pending_write_is_satisfied_by_its_call_id() {
    assertThatCode(() -> rm1.append(cause, writer).apply(cause, writer).commit())
        .doesNotThrowAnyException();
  }

  @Test
  void the_order_within_a_step_counts() {
    assertViolates("causal-order", () -> rm1.append(cause, reader).apply(reader, cause).step());
  }

  @Test
  void what_a_crash_took_back_is_missed() {
    rm1.append(cause).apply(cause).step().crash();
    assertViolates("causal-order", () -> rm1.append(cause, reader).apply(reader).step());
  }

  @Test
  void an_origins_earlier_record_is_missed() {
    LogRecord second = record("rm2", 2, 7);
    assertViolates("causal-order", () -> rm1.append(cause, second).apply(second).step());
  }

  @Test
  void a_further_record_of_a_call_id_waits_for_its_own_causes() {
    LogRecord variant = record("rm3", 1, 9, pending(cause), "another time");
    LogRecord first = record("rm1", 1, 9, Token.EMPTY);
    rm1.append(first).apply(first).commit();
    assertViolates("causal-order", () -> rm1.append(variant).reconcile(variant).step());
  }
}
