package grapevine.simulator.check;

import static grapevine.simulator.check.Course.after;
import static grapevine.simulator.check.Course.assertViolates;
import static grapevine.simulator.check.Course.record;
import static grapevine.simulator.check.Course.timestamp;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.Dot;
import grapevine.protocol.Effect;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Outcome;
import grapevine.protocol.Payload;
import grapevine.protocol.PendingWrite;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.Token;
import grapevine.protocol.VectorTimestamp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R6, R7, invariant 6. */
class CallDeadlinesTest {
  private static final int DEADLINE_TICKS = 3;

  private final Course rm1 = new Course(new CallDeadlines(), "rm1").open();
  private final LogRecord cause = record("rm2", 1, 1);
  private final ReplicaCall query = query(1, after(timestamp("rm2", 1)));
  private final ReplicaCall update = update(2, after(timestamp("rm2", 1)));

  @Test
  void a_call_may_wait_until_its_deadline_and_is_then_refused() {
    assertThatCode(
            () -> {
              rm1.receive(query).receive(update).commit().ticks(2).commit().commit();
              rm1.ticks(1).commit().say(refusal(1)).say(refusal(2)).ticks(9).commit().commit();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void a_query_held_past_its_deadline_is_found_out() {
    rm1.receive(query).ticks(DEADLINE_TICKS).commit();
    assertViolates("deadline", rm1::commit);
  }

  @Test
  void an_update_held_past_its_deadline_is_found_out() {
    rm1.receive(update).commit().ticks(2).commit().ticks(1).commit();
    assertViolates("deadline", rm1::commit);
  }

  @Test
  void the_answer_to_another_call_does_not_count() {
    rm1.receive(query).receive(update).ticks(DEADLINE_TICKS).commit().say(refusal(1));
    assertViolates("deadline", rm1::commit);
  }

  @Test
  void ticks_before_a_call_came_do_not_count() {
    assertThatCode(() -> rm1.ticks(DEADLINE_TICKS).receive(query).ticks(2).commit().commit())
        .doesNotThrowAnyException();
  }

  @Test
  void a_crash_forgets_calls_and_ticks() {
    assertThatCode(
            () -> {
              rm1.receive(query).ticks(DEADLINE_TICKS).commit().crash().open();
              rm1.receive(query(1, after(timestamp("rm2", 1)))).ticks(2).commit().commit();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void covered_calls_are_let_go_at_once() {
    assertThatCode(
            () -> {
              rm1.receive(query).receive(update).commit();
              rm1.append(cause).apply(cause).commit();
              rm1.say(new Effect.Answer(1, Payload.EMPTY)).say(acknowledgement(2));
              rm1.ticks(DEADLINE_TICKS).commit().commit();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void a_query_held_though_covered_is_found_out() {
    rm1.receive(query).commit().append(cause).apply(cause).commit();
    assertViolates("held-though-covered", rm1::commit);
  }

  @Test
  void an_update_held_though_covered_is_found_out() {
    rm1.receive(update).commit().append(cause).apply(cause).commit();
    assertViolates("held-though-covered", rm1::commit);
  }

  @Test
  void an_update_is_held_while_starting() {
    rm1.append(cause).apply(cause);
    rm1.isStarting = true;
    assertThatCode(() -> rm1.receive(update).commit().commit()).doesNotThrowAnyException();
    rm1.isStarting = false;
    rm1.commit();
    assertViolates("held-though-covered", rm1::commit);
  }

  @Test
  void one_of_a_pending_writes_dots_is_enough_and_one_is_needed() {
    PendingWrite write = new PendingWrite(cause.callId(), List.of(dot("rm3", 1), dot("rm2", 1)));
    Token pending = new Token(VectorTimestamp.ZERO, List.of(write), 0);
    assertThatCode(() -> rm1.receive(query(3, pending)).commit().commit())
        .doesNotThrowAnyException();
    rm1.append(cause).apply(cause).commit();
    assertViolates("held-though-covered", rm1::commit);
  }

  private static Dot dot(String origin, long n) {
    return new Dot(Course.member(origin), n);
  }

  private static ReplicaCall query(long call, Token prev) {
    return new ReplicaCall.QueryCall(call, prev, Payload.EMPTY, DEADLINE_TICKS);
  }

  private static ReplicaCall update(long call, Token prev) {
    return new ReplicaCall.UpdateCall(call, record("rm1", 1, 2, prev).update(), DEADLINE_TICKS);
  }

  private static Effect acknowledgement(long call) {
    return new Effect.Reply(
        new ReplicaReply.UpdateReply(call, Outcome.DONE, dot("rm1", 1), false, 0));
  }

  private static Effect refusal(long call) {
    return new Effect.Reply(ReplicaReply.QueryReply.refused(call, Outcome.NOT_COVERED, 0));
  }
}
