package grapevine.protocol;

import static grapevine.protocol.Examples.dot;
import static grapevine.protocol.Examples.member;
import static grapevine.protocol.Examples.only;
import static grapevine.protocol.Examples.record;
import static grapevine.protocol.Examples.timestamp;
import static grapevine.protocol.Examples.token;
import static grapevine.protocol.Examples.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exact steps of gossip and of the order in which records are executed. */
class GossipTest {
  private final ReplicaBench rm1 = ReplicaBench.started("rm1", "rm2", "rm3");

  private static List<Gossip> sentTo(String peer, List<Effect> effects) {
    return only(Effect.Send.class, effects).stream()
        .filter(send -> send.peer().equals(peer))
        .map(Effect.Send::gossip)
        .toList();
  }

  /** R12: one message in flight to each peer; what gathers meanwhile goes with the next. */
  @Test
  void a_second_update_waits_for_the_answer_to_the_first_message() {
    Gossip first = sentTo("rm2", rm1.update(update(1, Token.EMPTY))).get(0);
    assertThat(sentTo("rm2", rm1.update(update(2, Token.EMPTY)))).isEmpty();
    assertThat(sentTo("rm2", rm1.update(update(3, Token.EMPTY)))).isEmpty();
    List<Effect> effects = rm1.step(new Input.Received(answerTo(first, timestamp("rm1", 1))));
    assertThat(sentTo("rm2", effects).get(0).records())
        .extracting(GossipRecord::dot)
        .containsExactly(dot("rm1", 2), dot("rm1", 3));
  }

  private Gossip answerTo(Gossip asked, VectorTimestamp held) {
    return new Gossip(
        Gossip.Kind.ANSWER,
        member("rm2"),
        rm1.me,
        asked.sequence(),
        held,
        VectorTimestamp.ZERO,
        VectorTimestamp.ZERO,
        0,
        List.of());
  }

  /** R12: what another member stamped as well, and so told everyone, travels as a stub. */
  @Test
  void the_second_record_of_a_call_travels_as_a_stub() {
    LogRecord mine = record("rm1", 2, 2, Token.EMPTY);
    assertThat(sentToRm3AfterRm2Stamped(2)).isEqualTo(List.of(RecordStub.of(mine)));
    assertThat(sentToRm3AfterRm2Stamped(3)).isEqualTo(List.of(mine));
  }

  private List<? extends GossipRecord> sentToRm3AfterRm2Stamped(int callId) {
    ReplicaBench bench = ReplicaBench.started("rm1", "rm2", "rm3");
    Gossip first = sentTo("rm3", bench.update(update(1, Token.EMPTY))).get(0);
    bench.update(update(2, Token.EMPTY));
    bench.push("rm2", record("rm2", 1, callId, Token.EMPTY));
    Gossip answer = answerFromRm3(first, timestamp("rm1", 1));
    return sentTo("rm3", bench.step(new Input.Received(answer))).get(0).records();
  }

  /** R12: a stub is usable where its operation is; else it is a gap, and is asked for in full. */
  @Test
  void a_stub_is_completed_from_what_is_here_or_asked_for_in_full() {
    LogRecord first = record("rm2", 1, 1, Token.EMPTY);
    LogRecord second = record("rm3", 1, 1, Token.EMPTY);
    List<Effect> tooEarly = rm1.push("rm3", RecordStub.of(second));
    assertThat(only(Effect.Append.class, tooEarly)).isEmpty();
    assertThat(sentTo("rm3", tooEarly)).extracting(Gossip::kind).contains(Gossip.Kind.PULL);
    rm1.push("rm2", first);
    assertThat(only(Effect.Append.class, rm1.push("rm3", RecordStub.of(second))))
        .containsExactly(new Effect.Append(second));
  }

  /** R10, R12: variants of a call id are no repetitions of each other. */
  @Test
  void a_stub_of_other_facts_is_not_completed() {
    LogRecord first = record("rm2", 1, 1, Token.EMPTY);
    Update other = new Update(first.callId(), Token.EMPTY, 99, 1, first.update().operation());
    rm1.push("rm2", first);
    RecordStub stub = RecordStub.of(new LogRecord(dot("rm3", 1), other));
    assertThat(only(Effect.Append.class, rm1.push("rm3", stub))).isEmpty();
  }

  /** R12: a message unanswered for too long is given up, and its records are sent again. */
  @Test
  void a_lost_message_is_sent_again() {
    rm1.update(update(1, Token.EMPTY));
    List<Gossip> again = sentTo("rm2", rm1.ticks(10));
    assertThat(again).hasSize(1);
    assertThat(again.get(0).records()).extracting(GossipRecord::dot).containsExactly(dot("rm1", 1));
  }

  /** R12: an interval without news is ended by a message without records. */
  @Test
  void an_idle_interval_sends_what_we_have() {
    ReplicaBench idle = new ReplicaBench("rm1", "rm2");
    assertThat(sentTo("rm2", idle.ticks(10))).isNotEmpty();
  }

  /**
   * R12: a pull is answered with every record that the puller lacks, also those of other origins.
   */
  @Test
  void a_pull_is_answered_with_everything_that_is_missing() {
    rm1.push("rm2", record("rm2", 1, 1, Token.EMPTY));
    List<Effect> effects = rm1.receive("rm3", Gossip.Kind.PULL, VectorTimestamp.ZERO);
    Gossip answer = sentTo("rm3", effects).get(0);
    assertThat(answer.kind()).isEqualTo(Gossip.Kind.ANSWER);
    assertThat(answer.records()).extracting(GossipRecord::dot).containsExactly(dot("rm2", 1));
  }

  /** R8, R13: received records are written before the answer that reports them. */
  @Test
  void a_push_is_appended_and_then_answered_with_what_is_held_now() {
    List<Effect> effects = rm1.push("rm2", record("rm2", 1, 1, Token.EMPTY));
    assertThat(effects.get(0)).isEqualTo(new Effect.Append(record("rm2", 1, 1, Token.EMPTY)));
    Gossip answer = sentTo("rm2", effects).get(0);
    assertThat(answer.replicaTimestamp()).isEqualTo(timestamp("rm2", 1));
    assertThat(answer.valueTimestamp()).isEqualTo(timestamp("rm2", 1));
  }

  /** R13: a record is new only as the next of its origin; a repeated message changes nothing. */
  @Test
  void a_repeated_message_is_answered_and_changes_nothing() {
    rm1.push("rm2", record("rm2", 1, 1, Token.EMPTY));
    List<Effect> effects = rm1.push("rm2", record("rm2", 1, 1, Token.EMPTY));
    assertThat(only(Effect.Append.class, effects)).isEmpty();
    assertThat(sentTo("rm2", effects)).hasSize(1);
    assertThat(rm1.value.applied).hasSize(1);
  }

  /** R13: what follows a gap is not taken, and the gap is what we report. */
  @Test
  void a_record_after_a_gap_is_not_taken() {
    List<Effect> effects = rm1.push("rm2", record("rm2", 2, 2, Token.EMPTY));
    assertThat(only(Effect.Append.class, effects)).isEmpty();
    assertThat(sentTo("rm2", effects).get(0).replicaTimestamp()).isEqualTo(VectorTimestamp.ZERO);
  }

  /**
   * R13: records below a floor that we have not reached are gone; nothing of such a message is
   * merged.
   */
  @Test
  void nothing_is_taken_over_a_floor_that_is_not_covered() {
    Gossip gossip =
        new Gossip(
            Gossip.Kind.PUSH,
            member("rm2"),
            rm1.me,
            1,
            timestamp("rm2", 1, "rm3", 4),
            VectorTimestamp.ZERO,
            timestamp("rm3", 3),
            0,
            List.of(record("rm2", 1, 1, Token.EMPTY)));
    List<Effect> effects = rm1.step(new Input.Received(gossip));
    assertThat(only(Effect.Append.class, effects)).isEmpty();
    assertThat(only(Effect.Behind.class, effects))
        .containsExactly(new Effect.Behind(member("rm2"), timestamp("rm3", 3)));
  }

  /** R2, R13: an update is executed after what it depends on, whatever arrives first. */
  @Test
  void a_record_waits_for_what_it_depends_on() {
    rm1.push("rm2", record("rm2", 1, 2, token(timestamp("rm3", 1))));
    assertThat(rm1.value.applied).isEmpty();
    rm1.push("rm3", record("rm3", 1, 1, Token.EMPTY));
    assertThat(rm1.value.appliedCallIds()).containsExactly(Examples.callId(1), Examples.callId(2));
  }

  /** R2: one origin's records are executed strictly in order, even if a later one is ready. */
  @Test
  void a_ready_record_does_not_overtake_its_origins_earlier_one() {
    rm1.push(
        "rm2", record("rm2", 1, 1, token(timestamp("rm3", 1))), record("rm2", 2, 2, Token.EMPTY));
    assertThat(rm1.value.applied).isEmpty();
    assertThat(rm1.valueTimestamp()).isEqualTo(VectorTimestamp.ZERO);
  }

  /** R10: the second record of a call id is skipped, and its component still advances. */
  @Test
  void the_second_record_of_a_call_id_is_skipped_and_its_component_advances() {
    rm1.push("rm2", record("rm2", 1, 1, Token.EMPTY));
    rm1.push("rm3", record("rm3", 1, 1, Token.EMPTY));
    assertThat(rm1.value.applied).hasSize(1);
    assertThat(rm1.value.reconciled).isEmpty();
    assertThat(rm1.valueTimestamp()).isEqualTo(timestamp("rm2", 1, "rm3", 1));
  }

  /**
   * R10: a variant with other facts is joined, so that the state never depends on the order of
   * arrival.
   */
  @Test
  void two_variants_of_one_call_id_give_the_same_state_in_both_orders() {
    LogRecord early = new LogRecord(dot("rm2", 1), update(1, Token.EMPTY, "at noon"));
    LogRecord late = new LogRecord(dot("rm3", 1), update(1, Token.EMPTY, "at one"));
    ReplicaBench other = ReplicaBench.started("rm1", "rm2", "rm3");
    rm1.push("rm2", early);
    rm1.push("rm3", late);
    other.push("rm3", late);
    other.push("rm2", early);
    assertThat(rm1.value.digest()).isEqualTo(other.value.digest());
    assertThat(rm1.value.reconciled).hasSize(1);
  }

  /** R10 after R14: a call id stays known when its record is gone. */
  @Test
  void a_retry_is_recognised_after_its_record_was_discarded() {
    rm1.push("rm2", record("rm2", 1, 1, Token.EMPTY));
    rm1.receive("rm3", Gossip.Kind.ANSWER, timestamp("rm2", 1));
    rm1.ticks(8);
    List<Effect> effects = rm1.update(update(1, Token.EMPTY));
    assertThat(only(Effect.Append.class, effects)).isEmpty();
    assertThat(only(Effect.Reply.class, effects)).hasSize(1);
  }

  /** R16: the first incarnation met under a name is the only one believed, also after a restart. */
  @Test
  void another_incarnation_of_a_peer_is_not_heard() {
    Gossip stranger =
        new Gossip(
            Gossip.Kind.PUSH,
            new MemberId("rm2", 2),
            rm1.me,
            1,
            VectorTimestamp.ZERO,
            VectorTimestamp.ZERO,
            VectorTimestamp.ZERO,
            0,
            List.of());
    assertThat(rm1.step(new Input.Received(stranger))).isEmpty();
  }

  /** R16: a peer that holds more of my records than I do has seen a disk that I lost. */
  @Test
  void a_peer_that_knows_more_of_my_records_stops_the_process() {
    List<Effect> effects = rm1.receive("rm2", Gossip.Kind.ANSWER, timestamp("rm1", 1));
    assertThat(only(Effect.Stop.class, effects)).hasSize(1);
  }

  /** R16: a peer that knows my name under another incarnation has met the disk that I lost. */
  @Test
  void a_peer_that_takes_me_for_another_stops_the_process() {
    Gossip gossip =
        new Gossip(
            Gossip.Kind.ANSWER,
            member("rm2"),
            new MemberId("rm1", 77),
            1,
            VectorTimestamp.ZERO,
            VectorTimestamp.ZERO,
            VectorTimestamp.ZERO,
            0,
            List.of());
    assertThat(only(Effect.Stop.class, rm1.step(new Input.Received(gossip)))).hasSize(1);
  }

  /** Invariant 22: the same executed prefix with another digest is a defect, and is said. */
  @Test
  void a_peer_with_the_same_timestamp_and_another_state_is_reported() {
    Gossip gossip =
        new Gossip(
            Gossip.Kind.PUSH,
            member("rm2"),
            rm1.me,
            1,
            VectorTimestamp.ZERO,
            VectorTimestamp.ZERO,
            VectorTimestamp.ZERO,
            4711,
            List.of());
    assertThat(only(Effect.Diverged.class, rm1.step(new Input.Received(gossip)))).hasSize(1);
  }

  /**
   * R12: what a dead origin gave to us alone reaches the others also while we have news of our own
   * all the time.
   */
  @Test
  void records_of_others_are_passed_on_although_own_updates_never_cease() {
    rm1.push("rm2", record("rm2", 1, 100, Token.EMPTY));
    List<GossipRecord> sent = new ArrayList<>();
    for (int n = 1; n <= 20; n++) {
      List<Effect> effects = new ArrayList<>(rm1.update(update(n, Token.EMPTY)));
      effects.addAll(rm1.ticks(1));
      for (Gossip gossip : sentTo("rm3", effects)) {
        sent.addAll(gossip.records());
        rm1.step(new Input.Received(answerFromRm3(gossip, timestamp("rm1", n))));
      }
    }
    assertThat(sent).extracting(GossipRecord::dot).contains(dot("rm2", 1));
  }

  /** R12: and what its origin has just sent to everyone is not sent by all others as well. */
  @Test
  void records_of_others_that_are_on_their_way_are_not_passed_on() {
    List<GossipRecord> sent = new ArrayList<>();
    rm1.receive("rm3", Gossip.Kind.PUSH, VectorTimestamp.ZERO);
    for (int n = 1; n <= 20; n++) {
      List<Effect> effects =
          new ArrayList<>(rm1.push("rm2", record("rm2", n, 100 + n, Token.EMPTY)));
      effects.addAll(rm1.ticks(1));
      effects.addAll(rm1.receive("rm3", Gossip.Kind.PUSH, timestamp("rm2", n)));
      for (Gossip gossip : sentTo("rm3", effects)) {
        sent.addAll(gossip.records());
      }
    }
    assertThat(sent).isEmpty();
  }

  private Gossip answerFromRm3(Gossip asked, VectorTimestamp held) {
    return new Gossip(
        Gossip.Kind.ANSWER,
        member("rm3"),
        rm1.me,
        asked.sequence(),
        held,
        VectorTimestamp.ZERO,
        VectorTimestamp.ZERO,
        0,
        List.of());
  }
}
