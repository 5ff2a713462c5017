package grapevine.simulator.check;

import static grapevine.simulator.check.Course.after;
import static grapevine.simulator.check.Course.assertViolates;
import static grapevine.simulator.check.Course.pending;
import static grapevine.simulator.check.Course.record;
import static grapevine.simulator.check.Course.timestamp;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.LogRecord;
import org.junit.jupiter.api.Test;

/** R9. The lamport of these records is the number of their call id. */
class LamportOrderTest {
  private final LamportOrder checker = new LamportOrder();
  private final Course rm1 = new Course(checker, "rm1").open();
  private final Course rm2 = new Course(checker, "rm2").open();
  private final LogRecord high = record("rm1", 1, 9);
  private final LogRecord low = record("rm1", 2, 4);

  @Test
  void an_update_is_above_all_that_it_names() {
    rm1.append(high, low).commit();
    assertThatCode(
            () -> {
              rm2.append(record("rm2", 1, 10, after(timestamp("rm1", 2)))).commit();
              rm1.append(record("rm1", 3, 5, pending(low))).commit();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void an_update_may_be_below_what_it_does_not_name() {
    rm1.append(high, low).commit();
    assertThatCode(() -> rm2.append(record("rm2", 1, 1))).doesNotThrowAnyException();
  }

  @Test
  void an_equal_lamport_is_not_above() {
    rm1.append(high).commit();
    assertViolates(
        "lamport-order", () -> rm2.append(record("rm2", 1, 9, after(timestamp("rm1", 1)))));
  }

  @Test
  void a_component_names_all_of_its_origins_records_up_to_it() {
    rm1.append(high, low).commit();
    assertViolates(
        "lamport-order", () -> rm2.append(record("rm2", 1, 5, after(timestamp("rm1", 2)))));
  }

  @Test
  void a_pending_write_names_its_records_alone() {
    rm1.append(high, low).commit();
    assertViolates("lamport-order", () -> rm1.append(record("rm1", 3, 4, pending(low))));
  }

  @Test
  void a_record_that_comes_by_gossip_is_looked_at_too() {
    LogRecord effect = record("rm3", 1, 8, pending(high));
    rm1.append(high).commit();
    assertViolates("lamport-order", () -> rm2.append(effect));
  }

  @Test
  void the_count_of_a_record_that_a_crash_took_back_is_that_of_the_next() {
    rm1.append(high).step().crash().open().append(record("rm1", 1, 2)).commit();
    assertThatCode(() -> rm2.append(record("rm2", 1, 3, after(timestamp("rm1", 1)))))
        .doesNotThrowAnyException();
  }
}
