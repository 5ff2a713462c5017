package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.protocol.Input;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.Token;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputQueueTest {
  private final List<Arrival> taken = new ArrayList<>();

  @Test
  void is_bounded_in_number_and_in_bytes() {
    InputQueue few = new InputQueue(2, 1000);
    assertThat(few.offer(arrival(1))).isTrue();
    assertThat(few.offer(arrival(2))).isTrue();
    assertThat(few.offer(arrival(3))).isFalse();
    InputQueue small = new InputQueue(100, 1000);
    assertThat(small.offer(arrival(700))).isTrue();
    assertThat(small.offer(arrival(400))).isFalse();
    assertThat(small.offer(arrival(300))).isTrue();
  }

  @Test
  void what_is_taken_makes_room_and_comes_in_order() throws InterruptedException {
    InputQueue queue = new InputQueue(3, 10);
    List<Arrival> sent = List.of(arrival(1), arrival(2), arrival(3));
    sent.forEach(queue::offer);
    queue.takeInto(taken, 2, System.nanoTime());
    assertThat(taken).containsExactlyElementsOf(sent.subList(0, 2));
    assertThat(queue.offer(arrival(7))).isTrue();
    assertThat(queue.size()).isEqualTo(2);
  }

  @Test
  void a_take_with_nothing_to_take_ends_at_its_deadline_or_when_woken()
      throws InterruptedException {
    InputQueue queue = new InputQueue(3, 10);
    assertThat(queue.takeInto(taken, 5, System.nanoTime() + 1_000_000)).isZero();
    queue.wake();
    queue.takeInto(taken, 5, Long.MAX_VALUE / 2 + System.nanoTime());
    assertThat(taken).isEmpty();
  }

  /** A link that opened unnoticed would never carry gossip again. */
  @Test
  void a_full_queue_still_takes_what_happens_to_links() throws InterruptedException {
    InputQueue full = new InputQueue(1, 10);
    assertThat(full.offer(arrival(10))).isTrue();
    assertThat(full.offer(arrival(1))).isFalse();
    assertThat(full.offer(Arrival.link("rm2", true))).isTrue();
    full.takeInto(taken, 5, System.nanoTime());
    assertThat(taken.get(1).input()).isEqualTo(new Input.Link("rm2", true));
  }

  @Test
  void what_peers_say_goes_before_the_calls() throws InterruptedException {
    InputQueue queue = new InputQueue(10, 1000);
    queue.offer(call(0));
    queue.offer(arrival(1));
    queue.takeInto(taken, 2, System.nanoTime());
    assertThat(taken).extracting(Arrival::isCall).containsExactly(false, true);
  }

  /** However few they are: what stands so long only makes answers late. */
  @Test
  void no_call_is_taken_in_while_the_oldest_has_waited_too_long() throws InterruptedException {
    InputQueue queue = new InputQueue(10, 1000);
    assertThat(queue.offer(call(2 * InputQueue.CALL_WAIT_NANOS_MAX))).isTrue();
    assertThat(queue.offer(call(0))).isFalse();
    assertThat(queue.offer(arrival(1))).isTrue();
    queue.takeInto(taken, 2, System.nanoTime());
    assertThat(queue.offer(call(0))).isTrue();
  }

  private static Arrival call(long waitedNanos) {
    ReplicaCall query = new ReplicaCall.QueryCall(1, Token.EMPTY, Payload.EMPTY, 100);
    return new Arrival(new Input.Call(query), null, 1, System.nanoTime() - waitedNanos);
  }

  private static Arrival arrival(int bytes) {
    return new Arrival(new Input.Tick(), null, bytes);
  }
}
