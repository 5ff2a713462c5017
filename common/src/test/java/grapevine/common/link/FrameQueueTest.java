package grapevine.common.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrameQueueTest {
  @Test
  void what_gathered_leaves_as_one_frame_in_order() throws Exception {
    FrameQueue queue = new FrameQueue(1 << 20);
    for (LinkMessage message : LinkSamples.ONE_OF_EACH) {
      assertThat(queue.offer(message)).isTrue();
    }
    assertThat(LinkCodec.decode(queue.take().orElseThrow())).isEqualTo(LinkSamples.ONE_OF_EACH);
    assertThat(queue.poll()).isEmpty();
  }

  @Test
  void over_the_bound_messages_are_lost_until_a_frame_is_taken() throws Exception {
    FrameQueue queue = new FrameQueue(1500);
    assertThat(queue.offer(LinkSamples.query(1, 1000))).isTrue();
    assertThat(queue.offer(LinkSamples.query(2, 1000))).isFalse();
    assertThat(LinkCodec.decode(queue.take().orElseThrow()))
        .containsExactly(LinkSamples.query(1, 1000));
    assertThat(queue.offer(LinkSamples.query(3, 1000))).isTrue();
  }

  @Test
  void more_than_a_frame_holds_leaves_as_several() throws Exception {
    FrameQueue queue = new FrameQueue(32 << 20);
    List<LinkMessage> sent = new ArrayList<>();
    for (int call = 0; call < 5; call++) {
      sent.add(LinkSamples.query(call, 3 << 20));
      assertThat(queue.offer(sent.get(call))).isTrue();
    }
    List<LinkMessage> received = new ArrayList<>();
    int frames = 0;
    for (Optional<byte[]> frame = queue.poll(); frame.isPresent(); frame = queue.poll()) {
      received.addAll(LinkCodec.decode(frame.get()));
      frames++;
    }
    assertThat(received).isEqualTo(sent);
    assertThat(frames).isEqualTo(3);
  }

  @Test
  void a_closed_queue_takes_nothing_and_gives_nothing() throws Exception {
    FrameQueue queue = new FrameQueue(1 << 20);
    queue.offer(LinkSamples.query(1, 1));
    queue.close();
    assertThat(queue.isClosed()).isTrue();
    assertThat(queue.take()).isEmpty();
    assertThat(queue.offer(LinkSamples.query(2, 1))).isFalse();
  }
}
