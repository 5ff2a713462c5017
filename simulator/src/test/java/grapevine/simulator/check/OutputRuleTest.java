package grapevine.simulator.check;

import static grapevine.simulator.check.Course.assertViolates;
import static grapevine.simulator.check.Course.record;
import static grapevine.simulator.check.Course.timestamp;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.Effect;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Outcome;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.VectorTimestamp;
import org.junit.jupiter.api.Test;

/** R8, invariants 10, 15, 17. */
class OutputRuleTest {
  private final OutputRule checker = new OutputRule();
  private final Course rm1 = new Course(checker, "rm1").open();
  private final Course rm2 = new Course(checker, "rm2").open();
  private final LogRecord first = record("rm1", 1, 1);

  @Test
  void what_is_committed_may_be_said() {
    assertThatCode(
            () -> {
              rm1.append(first).apply(first).commit();
              rm1.acknowledge(first.dot()).send(rm1.gossip(first)).answer(rm1.executed, 1);
              rm2.append(first).commit().acknowledge(first.dot());
              rm1.discard(timestamp("rm1", 1)).commit();
              rm1.send(rm1.gossip(timestamp("rm1", 1))).crash().open();
              rm1.send(rm1.gossip(timestamp("rm1", 1)));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void a_refusal_shows_nothing_and_may_be_said_at_any_time() {
    assertThatCode(
            () -> rm1.say(new Effect.Reply(ReplicaReply.UpdateReply.refused(1, Outcome.BUSY, 0))))
        .doesNotThrowAnyException();
  }

  @Test
  void an_update_is_not_acknowledged_before_it_is_committed() {
    rm1.append(first).step();
    assertViolates("output-rule", () -> rm1.acknowledge(first.dot()));
  }

  @Test
  void an_update_is_not_acknowledged_with_a_dot_that_only_another_disk_holds() {
    rm1.append(first).commit();
    assertViolates("output-rule", () -> rm2.acknowledge(first.dot()));
  }

  @Test
  void gossip_does_not_carry_a_record_before_it_is_committed() {
    VectorTimestamp before = rm1.logged;
    rm1.append(first).step();
    rm1.logged = before;
    assertViolates("output-rule", () -> rm1.send(rm1.gossip(first)));
  }

  @Test
  void gossip_does_not_report_a_replica_timestamp_before_it_is_committed() {
    rm1.append(first).step();
    assertViolates("output-rule", () -> rm1.send(rm1.gossip()));
  }

  @Test
  void gossip_does_not_report_a_value_timestamp_before_it_is_committed() {
    rm1.append(first).commit().apply(first).step();
    assertViolates("output-rule", () -> rm1.send(rm1.gossip()));
  }

  @Test
  void gossip_does_not_report_a_floor_before_it_is_committed() {
    rm1.append(first).apply(first).commit().discard(timestamp("rm1", 1)).step();
    assertViolates("output-rule", () -> rm1.send(rm1.gossip(timestamp("rm1", 1))));
  }

  @Test
  void a_floor_that_a_crash_took_back_is_not_reported() {
    rm1.append(first).apply(first).commit().discard(timestamp("rm1", 1)).step();
    rm1.crash().open().commit();
    assertViolates("output-rule", () -> rm1.send(rm1.gossip(timestamp("rm1", 1))));
  }

  @Test
  void a_query_is_not_answered_from_what_is_not_committed() {
    rm1.append(first).commit().apply(first).step();
    assertViolates("output-rule", () -> rm1.answer(rm1.executed, 1));
  }

  @Test
  void nobody_holds_more_of_an_origins_records_than_the_origin() {
    rm1.append(first).step();
    assertViolates("output-rule", () -> rm2.append(first).commit());
  }
}
