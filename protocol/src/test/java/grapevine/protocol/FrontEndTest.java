package grapevine.protocol;

import static grapevine.protocol.Examples.callId;
import static grapevine.protocol.Examples.dot;
import static grapevine.protocol.Examples.member;
import static grapevine.protocol.Examples.only;
import static grapevine.protocol.Examples.timestamp;
import static grapevine.protocol.Examples.token;
import static grapevine.protocol.FrontEndBench.DEADLINE_TICKS;
import static grapevine.protocol.FrontEndBench.ENOUGH_TICKS;
import static grapevine.protocol.FrontEndBench.HEDGE_TICKS;
import static grapevine.protocol.FrontEndBench.RETRY_RESERVE;
import static grapevine.protocol.FrontEndBench.SUSPECT_TICKS;
import static grapevine.protocol.FrontEndBench.newFrontEnd;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.protocol.FrontEndEffect.Acknowledged;
import grapevine.protocol.FrontEndEffect.Answered;
import grapevine.protocol.FrontEndEffect.Complete;
import grapevine.protocol.FrontEndEffect.Completion;
import grapevine.protocol.FrontEndEffect.Refusal;
import grapevine.protocol.FrontEndEffect.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Exact steps of a front end (R3, R9, R11). */
class FrontEndTest {
  private final FrontEnd frontEnd = newFrontEnd("rm1", "rm2", "rm3");

  private List<FrontEndEffect> update(long call) {
    return frontEnd.step(
        new FrontEndInput.Update(call, callId(call), Token.EMPTY, 7, Payload.of("order")));
  }

  private List<FrontEndEffect> query(long call, Optional<Token> token) {
    return frontEnd.step(new FrontEndInput.Query(call, token, Payload.of("query")));
  }

  private List<FrontEndEffect> acknowledge(String replica, long call) {
    return frontEnd.step(
        new FrontEndInput.Reply(
            replica, new ReplicaReply.UpdateReply(call, Outcome.DONE, dot(replica, 1), false, 0)));
  }

  private List<FrontEndEffect> refuse(String replica, long call, Outcome outcome) {
    return frontEnd.step(
        new FrontEndInput.Reply(replica, ReplicaReply.UpdateReply.refused(call, outcome, 0)));
  }

  private List<FrontEndEffect> show(String replica, long call, VectorTimestamp shown) {
    return frontEnd.step(
        new FrontEndInput.Reply(
            replica,
            new ReplicaReply.QueryReply(call, Outcome.DONE, Payload.of("answer"), shown, 5, 2)));
  }

  private List<FrontEndEffect> ticks(int count) {
    List<FrontEndEffect> effects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      effects.addAll(frontEnd.step(new FrontEndInput.Tick()));
    }
    return effects;
  }

  private static List<String> asked(List<FrontEndEffect> effects) {
    return only(FrontEndEffect.Send.class, effects).stream()
        .map(FrontEndEffect.Send::replica)
        .toList();
  }

  private static Completion completion(List<FrontEndEffect> effects) {
    return only(Complete.class, effects).get(0).completion();
  }

  /** R11: each update goes to two, and the client hears when two hold it. */
  @Test
  void an_update_goes_to_two_and_ends_with_the_second_acknowledgement() {
    assertThat(asked(update(1))).containsExactly("rm1", "rm2");
    assertThat(acknowledge("rm1", 1)).isEmpty();
    Acknowledged done = (Acknowledged) completion(acknowledge("rm2", 1));
    assertThat(done.durability()).isEqualTo(2);
    assertThat(done.token().vector()).isEqualTo(VectorTimestamp.ZERO);
    assertThat(done.token().pending())
        .containsExactly(Examples.pending(1, dot("rm1", 1), dot("rm2", 1)));
  }

  /** R11: another replica manager takes the place of one that refuses or is gone. */
  @Test
  void one_that_fails_within_the_call_is_replaced() {
    update(1);
    assertThat(asked(refuse("rm1", 1, Outcome.OFFLINE))).containsExactly("rm3");
    acknowledge("rm2", 1);
    assertThat(((Acknowledged) completion(acknowledge("rm3", 1))).durability()).isEqualTo(2);
  }

  /** R11: a broken link counts like a refusal for the choice of another. */
  @Test
  void one_whose_link_breaks_is_replaced() {
    update(1);
    assertThat(asked(frontEnd.step(new FrontEndInput.Link("rm2", false)))).containsExactly("rm3");
  }

  /** A silent one costs a short wait, not the call. */
  @Test
  void after_a_silence_one_more_is_asked() {
    update(1);
    assertThat(asked(ticks(HEDGE_TICKS))).containsExactly("rm3");
    acknowledge("rm2", 1);
    assertThat(completion(acknowledge("rm3", 1))).isInstanceOf(Acknowledged.class);
  }

  /** R11: fewer than two: success with the true durability. */
  @Test
  void with_one_replica_manager_the_durability_is_one() {
    FrontEnd alone = newFrontEnd("rm1");
    alone.step(new FrontEndInput.Update(1, callId(1), Token.EMPTY, 7, Payload.of("order")));
    var effects =
        alone.step(
            new FrontEndInput.Reply(
                "rm1", new ReplicaReply.UpdateReply(1, Outcome.DONE, dot("rm1", 1), false, 0)));
    assertThat(((Acknowledged) completion(effects)).durability()).isEqualTo(1);
  }

  /** R11: when the others stay silent, one acknowledgement is success before the deadline. */
  @Test
  void one_acknowledgement_is_enough_when_the_others_stay_silent() {
    update(1);
    acknowledge("rm1", 1);
    assertThat(only(Complete.class, ticks(ENOUGH_TICKS - 1))).isEmpty();
    assertThat(((Acknowledged) completion(ticks(1))).durability()).isEqualTo(1);
  }

  /** R11: none, and it may have arrived: the client repeats with the same key. */
  @Test
  void without_an_acknowledgement_the_outcome_is_unknown() {
    update(1);
    assertThat(((Refused) completion(ticks(DEADLINE_TICKS))).refusal())
        .isEqualTo(Refusal.OUTCOME_UNKNOWN);
  }

  /** Invariant 9: a refusal by all means that nothing happened, and is said at once. */
  @Test
  void refused_by_all_is_a_refusal_and_not_an_unknown_outcome() {
    update(1);
    refuse("rm1", 1, Outcome.NOT_COVERED);
    refuse("rm2", 1, Outcome.BUSY);
    Refused refused = (Refused) completion(refuse("rm3", 1, Outcome.BUSY));
    assertThat(refused.refusal()).isEqualTo(Refusal.NOT_COVERED);
  }

  /** One full disk hits nobody: another is asked, without a budget. */
  @Test
  void one_with_a_full_disk_is_replaced_without_a_budget() {
    for (long call = 1; call <= RETRY_RESERVE; call++) {
      query(call, Optional.empty());
    }
    ticks(HEDGE_TICKS);
    List<String> two = asked(update(50));
    List<String> third = asked(refuse(two.get(0), 50, Outcome.DISK_FULL));
    assertThat(third).hasSize(1).doesNotContainAnyElementsOf(two);
    acknowledge(two.get(1), 50);
    Acknowledged done = (Acknowledged) completion(acknowledge(third.get(0), 50));
    assertThat(done.durability()).isEqualTo(2);
  }

  @Test
  void full_disks_everywhere_are_told_at_once() {
    update(1);
    refuse("rm1", 1, Outcome.DISK_FULL);
    refuse("rm2", 1, Outcome.OFFLINE);
    Refused refused = (Refused) completion(refuse("rm3", 1, Outcome.DISK_FULL));
    assertThat(refused.refusal()).isEqualTo(Refusal.DISK_FULL);
  }

  /** A queue empties by itself, so trying again soon may help. */
  @Test
  void a_full_queue_is_told_rather_than_a_full_disk() {
    update(1);
    refuse("rm1", 1, Outcome.BUSY);
    refuse("rm2", 1, Outcome.DISK_FULL);
    Refused refused = (Refused) completion(refuse("rm3", 1, Outcome.DISK_FULL));
    assertThat(refused.refusal()).isEqualTo(Refusal.OVERLOADED);
  }

  @Test
  void a_reused_key_is_told_at_once() {
    update(1);
    assertThat(((Refused) completion(refuse("rm1", 1, Outcome.CONFLICT))).refusal())
        .isEqualTo(Refusal.CONFLICT);
  }

  @Test
  void without_any_replica_manager_the_refusal_is_immediate() {
    FrontEnd alone = new FrontEnd(FrontEndSettings.standard(List.of("rm1"), 2));
    var effects = alone.step(new FrontEndInput.Query(1, Optional.empty(), Payload.EMPTY));
    assertThat(((Refused) completion(effects)).refusal()).isEqualTo(Refusal.NO_REPLICA_AVAILABLE);
  }

  /**
   * R11: a query goes to two as well; the first covered answer wins and the second is not waited
   * for.
   */
  @Test
  void a_query_ends_with_the_first_answer() {
    assertThat(asked(query(1, Optional.of(Token.EMPTY)))).hasSize(2);
    Answered answered = (Answered) completion(show("rm2", 1, timestamp("rm2", 4)));
    assertThat(answered.token().vector()).isEqualTo(timestamp("rm2", 4));
    assertThat(frontEnd.timestamp()).isEqualTo(timestamp("rm2", 4));
    assertThat(show("rm1", 1, timestamp("rm1", 9))).isEmpty();
  }

  /**
   * R3: the reply's timestamp is merged into the token, and the pending writes of the query leave
   * it.
   */
  @Test
  void a_querys_reply_empties_the_tokens_pending_writes() {
    Token carried = token(timestamp("rm1", 1), Examples.pending(4, dot("rm1", 2)));
    query(1, Optional.of(carried));
    Answered answered = (Answered) completion(show("rm1", 1, timestamp("rm1", 2)));
    assertThat(answered.token().pending()).isEmpty();
    assertThat(answered.token().vector()).isEqualTo(timestamp("rm1", 2));
  }

  /** No token: what this front end has seen, as far as the replica manager is known to cover it. */
  @Test
  void without_a_token_nobody_is_asked_for_what_it_may_not_have() {
    query(1, Optional.empty());
    show("rm1", 1, timestamp("rm1", 3));
    List<FrontEndEffect.Send> sends = only(FrontEndEffect.Send.class, query(2, Optional.empty()));
    assertThat(sends).extracting(FrontEndEffect.Send::replica).first().isEqualTo("rm1");
    assertThat(((ReplicaCall.QueryCall) sends.get(0).call()).prev().vector())
        .isEqualTo(timestamp("rm1", 3));
    assertThat(((ReplicaCall.QueryCall) sends.get(1).call()).prev().vector())
        .isEqualTo(VectorTimestamp.ZERO);
  }

  /** R9: an update's lamport is above everything seen here and in the token. */
  @Test
  void an_updates_lamport_is_above_everything_seen() {
    query(1, Optional.empty());
    show("rm1", 1, VectorTimestamp.ZERO); // carries lamport 5
    Token ahead = new Token(VectorTimestamp.ZERO, List.of(), 8);
    var effects =
        frontEnd.step(new FrontEndInput.Update(2, callId(2), ahead, 7, Payload.of("order")));
    ReplicaCall.UpdateCall sent =
        (ReplicaCall.UpdateCall) only(FrontEndEffect.Send.class, effects).get(0).call();
    assertThat(sent.update().lamport()).isEqualTo(9);
  }

  /** ACTIVE before OVERLOADED, OFFLINE never. */
  @Test
  void the_willing_are_asked_first_and_the_offline_never() {
    report("rm1", ReplicaStatus.OVERLOADED);
    report("rm2", ReplicaStatus.OFFLINE);
    assertThat(asked(query(1, Optional.empty()))).containsExactly("rm3", "rm1");
    assertThat(asked(ticks(HEDGE_TICKS))).isEmpty();
  }

  private void report(String replica, ReplicaStatus status) {
    frontEnd.step(new FrontEndInput.Report(replica, status, Examples.report(member(replica))));
  }

  /** Of two that are asked, one that answers others' calls and one that answers none. */
  @Test
  void who_owes_answers_while_another_is_heard_is_replaced_before_the_hedge() {
    update(1);
    ticks(SUSPECT_TICKS - 1);
    assertThat(acknowledge("rm1", 1)).isEmpty();
    update(2); // rm3, which owes nothing, and rm1
    ticks(1);
    acknowledge("rm1", 2);
    acknowledge("rm3", 2);
    assertThat(asked(ticks(1))).as("for the first call").contains("rm3");
    assertThat(asked(update(3))).doesNotContain("rm2");
  }

  /** What it was seen to take is no sign that it is gone. */
  @Test
  void who_answers_slowly_is_no_suspect_before_twice_its_pause() {
    int pause = SUSPECT_TICKS;
    update(1);
    ticks(pause);
    acknowledge("rm1", 1);
    acknowledge("rm2", 1);
    update(2); // rm3 and rm1
    acknowledge("rm1", 2);
    acknowledge("rm3", 2);
    update(3); // rm2 and rm3
    ticks(2 * pause - 1);
    acknowledge("rm3", 3);
    assertThat(asked(ticks(1))).as("before").isEmpty();
    update(4);
    acknowledge("rm3", 4);
    assertThat(asked(ticks(1))).as("then, for the third call").contains("rm1");
  }

  @Test
  void a_suspect_is_asked_again_as_soon_as_it_is_heard() {
    update(1);
    ticks(SUSPECT_TICKS);
    acknowledge("rm1", 1);
    assertThat(asked(update(2))).containsExactly("rm3", "rm1");
    acknowledge("rm2", 1);
    assertThat(asked(update(3))).contains("rm2");
  }

  /** A front end that stood still itself has heard nobody, and suspects nobody. */
  @Test
  void silence_of_all_together_makes_no_suspect() {
    update(1);
    assertThat(asked(ticks(SUSPECT_TICKS))).isEmpty();
    assertThat(asked(update(2))).contains("rm3").hasSize(2);
  }

  /** Slow replica managers are not given more work for being slow. */
  @Test
  void hedges_are_limited_by_a_budget() {
    for (long call = 1; call <= RETRY_RESERVE + 2; call++) {
      query(call, Optional.empty());
    }
    assertThat(asked(ticks(HEDGE_TICKS))).hasSize(RETRY_RESERVE);
  }

  /** The budget is no bound for calls whose replica manager is known to be gone. */
  @Test
  void the_gone_are_replaced_without_a_budget() {
    for (long call = 1; call <= 3 * (RETRY_RESERVE + 2); call++) {
      query(call, Optional.empty());
    }
    List<String> replaced = asked(frontEnd.step(new FrontEndInput.Link("rm2", false)));
    assertThat(replaced).hasSizeGreaterThan(RETRY_RESERVE);
    ticks(HEDGE_TICKS);
    assertThat(asked(update(100))).containsExactlyInAnyOrder("rm1", "rm3");
    assertThat(asked(refuse("rm1", 100, Outcome.OFFLINE))).isEmpty();
  }

  @Test
  void a_refusal_is_passed_on_when_the_budget_is_spent() {
    for (long call = 1; call <= RETRY_RESERVE; call++) {
      query(call, Optional.empty());
    }
    ticks(HEDGE_TICKS);
    List<String> two = asked(update(50));
    assertThat(refuse(two.get(0), 50, Outcome.BUSY)).isEmpty();
    assertThat(((Refused) completion(refuse(two.get(1), 50, Outcome.BUSY))).refusal())
        .isEqualTo(Refusal.OVERLOADED);
  }

  /** What one has on disk is not thrown away, nor told with a durability of one. */
  @Test
  void an_update_that_one_holds_goes_to_a_third_whatever_the_budget() {
    for (long call = 1; call <= RETRY_RESERVE; call++) {
      query(call, Optional.empty());
    }
    ticks(HEDGE_TICKS);
    List<String> two = asked(update(50));
    acknowledge(two.get(0), 50);
    assertThat(asked(refuse(two.get(1), 50, Outcome.BUSY))).hasSize(1);
  }

  /** Who says that it has too much to do is hedged to only when nothing else has helped. */
  @Test
  void the_overloaded_are_hedged_to_late() {
    report("rm3", ReplicaStatus.OVERLOADED);
    update(1);
    assertThat(asked(ticks(ENOUGH_TICKS - 1))).isEmpty();
    assertThat(asked(ticks(1))).containsExactly("rm3");
  }

  /**
   * R6, R7: a replica manager's NOT_COVERED must reach the client instead of the front end's own
   * deadline, which can only say that the outcome is unknown.
   */
  @Test
  void a_replica_manager_holds_a_call_for_less_than_the_client_waits() {
    FrontEndEffect.Send send = only(FrontEndEffect.Send.class, update(1)).get(0);
    assertThat(send.call().deadlineTicks()).isPositive().isLessThan(DEADLINE_TICKS);
  }
}
