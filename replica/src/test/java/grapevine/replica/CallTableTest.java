package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.protocol.Input;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.Token;
import org.junit.jupiter.api.Test;

class CallTableTest {
  private final CallTable calls = new CallTable();

  @Test
  void the_core_is_told_what_is_left_of_a_calls_time() {
    Arrival arrival = query(7, 100, 5_000);
    ReplicaCall entered = calls.enter(arrival, 5_000 + 30 * EventLoop.TICK_NANOS);
    assertThat(entered.deadlineTicks()).isEqualTo(70);
    assertThat(calls.leave(entered.call()).deadlineNanos()).isEqualTo(arrival.deadlineNanos());
  }

  @Test
  void front_ends_may_use_the_same_number() {
    ReplicaCall one = calls.enter(query(7, 100, 0), 0);
    ReplicaCall other = calls.enter(query(7, 100, 0), 0);
    assertThat(one.call()).isNotEqualTo(other.call());
    assertThat(calls.leave(other.call()).call()).isEqualTo(7);
    assertThat(calls.leave(one.call()).call()).isEqualTo(7);
  }

  private static Arrival query(long number, int deadlineTicks, long sinceNanos) {
    ReplicaCall query =
        new ReplicaCall.QueryCall(number, Token.EMPTY, Payload.EMPTY, deadlineTicks);
    return new Arrival(new Input.Call(query), null, 1, sinceNanos);
  }
}
