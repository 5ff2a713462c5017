package grapevine.simulator.check;

import static grapevine.simulator.check.Course.assertViolates;
import static grapevine.simulator.check.Course.record;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.LogRecord;
import org.junit.jupiter.api.Test;

/** Invariant 22. */
class SameDigestTest {
  private final SameDigest checker = new SameDigest();
  private final Course rm1 = new Course(checker, "rm1");
  private final Course rm2 = new Course(checker, "rm2");
  private final LogRecord first = record("rm1", 1, 1);

  @Test
  void equal_states_have_equal_digests_and_different_ones_need_not() {
    assertThatCode(
            () -> {
              rm1.commit();
              rm2.commit();
              rm1.digest = 17;
              rm1.append(first).apply(first).commit().send(rm1.gossip());
              rm2.digest = 17;
              rm2.append(first).apply(first).commit();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void what_a_crash_took_back_binds_nobody() {
    rm1.digest = 17;
    rm1.append(first).apply(first).step().crash();
    rm1.digest = 18;
    LogRecord other = record("rm1", 1, 2);
    assertThatCode(() -> rm1.append(other).apply(other).commit()).doesNotThrowAnyException();
  }

  @Test
  void two_replicas_do_not_differ_at_one_value_timestamp_however_far_apart_in_time() {
    rm1.commit();
    rm1.append(first).apply(first).commit();
    rm2.digest = 17;
    assertViolates("same-digest", rm2::commit);
  }

  @Test
  void a_state_does_not_change_while_its_value_timestamp_stays() {
    rm1.commit();
    rm1.digest = 17;
    assertViolates("same-digest", rm1::commit);
  }

  @Test
  void gossip_does_not_tell_another_digest() {
    rm1.commit();
    rm1.digest = 17;
    assertViolates("same-digest", () -> rm1.send(rm1.gossip()));
  }
}
