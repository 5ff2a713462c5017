package grapevine.simulator.check;

import static grapevine.simulator.check.Course.assertViolates;
import static grapevine.simulator.check.Course.record;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.LogRecord;
import grapevine.protocol.Token;
import grapevine.protocol.VectorTimestamp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Invariant 11. */
class OneBodyTest {
  private final OneBody checker = new OneBody();
  private final Course rm1 = new Course(checker, "rm1");
  private final Course rm2 = new Course(checker, "rm2");
  private final LogRecord first = record("rm1", 1, 1);
  private final LogRecord other = record("rm1", 1, 2);

  @Test
  void a_record_travels_unchanged() {
    LogRecord copy = record("rm1", 1, 1);
    assertThatCode(
            () -> {
              rm1.append(first).commit().send(rm1.gossip(first));
              rm2.append(copy).commit().send(rm2.gossip(copy)).crash().open();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void a_dot_lost_with_its_transaction_is_stamped_again() {
    assertThatCode(() -> rm1.append(first).step().crash().open().append(other).commit())
        .doesNotThrowAnyException();
  }

  @Test
  void a_committed_dot_is_not_stamped_again() {
    rm1.append(first).commit().crash();
    assertViolates("one-body", () -> rm1.append(other).commit());
  }

  @Test
  void a_dot_that_left_the_process_is_not_stamped_again_even_when_it_was_lost() {
    rm1.append(first).step().send(rm1.gossip(first)).crash();
    assertViolates("one-body", () -> rm1.append(other).commit());
  }

  @Test
  void another_replica_does_not_hold_another_body() {
    rm1.append(first).commit();
    assertViolates(
        "one-body", () -> rm2.append(record("rm1", 1, 1, Token.EMPTY, "another dish")).commit());
  }

  @Test
  void gossip_does_not_carry_another_body() {
    rm1.append(first).commit();
    assertViolates("one-body", () -> rm1.send(rm1.gossip(other)));
  }

  @Test
  void a_disk_does_not_change_a_body() {
    rm1.append(first).commit().crash();
    assertViolates("one-body", () -> rm1.open(VectorTimestamp.ZERO, List.of(other)));
  }
}
