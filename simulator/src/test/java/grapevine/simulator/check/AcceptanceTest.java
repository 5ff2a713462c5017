package grapevine.simulator.check;

import static grapevine.simulator.check.Course.after;
import static grapevine.simulator.check.Course.assertViolates;
import static grapevine.simulator.check.Course.pending;
import static grapevine.simulator.check.Course.record;
import static grapevine.simulator.check.Course.timestamp;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.LogRecord;
import org.junit.jupiter.api.Test;

/** R6: what an update has to wait for. */
class AcceptanceTest {
  private final Course rm1 = new Course(new Acceptance(3), "rm1").open();
  private final LogRecord own = record("rm1", 1, 1);
  private final LogRecord others = record("rm2", 1, 2);

  @Test
  void a_write_under_its_own_stamp_need_not_be_executed() {
    assertThatCode(() -> rm1.append(own, record("rm1", 2, 3, pending(own))).step())
        .doesNotThrowAnyException();
  }

  @Test
  void a_write_under_anothers_stamp_has_to_be_executed() {
    rm1.append(others).step();
    assertViolates("acceptance", () -> rm1.append(record("rm1", 1, 3, pending(others))).step());
  }

  @Test
  void what_was_executed_is_enough() {
    rm1.append(others).apply(others).commit();
    assertThatCode(
            () -> {
              rm1.append(record("rm1", 1, 3, pending(others))).commit();
              rm1.append(record("rm1", 2, 4, after(timestamp("rm2", 1)))).commit();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void a_timestamp_that_is_not_covered_is_found_out() {
    rm1.append(others).step();
    assertViolates(
        "acceptance", () -> rm1.append(record("rm1", 1, 3, after(timestamp("rm2", 1)))).step());
  }
}
