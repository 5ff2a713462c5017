package grapevine.simulator.check;

import static grapevine.simulator.check.Course.assertViolates;
import static grapevine.simulator.check.Course.member;
import static grapevine.simulator.check.Course.record;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.Gossip;
import grapevine.protocol.VectorTimestamp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R16: a start. */
class StartUpTest {
  private final Course rm1 = new Course(new StartUp(3), "rm1").open();

  private void hear(Gossip.Kind kind, String sender) {
    VectorTimestamp nothing = VectorTimestamp.ZERO;
    rm1.receive(
        new Gossip(kind, member(sender), rm1.me, 1, nothing, nothing, nothing, 0, List.of()));
  }

  @Test
  void who_was_answered_by_all_may_stamp() {
    hear(Gossip.Kind.ANSWER, "rm2");
    hear(Gossip.Kind.ANSWER, "rm3");
    assertThatCode(() -> rm1.append(record("rm1", 1, 1)).commit()).doesNotThrowAnyException();
  }

  @Test
  void stamping_before_all_have_answered_is_found_out() {
    hear(Gossip.Kind.ANSWER, "rm2");
    hear(Gossip.Kind.PUSH, "rm3");
    assertViolates("start-up", () -> rm1.append(record("rm1", 1, 1)).commit());
  }

  @Test
  void others_records_are_taken_at_once() {
    assertThatCode(() -> rm1.append(record("rm2", 1, 1))).doesNotThrowAnyException();
  }

  @Test
  void a_silent_member_is_waited_for_only_so_long_and_anew_by_the_next_process() {
    rm1.ticks(StartUp.TICKS);
    assertThatCode(() -> rm1.append(record("rm1", 1, 1)).commit()).doesNotThrowAnyException();
    rm1.crash().open().ticks(StartUp.TICKS - 1);
    assertViolates("start-up", () -> rm1.append(record("rm1", 2, 2)).commit());
  }
}
