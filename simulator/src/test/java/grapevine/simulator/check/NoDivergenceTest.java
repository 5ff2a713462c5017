package grapevine.simulator.check;

import static grapevine.simulator.check.Course.assertViolates;
import static grapevine.simulator.check.Course.member;
import static grapevine.simulator.check.Course.record;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.Effect;
import grapevine.protocol.VectorTimestamp;
import org.junit.jupiter.api.Test;

/** What a replica manager finds by itself counts too. */
class NoDivergenceTest {
  private final Course rm1 = new Course(new NoDivergence(), "rm1");

  @Test
  void gossip_and_acknowledgements_are_no_divergence() {
    assertThatCode(() -> rm1.send(rm1.gossip()).acknowledge(record("rm1", 1, 1).dot()))
        .doesNotThrowAnyException();
  }

  @Test
  void a_reported_divergence_is_one() {
    assertViolates(
        "no-divergence",
        () -> rm1.say(new Effect.Diverged(member("rm2"), VectorTimestamp.ZERO, 1, 2)));
  }
}
