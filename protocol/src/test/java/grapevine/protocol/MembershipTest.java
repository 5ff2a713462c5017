package grapevine.protocol;

import static grapevine.protocol.Examples.dot;
import static grapevine.protocol.Examples.member;
import static grapevine.protocol.Examples.only;
import static grapevine.protocol.Examples.pending;
import static grapevine.protocol.Examples.record;
import static grapevine.protocol.Examples.timestamp;
import static grapevine.protocol.Examples.token;
import static grapevine.protocol.Examples.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** R17: members change in the one order for all, and what that means for everything else. */
class MembershipTest {
  private static final VectorTimestamp PAST_ONE = VectorTimestamp.ZERO.withForced(1);

  private final ReplicaBench bench = ReplicaBench.started("rm1", "rm2", "rm3");

  private static ForcedCommand join(String name) {
    return new ForcedCommand.Join(member(name), "http://" + name);
  }

  private static ForcedCommand fence(String name) {
    return new ForcedCommand.Fence(member(name));
  }

  private Member.State stateOf(ReplicaBench of, String name) {
    return of.replica.report().members().stream()
        .filter(each -> each.id().equals(member(name)))
        .findFirst()
        .orElseThrow()
        .state();
  }

  private static List<ForcedCommand> proposed(List<Effect> effects) {
    return only(Effect.Propose.class, effects).stream().map(Effect.Propose::command).toList();
  }

  /** rm3 is dead; rm2 has reported that it holds so much and has executed the fence. */
  private void retireThird(VectorTimestamp heldBySecond) {
    bench.committed(fence("rm3"));
    bench.report("rm2", heldBySecond, PAST_ONE);
    bench.committed(new ForcedCommand.Retire(member("rm3"), heldBySecond));
  }

  @Test
  void r17_a_joining_member_keeps_records_from_being_discarded_and_is_told_of_them() {
    bench.update(update(1, Token.EMPTY));
    List<Effect> effects = bench.committed(join("rm4"));
    assertThat(stateOf(bench, "rm4")).isEqualTo(Member.State.JOINING);
    assertThat(only(Effect.Save.class, effects).get(0).members())
        .contains(new Member(member("rm4"), Member.State.JOINING, "http://rm4", 1, 0));

    bench.report("rm2", timestamp("rm1", 1), timestamp("rm1", 1));
    bench.report("rm3", timestamp("rm1", 1), timestamp("rm1", 1));
    List<Effect> later = bench.ticks(20);
    assertThat(only(Effect.Discard.class, later)).isEmpty();
    assertThat(only(Effect.Send.class, later)).extracting(Effect.Send::peer).contains("rm4");

    bench.report("rm4", timestamp("rm1", 1), VectorTimestamp.ZERO);
    assertThat(only(Effect.Discard.class, bench.ticks(20))).hasSize(1);
  }

  @Test
  void
      r17_a_joining_member_takes_no_calls_and_proposes_itself_when_it_has_heard_every_active_one() {
    List<Member> members =
        List.of(
            new Member(member("rm1"), Member.State.ACTIVE, "", 0, 0),
            new Member(member("rm2"), Member.State.ACTIVE, "", 0, 0),
            new Member(member("rm4"), Member.State.JOINING, "http://rm4", 1, 0));
    DurableState.Timestamps state =
        new DurableState.Timestamps(
            PAST_ONE, VectorTimestamp.ZERO, VectorTimestamp.ZERO, 0, 0, 0, 1);
    ReplicaBench joining =
        new ReplicaBench(new DurableState(member("rm4"), members, state, List.of()));
    Effect.Reply refused = only(Effect.Reply.class, joining.update(update(1, Token.EMPTY))).get(0);
    assertThat(refused.reply().outcome()).isEqualTo(Outcome.OFFLINE);
    refused = only(Effect.Reply.class, joining.query(Token.EMPTY)).get(0);
    assertThat(refused.reply().outcome()).isEqualTo(Outcome.OFFLINE);

    joining.report("rm1", VectorTimestamp.ZERO, PAST_ONE);
    joining.report("rm2", VectorTimestamp.ZERO, VectorTimestamp.ZERO); // not past the join
    assertThat(proposed(joining.ticks(100))).isEmpty();
    joining.report("rm2", VectorTimestamp.ZERO, PAST_ONE);
    assertThat(proposed(joining.ticks(100))).contains(new ForcedCommand.Activate(member("rm4")));

    joining.committed(2, new ForcedCommand.Activate(member("rm4")));
    assertThat(only(Effect.Append.class, joining.update(update(1, Token.EMPTY)))).hasSize(1);
  }

  @Test
  void r17_nobody_listens_to_a_fenced_member_and_it_is_told() {
    bench.committed(fence("rm3"));
    List<Effect> effects =
        bench.receive(
            "rm3", Gossip.Kind.PUSH, timestamp("rm3", 1), record("rm3", 1, 7, Token.EMPTY));
    assertThat(only(Effect.Append.class, effects)).isEmpty();
    Effect.Send told = only(Effect.Send.class, effects).get(0);
    assertThat(told.peer()).isEqualTo("rm3");
    assertThat(told.gossip().kind()).isEqualTo(Gossip.Kind.FENCED);
    assertThat(told.gossip().receiver()).isEqualTo(member("rm3"));
  }

  @Test
  void r17_who_is_told_that_it_was_fenced_stops() {
    Gossip told =
        new Gossip(
            Gossip.Kind.FENCED,
            member("rm2"),
            bench.me,
            0,
            VectorTimestamp.ZERO,
            PAST_ONE,
            VectorTimestamp.ZERO,
            0,
            List.of());
    assertThat(only(Effect.Fenced.class, bench.step(new Input.Received(told)))).hasSize(1);
    Gossip toAnother =
        new Gossip(
            Gossip.Kind.FENCED,
            member("rm2"),
            new MemberId("rm1", 77),
            0,
            VectorTimestamp.ZERO,
            PAST_ONE,
            VectorTimestamp.ZERO,
            0,
            List.of());
    List<Effect> effects = bench.step(new Input.Received(toAnother));
    assertThat(only(Effect.Fenced.class, effects)).isEmpty();
    assertThat(only(Effect.Stop.class, effects)).isEmpty();
  }

  @Test
  void r17_who_executes_its_own_fence_stops() {
    assertThat(only(Effect.Fenced.class, bench.committed(fence("rm1")))).hasSize(1);
  }

  @Test
  void r17_the_cut_is_all_that_anybody_holds_after_the_fence() {
    bench.push("rm3", record("rm3", 1, 7, Token.EMPTY));
    bench.committed(fence("rm3"));
    assertThat(proposed(bench.ticks(100))).isEmpty(); // rm2 may still take more
    bench.report("rm2", timestamp("rm3", 2), VectorTimestamp.ZERO);
    assertThat(proposed(bench.ticks(100))).isEmpty(); // said before it executed the fence
    bench.report("rm2", timestamp("rm2", 4, "rm3", 2), PAST_ONE);
    assertThat(proposed(bench.ticks(100)))
        .isNotEmpty()
        .containsOnly(new ForcedCommand.Retire(member("rm3"), timestamp("rm2", 4, "rm3", 2)));
  }

  @Test
  void r17_a_retirement_waits_for_everything_up_to_its_cut() {
    retireThird(timestamp("rm3", 2));
    assertThat(stateOf(bench, "rm3")).isEqualTo(Member.State.FENCED);
    // From rm2, who still has them.
    bench.push("rm2", record("rm3", 1, 7, Token.EMPTY), record("rm3", 2, 8, Token.EMPTY));
    assertThat(stateOf(bench, "rm3")).isEqualTo(Member.State.RETIRED);
  }

  @Test
  void r17_records_above_the_cut_are_refused() {
    bench.push("rm3", record("rm3", 1, 7, Token.EMPTY));
    retireThird(timestamp("rm3", 1));
    List<Effect> effects = bench.push("rm2", record("rm3", 2, 8, Token.EMPTY));
    assertThat(only(Effect.Append.class, effects)).isEmpty();
  }

  @Test
  void r5_what_a_token_names_of_a_retired_member_ends_at_the_cut() {
    bench.push("rm3", record("rm3", 1, 7, Token.EMPTY));
    Token beyond = token(timestamp("rm3", 5));
    assertThat(only(Effect.Answer.class, bench.query(beyond))).isEmpty();
    retireThird(timestamp("rm3", 1));
    assertThat(only(Effect.Answer.class, bench.query(beyond))).hasSize(1);
  }

  @Test
  void r5_a_pending_write_above_the_cut_is_void_and_never_clamped() {
    bench.push("rm3", record("rm3", 1, 7, Token.EMPTY));
    Token lost = token(VectorTimestamp.ZERO, pending(9, dot("rm3", 2)));
    Token saved = token(VectorTimestamp.ZERO, pending(8, dot("rm3", 3), dot("rm2", 1)));
    assertThat(only(Effect.Answer.class, bench.query(lost))).isEmpty();
    retireThird(timestamp("rm3", 1));
    assertThat(only(Effect.Answer.class, bench.query(lost))).hasSize(1);
    // The other dot is still to come.
    assertThat(only(Effect.Answer.class, bench.query(saved))).isEmpty();
    assertThat(only(Effect.Answer.class, bench.push("rm2", record("rm2", 1, 8, Token.EMPTY))))
        .hasSize(1);
  }

  @Test
  void r14_a_retired_member_no_longer_keeps_records_from_being_discarded() {
    bench.push("rm2", record("rm2", 1, 7, Token.EMPTY));
    assertThat(only(Effect.Discard.class, bench.ticks(20))).isEmpty();
    retireThird(timestamp("rm2", 1));
    assertThat(only(Effect.Discard.class, bench.ticks(20))).hasSize(1);
  }

  @Test
  void r6a_only_members_that_take_part_confirm() {
    bench.committed(fence("rm3"));
    bench.update(update(1, Token.EMPTY));
    bench.report("rm3", timestamp("rm1", 1), VectorTimestamp.ZERO);
    assertThat(bench.valueTimestamp().get(bench.me)).isZero();
    bench.report("rm2", timestamp("rm1", 1), VectorTimestamp.ZERO);
    assertThat(bench.valueTimestamp().get(bench.me)).isEqualTo(1);
  }

  @Test
  void r17_a_name_comes_back_as_another_incarnation_only_after_the_old_one_is_retired() {
    MemberId second = new MemberId("rm3", 2);
    bench.committed(new ForcedCommand.Join(second, ""));
    assertThat(bench.replica.report().members()).extracting(Member::id).doesNotContain(second);
    bench.committed(fence("rm3"));
    bench.report("rm2", VectorTimestamp.ZERO, VectorTimestamp.ZERO.withForced(2));
    bench.committed(new ForcedCommand.Retire(member("rm3"), VectorTimestamp.ZERO));
    bench.committed(new ForcedCommand.Join(second, ""));
    assertThat(bench.replica.report().members()).extracting(Member::id).contains(second);
    // What the old one still says is nothing, what the new one says counts.
    bench.report(second, timestamp("rm2", 3), VectorTimestamp.ZERO);
    bench.report(member("rm3"), timestamp("rm2", 9), VectorTimestamp.ZERO);
    assertThat(only(Effect.Send.class, bench.ticks(20)))
        .anyMatch(send -> send.gossip().receiver().equals(second));
  }

  @Test
  void r17_the_last_active_member_stays() {
    ReplicaBench alone = new ReplicaBench("rm1");
    assertThat(only(Effect.Fenced.class, alone.committed(fence("rm1")))).isEmpty();
    assertThat(stateOf(alone, "rm1")).isEqualTo(Member.State.ACTIVE);
  }

  @Test
  void a_founder_that_was_never_met_counts_as_long_as_nothing_was_decided() {
    ReplicaBench fresh = new ReplicaBench("rm1", "rm2", "rm3");
    assertThat(fresh.replica.isFounded()).isFalse();
    fresh.report("rm2", VectorTimestamp.ZERO, VectorTimestamp.ZERO);
    assertThat(fresh.replica.isFounded()).isFalse();
    fresh.report("rm3", VectorTimestamp.ZERO, VectorTimestamp.ZERO);
    assertThat(fresh.replica.isFounded()).isTrue();
    assertThat(fresh.replica.report().members()).hasSize(3);
  }

  @Test
  void a_restored_cluster_has_decided_things_and_meets_its_founders_all_the_same() {
    DurableState.Timestamps restored =
        new DurableState.Timestamps(
            VectorTimestamp.ZERO.withForced(7),
            VectorTimestamp.ZERO,
            VectorTimestamp.ZERO,
            0,
            0,
            9);
    DurableState state = new DurableState(member("rm1"), List.of(), restored, List.of());
    ReplicaBench fresh = new ReplicaBench(state, "rm2", "rm3");
    assertThat(fresh.replica.isFounded()).isFalse();
    fresh.report("rm2", VectorTimestamp.ZERO, VectorTimestamp.ZERO.withForced(7));
    fresh.report("rm3", VectorTimestamp.ZERO, VectorTimestamp.ZERO.withForced(7));
    assertThat(fresh.replica.isFounded()).isTrue();
  }
}
