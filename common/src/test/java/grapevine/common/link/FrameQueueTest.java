package grapevine.common.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import grapevine.common.codec.WireLimits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrameQueueTest {
  @Test
  void what_gathered_leaves_as_one_frame_in_order() throws Exception {
    FrameQueue queue = new FrameQueue(1 << 20);
    for (LinkMessage message : LinkSamples.ONE_OF_EACH) {
      assertThat(queue.offer(List.of(message))).isTrue();
    }
    assertThat(next(queue)).isEqualTo(LinkSamples.ONE_OF_EACH);
    assertThat(queue.poll()).isEmpty();
  }

  @Test
  void one_frame_is_on_its_way_and_the_next_gathers_meanwhile() throws Exception {
    FrameQueue queue = new FrameQueue(1 << 20);
    queue.offer(List.of(LinkSamples.query(1, 10)));
    ByteBuffer onItsWay = queue.poll().orElseThrow();
    queue.offer(List.of(LinkSamples.query(2, 10)));
    queue.offer(List.of(LinkSamples.query(3, 10)));
    assertThat(queue.poll()).isEmpty();
    assertThat(LinkCodec.decode(onItsWay)).containsExactly(LinkSamples.query(1, 10));
    queue.sent();
    assertThat(next(queue)).containsExactly(LinkSamples.query(2, 10), LinkSamples.query(3, 10));
  }

  /** Whoever offered more than the bound has lost the connection, and everything in it. */
  @Test
  void over_the_bound_an_offer_is_refused() {
    FrameQueue queue = new FrameQueue(1500);
    assertThat(queue.offer(List.of(LinkSamples.query(1, 1000)))).isTrue();
    queue.poll();
    assertThat(queue.offer(List.of(LinkSamples.query(2, 1000)))).isTrue();
    assertThat(queue.offer(List.of(LinkSamples.query(3, 1000)))).isFalse();
  }

  @Test
  void more_than_a_frame_holds_leaves_as_several() throws Exception {
    FrameQueue queue = new FrameQueue(32 << 20);
    List<LinkMessage> sent = new ArrayList<>();
    for (int call = 0; call < 5; call++) {
      sent.add(LinkSamples.query(call, 3 << 20));
    }
    assertThat(queue.offer(sent)).isTrue();
    List<LinkMessage> received = new ArrayList<>();
    int frames = 0;
    for (Optional<ByteBuffer> frame = queue.poll(); frame.isPresent(); frame = queue.poll()) {
      received.addAll(LinkCodec.decode(frame.get()));
      frames++;
      queue.sent();
    }
    assertThat(received).isEqualTo(sent);
    assertThat(frames).isEqualTo(3);
  }

  @Test
  void a_message_that_cannot_be_written_leaves_no_trace_in_the_frame() throws Exception {
    FrameQueue queue = new FrameQueue(32 << 20);
    LinkMessage good = LinkSamples.ONE_OF_EACH.get(0);
    LinkMessage tooLarge = LinkSamples.query(1, WireLimits.PAYLOAD_BYTES_MAX + 1);
    queue.offer(List.of(good));
    assertThatIllegalArgumentException().isThrownBy(() -> queue.offer(List.of(tooLarge)));
    queue.offer(List.of(good));
    assertThat(next(queue)).containsExactly(good, good);
  }

  @Test
  void a_closed_queue_takes_nothing_and_gives_nothing() {
    FrameQueue queue = new FrameQueue(1 << 20);
    queue.offer(List.of(LinkSamples.query(1, 1)));
    assertThat(queue.close()).isTrue();
    assertThat(queue.close()).isFalse();
    assertThat(queue.poll()).isEmpty();
    assertThat(queue.offer(List.of(LinkSamples.query(2, 1)))).isFalse();
  }

  private static List<LinkMessage> next(FrameQueue queue) throws Exception {
    List<LinkMessage> messages = LinkCodec.decode(queue.poll().orElseThrow());
    queue.sent();
    return messages;
  }
}
