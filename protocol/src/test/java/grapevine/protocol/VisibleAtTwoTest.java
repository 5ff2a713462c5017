package grapevine.protocol;

import static grapevine.protocol.Examples.only;
import static grapevine.protocol.Examples.record;
import static grapevine.protocol.Examples.timestamp;
import static grapevine.protocol.Examples.update;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** R6a: what anybody is shown is on two disks, unless there is no second one to be had. */
class VisibleAtTwoTest {
  private final ReplicaBench rm1 = ReplicaBench.started("rm1", "rm2", "rm3");

  @Test
  void an_own_record_is_executed_only_when_another_member_holds_it() {
    rm1.update(update(1, Token.EMPTY));
    assertThat(rm1.valueTimestamp()).isEqualTo(VectorTimestamp.ZERO);
    rm1.receive("rm2", Gossip.Kind.ANSWER, timestamp("rm1", 1));
    assertThat(rm1.valueTimestamp()).isEqualTo(timestamp("rm1", 1));
    assertThat(rm1.replica.report().confirmed()).isEqualTo(1);
  }

  @Test
  void a_record_of_another_origin_is_executed_at_once() {
    rm1.push("rm2", record("rm2", 1, 1, Token.EMPTY));
    assertThat(rm1.valueTimestamp()).isEqualTo(timestamp("rm2", 1));
  }

  @Test
  void skipping_an_own_duplicate_waits_like_executing_it() {
    rm1.update(update(1, Token.EMPTY));
    rm1.push("rm2", record("rm2", 1, 1, Token.EMPTY));
    assertThat(rm1.valueTimestamp()).isEqualTo(timestamp("rm2", 1));
    rm1.receive("rm3", Gossip.Kind.ANSWER, timestamp("rm1", 1));
    assertThat(rm1.valueTimestamp()).isEqualTo(timestamp("rm1", 1, "rm2", 1));
    assertThat(rm1.value.applied).hasSize(1);
  }

  @Test
  void released_is_saved_in_the_step_that_shows_it() {
    rm1.update(update(1, Token.EMPTY));
    var effects = rm1.receive("rm2", Gossip.Kind.ANSWER, timestamp("rm1", 1));
    DurableState.Timestamps saved = only(Effect.Save.class, effects).get(0).timestamps();
    assertThat(saved.released()).isEqualTo(1);
    assertThat(saved.value()).isEqualTo(timestamp("rm1", 1));
    assertThat(effects.get(0)).isInstanceOf(Effect.Save.class);
  }

  @Test
  void a_single_replica_manager_shows_its_records_at_once() {
    ReplicaBench alone = new ReplicaBench("rm1");
    alone.update(update(1, Token.EMPTY));
    assertThat(alone.valueTimestamp()).isEqualTo(timestamp("rm1", 1));
    assertThat(alone.replica.report().isDegraded()).isTrue();
    assertThat(alone.replica.report().confirmed()).isZero();
  }

  @Test
  void with_every_link_down_own_records_are_shown_at_once() {
    rm1.update(update(1, Token.EMPTY));
    rm1.step(new Input.Link("rm2", false));
    assertThat(rm1.valueTimestamp()).isEqualTo(VectorTimestamp.ZERO);
    rm1.step(new Input.Link("rm3", false));
    assertThat(rm1.valueTimestamp()).isEqualTo(timestamp("rm1", 1));
  }

  @Test
  void silent_peers_degrade_after_half_a_deadline_and_a_report_ends_it() {
    rm1.update(update(1, Token.EMPTY));
    rm1.ticks(ReplicaBench.DEGRADED_AFTER_TICKS - 1);
    assertThat(rm1.valueTimestamp()).isEqualTo(VectorTimestamp.ZERO);
    rm1.ticks(1);
    assertThat(rm1.valueTimestamp()).isEqualTo(timestamp("rm1", 1));
    assertThat(rm1.replica.report().isDegraded()).isTrue();
    rm1.receive("rm2", Gossip.Kind.ANSWER, timestamp("rm1", 1));
    assertThat(rm1.replica.report().isDegraded()).isFalse();
    rm1.update(update(2, Token.EMPTY));
    assertThat(rm1.valueTimestamp()).isEqualTo(timestamp("rm1", 1));
  }

  /** Otherwise the next own record would be shown before it is on two disks, for no reason. */
  @Test
  void being_alone_without_unconfirmed_records_ends_with_the_first_link() {
    rm1.step(new Input.Link("rm2", false));
    rm1.step(new Input.Link("rm3", false));
    assertThat(rm1.replica.report().isDegraded()).isTrue();
    rm1.step(new Input.Link("rm2", true));
    assertThat(rm1.replica.report().isDegraded()).isFalse();
    rm1.update(update(1, Token.EMPTY));
    assertThat(rm1.valueTimestamp()).isEqualTo(VectorTimestamp.ZERO);
  }
}
