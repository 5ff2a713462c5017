package grapevine.protocol;

import static grapevine.protocol.Examples.callId;
import static grapevine.protocol.Examples.dot;
import static grapevine.protocol.Examples.only;
import static grapevine.protocol.Examples.pending;
import static grapevine.protocol.Examples.record;
import static grapevine.protocol.Examples.timestamp;
import static grapevine.protocol.Examples.token;
import static grapevine.protocol.Examples.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exact steps of a replica manager that takes calls: these inputs give exactly these effects. */
class ReplicaManagerTest {
  private final ReplicaBench rm1 = ReplicaBench.started("rm1", "rm2", "rm3");

  private static ReplicaReply.UpdateReply reply(List<Effect> effects) {
    return (ReplicaReply.UpdateReply) only(Effect.Reply.class, effects).get(0).reply();
  }

  /** R6, R8: the record is written before the acknowledgement and before the gossip. */
  @Test
  void an_update_is_appended_then_acknowledged_then_pushed_to_every_peer() {
    List<Effect> effects = rm1.update(update(1, Token.EMPTY));
    LogRecord stamped = record("rm1", 1, 1, Token.EMPTY);
    assertThat(effects.get(0)).isEqualTo(new Effect.Append(stamped));
    assertThat(effects.get(1))
        .isEqualTo(
            new Effect.Reply(
                new ReplicaReply.UpdateReply(1, Outcome.DONE, dot("rm1", 1), false, 1)));
    List<Effect.Send> pushes = only(Effect.Send.class, effects);
    assertThat(pushes).extracting(Effect.Send::peer).containsExactly("rm2", "rm3");
    assertThat(pushes).allMatch(push -> push.gossip().records().equals(List.of(stamped)));
    assertThat(effects).hasSize(4);
  }

  /** R6: a known call id with the same request gets its dot again, and no second record. */
  @Test
  void a_retry_is_acknowledged_with_the_dot_it_has() {
    rm1.update(update(1, Token.EMPTY));
    List<Effect> effects = rm1.update(update(1, Token.EMPTY));
    assertThat(reply(effects).dot()).isEqualTo(dot("rm1", 1));
    assertThat(reply(effects).known()).isTrue();
    assertThat(only(Effect.Append.class, effects)).isEmpty();
  }

  /** R9: or the session's next update could have a smaller lamport than the one it depends on. */
  @Test
  void a_known_call_id_is_acknowledged_with_no_less_than_its_records_lamport() {
    Update earlier = new Update(callId(7), Token.EMPTY, 20, 49, Payload.of("order 7"));
    Update retried = new Update(callId(7), Token.EMPTY, 4, 49, Payload.of("order 7"));
    rm1.update(earlier);
    List<Effect> effects = rm1.update(retried);
    assertThat(reply(effects).known()).isTrue();
    assertThat(reply(effects).lamport()).isEqualTo(20);
  }

  /** R6, R10: known also means known from another replica manager. */
  @Test
  void a_call_id_that_came_by_gossip_is_known() {
    rm1.push("rm2", record("rm2", 1, 1, Token.EMPTY));
    List<Effect> effects = rm1.update(update(1, Token.EMPTY));
    assertThat(reply(effects).dot()).isEqualTo(dot("rm2", 1));
    assertThat(only(Effect.Append.class, effects)).isEmpty();
  }

  /** R6: the same call id with another request is a conflict, and nothing is written. */
  @Test
  void a_reused_key_is_a_conflict_without_effect() {
    rm1.update(update(1, Token.EMPTY));
    Update other = new Update(callId(1), Token.EMPTY, 1, 99, Payload.of("another order"));
    List<Effect> effects = rm1.update(other);
    assertThat(reply(effects).outcome()).isEqualTo(Outcome.CONFLICT);
    assertThat(effects).hasSize(1);
  }

  /** R6: an update whose token is not covered waits, and what is missing is asked for at once. */
  @Test
  void an_update_that_is_not_covered_is_held_and_pulls() {
    List<Effect> effects = rm1.update(update(1, token(timestamp("rm2", 1))));
    assertThat(only(Effect.Append.class, effects)).isEmpty();
    assertThat(only(Effect.Send.class, effects))
        .allMatch(send -> send.gossip().kind() == Gossip.Kind.PULL);
    assertThat(rm1.replica.report().heldUpdates()).isEqualTo(1);
    List<Effect> released = rm1.push("rm2", record("rm2", 1, 2, Token.EMPTY));
    assertThat(reply(released).outcome()).isEqualTo(Outcome.DONE);
    assertThat(rm1.replica.report().heldUpdates()).isZero();
  }

  /** R6: at the deadline nothing has been logged, so that another replica manager can be asked. */
  @Test
  void a_held_update_ends_at_its_deadline_without_effect() {
    rm1.update(update(1, token(timestamp("rm2", 1))));
    assertThat(only(Effect.Reply.class, rm1.ticks(ReplicaBench.DEADLINE_TICKS - 1))).isEmpty();
    List<Effect> effects = rm1.ticks(1);
    assertThat(reply(effects).outcome()).isEqualTo(Outcome.NOT_COVERED);
    assertThat(rm1.replica.report().logLength()).isZero();
  }

  /**
   * R6: an own earlier write that is logged here, though not executed, does not hold the next one
   * up.
   */
  @Test
  void a_pending_write_stamped_here_is_covered_for_acceptance() {
    rm1.update(update(1, Token.EMPTY));
    List<Effect> effects =
        rm1.update(update(2, token(VectorTimestamp.ZERO, pending(1, dot("rm1", 1)))));
    assertThat(reply(effects).dot()).isEqualTo(dot("rm1", 2));
    assertThat(rm1.valueTimestamp()).isEqualTo(VectorTimestamp.ZERO);
  }

  /** R7: a query waits for the state that its session has seen. */
  @Test
  void a_query_waits_for_its_token_and_is_answered_when_it_is_covered() {
    List<Effect> effects = rm1.query(token(timestamp("rm3", 1)));
    assertThat(only(Effect.Answer.class, effects)).isEmpty();
    assertThat(only(Effect.Answer.class, rm1.push("rm3", record("rm3", 1, 5, Token.EMPTY))))
        .hasSize(1);
  }

  /** R3, R5: one of a pending write's dots is enough, whoever else is dead. */
  @Test
  void a_query_is_covered_by_either_record_of_a_pending_write() {
    Token prev = token(VectorTimestamp.ZERO, pending(5, dot("rm3", 1), dot("rm2", 1)));
    rm1.push("rm2", record("rm2", 1, 5, Token.EMPTY));
    assertThat(only(Effect.Answer.class, rm1.query(prev))).hasSize(1);
  }

  /** R5: executed under a third replica manager's stamp counts too. */
  @Test
  void a_pending_write_is_covered_when_its_call_id_is_executed() {
    rm1.push("rm2", record("rm2", 1, 5, Token.EMPTY));
    Token prev = token(VectorTimestamp.ZERO, pending(5, dot("rm3", 1)));
    assertThat(only(Effect.Answer.class, rm1.query(prev))).hasSize(1);
  }

  /** R3: an id that nobody here knows counts 0 and is never covered. */
  @Test
  void a_token_of_an_unknown_member_is_held_until_the_deadline() {
    rm1.query(token(timestamp("rm9", 1)));
    List<Effect> effects = rm1.ticks(ReplicaBench.DEADLINE_TICKS);
    assertThat(only(Effect.Reply.class, effects).get(0).reply().outcome())
        .isEqualTo(Outcome.NOT_COVERED);
  }

  /** Everything has a bound: over it, an honest refusal at once. */
  @Test
  void a_full_hold_back_queue_refuses() {
    for (int i = 0; i < 3; i++) {
      rm1.query(token(timestamp("rm2", 1)));
    }
    List<Effect> effects = rm1.query(token(timestamp("rm2", 1)));
    assertThat(only(Effect.Reply.class, effects).get(0).reply().outcome()).isEqualTo(Outcome.BUSY);
  }

  /** R16: nothing is stamped before the others were heard; reads are served at once. */
  @Test
  void a_starting_replica_manager_holds_updates_and_answers_queries() {
    ReplicaBench starting = new ReplicaBench("rm1", "rm2");
    assertThat(only(Effect.Reply.class, starting.update(update(1, Token.EMPTY)))).isEmpty();
    assertThat(only(Effect.Answer.class, starting.query(Token.EMPTY))).hasSize(1);
    List<Effect> heard = starting.receive("rm2", Gossip.Kind.ANSWER, VectorTimestamp.ZERO);
    assertThat(reply(heard).dot()).isEqualTo(dot("rm1", 1));
  }

  /** R16: a silent member is waited for, but not for ever. */
  @Test
  void a_starting_replica_manager_goes_on_without_a_silent_member() {
    ReplicaBench starting = new ReplicaBench("rm1", "rm2");
    starting.update(update(1, Token.EMPTY));
    assertThat(reply(starting.ticks(ReplicaBench.START_UP_TICKS)).outcome())
        .isEqualTo(Outcome.DONE);
  }

  /** R4: a client has seen more of my records than this disk has: it was rolled back. */
  @Test
  void a_token_that_names_own_records_not_held_stops_the_process() {
    assertThat(only(Effect.Stop.class, rm1.query(token(timestamp("rm1", 1))))).hasSize(1);
  }

  /** R2, R8: after a restart everything is where it was, and numbering goes on. */
  @Test
  void a_restart_goes_on_from_the_recovered_state() {
    LogRecord own = record("rm1", 1, 1, Token.EMPTY);
    DurableState recovered =
        new DurableState(
            Examples.member("rm1"),
            List.of(),
            new DurableState.Timestamps(
                timestamp("rm1", 1), VectorTimestamp.ZERO, VectorTimestamp.ZERO, 1, 1, 1),
            List.of(own));
    ReplicaBench restarted = new ReplicaBench(recovered);
    assertThat(restarted.valueTimestamp()).isEqualTo(timestamp("rm1", 1));
    assertThat(reply(restarted.update(update(2, Token.EMPTY))).dot()).isEqualTo(dot("rm1", 2));
  }

  /**
   * Settled means that no update unseen here was made without knowing it: an own one that waits for
   * a second disk is unseen as well.
   */
  @Test
  void nothing_is_settled_while_an_own_record_that_did_not_know_it_waits() {
    rm1.update(update(1, Token.EMPTY));
    LogRecord later = record("rm2", 1, 2, Token.EMPTY);
    List<Effect> effects = new ArrayList<>(tellExecuted("rm2", timestamp("rm2", 1), later));
    effects.addAll(tellExecuted("rm3", timestamp("rm2", 1)));
    assertThat(settled(effects)).isEqualTo(VectorTimestamp.ZERO);
    List<Effect> confirmed = tellExecuted("rm3", timestamp("rm1", 1, "rm2", 1));
    assertThat(settled(confirmed)).isEqualTo(timestamp("rm2", 1));
  }

  private static VectorTimestamp settled(List<Effect> effects) {
    List<Effect.Save> saves = only(Effect.Save.class, effects);
    return saves.get(saves.size() - 1).timestamps().settled();
  }

  private List<Effect> tellExecuted(String peer, VectorTimestamp executed, LogRecord... records) {
    return rm1.step(
        new Input.Received(
            new Gossip(
                Gossip.Kind.ANSWER,
                Examples.member(peer),
                rm1.me,
                1,
                executed,
                executed,
                VectorTimestamp.ZERO,
                0,
                List.of(records))));
  }
}
