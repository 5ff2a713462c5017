package grapevine.simulator.check;

import static grapevine.simulator.check.Course.assertViolates;
import static grapevine.simulator.check.Course.member;
import static grapevine.simulator.check.Course.record;
import static grapevine.simulator.check.Course.timestamp;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.Gossip;
import grapevine.protocol.VectorTimestamp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R6a: who is degraded. */
class DegradedStateTest {
  private static final int AFTER_TICKS = 50;

  private final Course rm1 = new Course(new DegradedState(3, 1), "rm1").open();

  /** Some other member's disk holds so many of rm1's records. */
  private Course confirm(int n) {
    VectorTimestamp held = timestamp("rm1", n);
    VectorTimestamp nothing = VectorTimestamp.ZERO;
    return rm1.receive(
        new Gossip(
            Gossip.Kind.ANSWER, member("rm2"), rm1.me, 1, held, nothing, nothing, 0, List.of()));
  }

  private Course degraded(boolean isDegraded) {
    rm1.isDegraded = isDegraded;
    return rm1;
  }

  @Test
  void an_own_record_that_waits_too_long_has_to_degrade() {
    rm1.append(record("rm1", 1, 1)).ticks(AFTER_TICKS - 1);
    assertViolates("degraded-state", () -> rm1.ticks(1));
  }

  @Test
  void before_that_nobody_may_be_degraded() {
    rm1.append(record("rm1", 1, 1)).ticks(AFTER_TICKS - 2);
    assertViolates("degraded-state", () -> degraded(true).ticks(1));
  }

  @Test
  void who_is_alone_has_to_be_degraded_and_who_is_not_any_more_must_not() {
    rm1.link("rm2", false);
    degraded(true).link("rm3", false);
    assertViolates("degraded-state", () -> rm1.link("rm3", true));
    degraded(false).link("rm2", true).link("rm2", false);
    assertViolates("degraded-state", () -> rm1.link("rm3", false));
  }

  @Test
  void a_report_that_confirms_more_ends_it_unless_the_rest_is_overdue_too() {
    rm1.append(record("rm1", 1, 1)).ticks(AFTER_TICKS - 1);
    rm1.append(record("rm1", 2, 2));
    degraded(true).ticks(1);
    confirm(1);
    assertViolates("degraded-state", rm1::step);
    assertThatCode(() -> degraded(false).step()).doesNotThrowAnyException();
  }

  @Test
  void it_may_last_until_a_report_confirms_more() {
    rm1.append(record("rm1", 1, 1)).ticks(AFTER_TICKS - 1);
    degraded(true).ticks(1).append(record("rm1", 2, 2)).ticks(3);
    assertThatCode(() -> confirm(0).step()).doesNotThrowAnyException();
  }

  @Test
  void a_record_that_was_waiting_when_the_process_ended_waits_again() {
    rm1.append(record("rm1", 1, 1)).commit().crash().open().ticks(AFTER_TICKS - 1);
    assertViolates("degraded-state", () -> rm1.ticks(1));
  }
}
