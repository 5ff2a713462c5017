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

import grapevine.protocol.ReplicaReply.ForcedReply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One order for all where it is needed: R20 to R24. */
class ForcedUpdateTest {
  private final ReplicaBench bench = ReplicaBench.started("rm1", "rm2", "rm3");

  ForcedUpdateTest() {
    bench.step(new Input.Majority(true));
  }

  private static ForcedCommand decide(long callId, Token prev) {
    return new ForcedCommand.Decide(update(callId, prev));
  }

  private static List<ForcedReply> replies(List<Effect> effects) {
    return only(Effect.Reply.class, effects).stream()
        .map(effect -> (ForcedReply) effect.reply())
        .toList();
  }

  private static Token forcedToken(long count) {
    return token(VectorTimestamp.ZERO.withForced(count));
  }

  @Test
  void r21_a_forced_update_is_proposed_and_answered_when_it_comes_back() {
    List<Effect> proposed = bench.forced(update(1, Token.EMPTY));
    assertThat(only(Effect.Propose.class, proposed))
        .containsExactly(new Effect.Propose(decide(1, Token.EMPTY)));
    assertThat(replies(proposed)).isEmpty();

    ForcedReply reply = replies(bench.committed(decide(1, Token.EMPTY))).get(0);
    assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
    assertThat(reply.result()).isEqualTo(Payload.of("number 1"));
    assertThat(reply.known()).isFalse();
    assertThat(reply.valueTimestamp().forced()).isEqualTo(1);
    assertThat(reply.durability()).isEqualTo(2);
  }

  @Test
  void r20_f_counts_commands_without_a_gap_whatever_the_places_in_the_log_are() {
    bench.committed(17, decide(1, Token.EMPTY));
    bench.committed(42, new ForcedCommand.Activate(new MemberId("nobody", 9)));
    List<Effect> effects = bench.committed(43, decide(2, Token.EMPTY));

    assertThat(bench.valueTimestamp().forced()).isEqualTo(3);
    DurableState.Timestamps saved = only(Effect.Save.class, effects).get(0).timestamps();
    assertThat(saved.value().forced()).isEqualTo(3);
    assertThat(saved.forcedIndex()).isEqualTo(43);
  }

  @Test
  void r21_what_the_log_says_again_is_not_executed_again() {
    bench.committed(5, decide(1, Token.EMPTY));
    bench.committed(5, decide(1, Token.EMPTY));
    bench.committed(4, decide(2, Token.EMPTY));
    assertThat(bench.valueTimestamp().forced()).isEqualTo(1);

    DurableState recovered =
        new DurableState(
            bench.me,
            bench.replica.report().members(),
            new DurableState.Timestamps(
                VectorTimestamp.ZERO.withForced(1),
                VectorTimestamp.ZERO,
                VectorTimestamp.ZERO,
                0,
                0,
                1,
                5),
            List.of());
    ReplicaBench restarted = new ReplicaBench(recovered, "rm2", "rm3");
    restarted.committed(5, decide(1, Token.EMPTY));
    assertThat(restarted.valueTimestamp().forced()).isEqualTo(1);
    restarted.committed(6, decide(3, Token.EMPTY));
    assertThat(restarted.valueTimestamp().forced()).isEqualTo(2);
  }

  @Test
  void r21_a_command_waits_for_what_it_depends_on_and_those_behind_it_wait_too() {
    bench.committed(decide(1, token(timestamp("rm2", 1))));
    bench.committed(decide(2, Token.EMPTY));
    assertThat(bench.valueTimestamp().forced()).isZero();

    bench.push("rm2", record("rm2", 1, 7, Token.EMPTY));
    assertThat(bench.valueTimestamp().forced()).isEqualTo(2);
    assertThat(bench.value.decisions.keySet()).containsExactly(callId(1), callId(2));
  }

  @Test
  void r22_nothing_is_proposed_before_its_past_is_executed_here() {
    Token prev = token(timestamp("rm2", 1));
    assertThat(only(Effect.Propose.class, bench.forced(update(1, prev)))).isEmpty();
    List<Effect> effects = bench.push("rm2", record("rm2", 1, 7, Token.EMPTY));
    assertThat(only(Effect.Propose.class, effects)).hasSize(1);
  }

  @Test
  void r22_nothing_is_proposed_before_enough_others_hold_its_past() {
    String[] peers = {"rm2", "rm3", "rm4", "rm5"};
    ReplicaBench two =
        ReplicaBench.started(
            new ReplicaBench(2, DurableState.empty(Examples.member("rm1")), peers), peers);
    two.step(new Input.Majority(true));
    two.push("rm2", record("rm2", 1, 7, Token.EMPTY));
    assertThat(two.valueTimestamp()).isEqualTo(VectorTimestamp.ZERO);
    two.report("rm3", timestamp("rm2", 1), VectorTimestamp.ZERO);
    assertThat(two.valueTimestamp()).isEqualTo(timestamp("rm2", 1));
    assertThat(only(Effect.Propose.class, two.forced(update(1, token(timestamp("rm2", 1))))))
        .hasSize(1);
  }

  @Test
  void r22_own_writes_of_the_session_count_when_another_holds_them() {
    bench.update(update(3, Token.EMPTY));
    Token session = token(VectorTimestamp.ZERO, pending(3, dot("rm1", 1)));
    assertThat(only(Effect.Propose.class, bench.forced(update(1, session)))).isEmpty();
    List<Effect> effects = bench.report("rm2", timestamp("rm1", 1), VectorTimestamp.ZERO);
    assertThat(only(Effect.Propose.class, effects)).hasSize(1);
  }

  @Test
  void r22_the_call_id_decides_once_and_a_retry_gets_the_first_result() {
    bench.committed(decide(1, Token.EMPTY));
    bench.committed(decide(2, Token.EMPTY));
    bench.committed(decide(1, Token.EMPTY)); // proposed by another too
    assertThat(bench.value.decisions).hasSize(2);

    ForcedReply again = replies(bench.forced(update(1, Token.EMPTY))).get(0);
    assertThat(again.known()).isTrue();
    assertThat(again.result()).isEqualTo(Payload.of("number 1"));
    assertThat(again.valueTimestamp().forced()).isEqualTo(3);
  }

  @Test
  void a_reused_key_is_a_conflict_before_and_after_the_decision() {
    Update other = new Update(callId(1), Token.EMPTY, 1, 999, Payload.of("another"));
    bench.forced(update(1, Token.EMPTY));
    bench.forced(other);
    List<ForcedReply> replies = replies(bench.committed(decide(1, Token.EMPTY)));
    assertThat(replies)
        .extracting(ForcedReply::outcome)
        .containsExactly(Outcome.DONE, Outcome.CONFLICT);
    assertThat(replies(bench.forced(other)).get(0).outcome()).isEqualTo(Outcome.CONFLICT);
  }

  @Test
  void r22_no_majority_is_said_at_once_and_only_of_what_was_never_proposed() {
    bench.forced(update(1, Token.EMPTY));
    bench.forced(update(2, token(timestamp("rm2", 1)))); // waits
    List<Effect> lost = bench.step(new Input.Majority(false));
    assertThat(replies(lost)).extracting(ForcedReply::call).containsExactly(2L);
    assertThat(replies(lost).get(0).outcome()).isEqualTo(Outcome.NO_MAJORITY);
    assertThat(replies(bench.forced(update(3, Token.EMPTY))).get(0).outcome())
        .isEqualTo(Outcome.NO_MAJORITY);

    List<ForcedReply> late = replies(bench.ticks(ReplicaBench.DEADLINE_TICKS + 1));
    assertThat(late).extracting(ForcedReply::call).containsExactly(1L);
    assertThat(late.get(0).outcome()).isEqualTo(Outcome.OPEN);
    bench.committed(decide(1, Token.EMPTY)); // it may still come
    assertThat(bench.value.decisions).containsKey(callId(1));
  }

  @Test
  void r22_who_has_just_started_does_not_say_no_majority_before_it_knows() {
    ReplicaBench young = ReplicaBench.started("rm1", "rm2", "rm3");
    List<Effect> early = young.forced(update(1, Token.EMPTY));
    assertThat(replies(early)).isEmpty();
    assertThat(only(Effect.Propose.class, early)).isEmpty();
    assertThat(only(Effect.Propose.class, young.step(new Input.Majority(true)))).hasSize(1);
  }

  @Test
  void r22_a_call_that_never_heard_of_a_majority_is_told_so_at_its_deadline() {
    ReplicaBench young = ReplicaBench.started("rm1", "rm2", "rm3");
    young.forced(update(1, Token.EMPTY));
    List<ForcedReply> late = replies(young.ticks(ReplicaBench.DEADLINE_TICKS + 1));
    assertThat(late).extracting(ForcedReply::outcome).containsExactly(Outcome.NO_MAJORITY);
  }

  @Test
  void a_call_that_never_became_ready_has_no_effect() {
    bench.forced(update(1, token(timestamp("rm2", 1))));
    List<ForcedReply> late = replies(bench.ticks(ReplicaBench.DEADLINE_TICKS + 1));
    assertThat(late).extracting(ForcedReply::outcome).containsExactly(Outcome.NOT_COVERED);
  }

  @Test
  void calls_that_wait_are_bounded() {
    for (int i = 1; i <= 3; i++) {
      bench.forced(update(i, Token.EMPTY));
    }
    assertThat(bench.replica.report().heldForced()).isEqualTo(3);
    assertThat(replies(bench.forced(update(4, Token.EMPTY))).get(0).outcome())
        .isEqualTo(Outcome.BUSY);
    bench.committed(decide(1, Token.EMPTY));
    assertThat(bench.replica.report().heldForced()).isEqualTo(2);
  }

  @Test
  void r24_a_causal_update_that_depends_on_a_forced_one_waits_for_it() {
    assertThat(only(Effect.Append.class, bench.update(update(5, forcedToken(1))))).isEmpty();
    assertThat(only(Effect.Append.class, bench.committed(decide(1, Token.EMPTY)))).hasSize(1);

    bench.push("rm2", record("rm2", 1, 7, forcedToken(2)));
    assertThat(bench.value.appliedCallIds()).isEmpty();
    bench.committed(decide(2, Token.EMPTY));
    assertThat(bench.value.appliedCallIds()).contains(callId(7));
  }

  @Test
  void r24_a_query_that_depends_on_a_forced_update_waits_for_it() {
    assertThat(only(Effect.Answer.class, bench.query(forcedToken(1)))).isEmpty();
    assertThat(only(Effect.Answer.class, bench.committed(decide(1, Token.EMPTY)))).hasSize(1);
  }

  @Test
  void r24_forced_records_are_not_gossiped() {
    bench.committed(decide(1, Token.EMPTY));
    List<Effect.Send> sends = only(Effect.Send.class, bench.ticks(20));
    assertThat(sends).isNotEmpty();
    for (Effect.Send send : sends) {
      assertThat(send.gossip().records()).isEmpty();
      assertThat(send.gossip().replicaTimestamp().forced()).isZero();
      assertThat(send.gossip().valueTimestamp().forced()).isEqualTo(1);
    }
  }

  @Test
  void causal_updates_never_notice_that_there_is_no_majority() {
    bench.step(new Input.Majority(false));
    assertThat(only(Effect.Append.class, bench.update(update(5, Token.EMPTY)))).hasSize(1);
  }

  @Test
  void one_replica_manager_alone_proposes_at_once() {
    ReplicaBench alone = new ReplicaBench("rm1");
    alone.step(new Input.Majority(true));
    alone.update(update(3, Token.EMPTY));
    Token session = token(VectorTimestamp.ZERO, pending(3, dot("rm1", 1)));
    assertThat(only(Effect.Propose.class, alone.forced(update(1, session)))).hasSize(1);
    ForcedReply reply = replies(alone.committed(decide(1, session))).get(0);
    assertThat(reply.durability()).isEqualTo(1);
  }
}
