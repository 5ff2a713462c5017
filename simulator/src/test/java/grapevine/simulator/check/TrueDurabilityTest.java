package grapevine.simulator.check;

import static grapevine.simulator.check.Course.assertViolates;
import static grapevine.simulator.check.Course.record;
import static grapevine.simulator.check.Course.timestamp;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.LogRecord;
import org.junit.jupiter.api.Test;

/** R11. */
class TrueDurabilityTest {
  private final TrueDurability checker = new TrueDurability();
  private final Course rm1 = new Course(checker, "rm1").open();
  private final Course rm2 = new Course(checker, "rm2").open();
  private final LogRecord first = record("rm1", 1, 1);
  private final LogRecord second = record("rm2", 1, 1);

  @Test
  void any_record_of_the_call_id_on_any_disk_counts() {
    rm1.append(first).commit();
    rm2.append(second).commit();
    assertThatCode(() -> checker.acknowledged("fe1", first.callId(), 2)).doesNotThrowAnyException();
  }

  @Test
  void it_counts_after_it_was_discarded_and_its_replica_manager_crashed() {
    rm1.append(first).apply(first).commit().discard(timestamp("rm1", 1)).commit().crash();
    assertThatCode(() -> checker.acknowledged("fe1", first.callId(), 1)).doesNotThrowAnyException();
  }

  @Test
  void two_records_on_one_disk_are_one() {
    rm1.append(first, second).commit();
    assertViolates("true-durability", () -> checker.acknowledged("fe1", first.callId(), 2));
  }

  @Test
  void what_is_not_committed_yet_does_not_count() {
    rm1.append(first).commit();
    rm2.append(second).step();
    assertViolates("true-durability", () -> checker.acknowledged("fe1", first.callId(), 2));
  }

  @Test
  void what_a_crash_took_back_does_not_count() {
    rm1.append(first).step().crash().open().commit();
    assertViolates("true-durability", () -> checker.acknowledged("fe1", first.callId(), 1));
  }
}
