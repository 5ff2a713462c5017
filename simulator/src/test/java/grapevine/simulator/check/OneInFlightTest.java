package grapevine.simulator.check;

import static grapevine.simulator.check.Course.assertViolates;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.Effect;
import grapevine.protocol.Gossip;
import grapevine.protocol.VectorTimestamp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R12. */
class OneInFlightTest {
  private final Course rm1 = new Course(new OneInFlight(), "rm1").open();

  private Course push(long sequence) {
    return rm1.say(new Effect.Send("rm2", gossip(Gossip.Kind.PUSH, "rm1", sequence)));
  }

  private Course answered(long sequence) {
    return rm1.receive(gossip(Gossip.Kind.ANSWER, "rm2", sequence));
  }

  private static Gossip gossip(Gossip.Kind kind, String sender, long sequence) {
    VectorTimestamp nothing = VectorTimestamp.ZERO;
    return new Gossip(
        kind,
        Course.member(sender),
        Course.member("rm9"),
        sequence,
        nothing,
        nothing,
        nothing,
        0,
        List.of());
  }

  @Test
  void the_next_follows_an_answer_or_a_long_silence() {
    assertThatCode(
            () -> {
              push(1);
              answered(1);
              push(2).ticks(50);
              push(3);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void a_second_one_in_flight_is_found_out() {
    push(1).ticks(20);
    assertViolates("one-in-flight", () -> push(2));
  }

  @Test
  void the_answer_to_an_older_one_does_not_count() {
    push(1);
    answered(1);
    push(2);
    answered(1);
    assertViolates("one-in-flight", () -> push(3));
  }

  @Test
  void another_peer_is_another_conversation_and_answers_are_none() {
    assertThatCode(
            () -> {
              push(1).say(new Effect.Send("rm3", gossip(Gossip.Kind.PUSH, "rm1", 1)));
              rm1.say(new Effect.Send("rm2", gossip(Gossip.Kind.ANSWER, "rm1", 7)));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void each_change_of_the_link_excuses_one() {
    push(1).link("rm2", true);
    assertThatCode(() -> push(2)).doesNotThrowAnyException();
    assertViolates("one-in-flight", () -> push(3));
  }

  @Test
  void a_new_process_knows_of_none() {
    assertThatCode(
            () -> {
              push(1).crash().open();
              push(1);
            })
        .doesNotThrowAnyException();
  }
}
