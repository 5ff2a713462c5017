package grapevine.common.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.common.codec.MalformedMessageException;
import grapevine.common.codec.WireLimits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinkCodecTest {
  @Test
  void one_of_each_message_comes_back_equal() throws Exception {
    byte[] frame = LinkCodec.encode(LinkSamples.ONE_OF_EACH);
    assertThat(LinkCodec.decode(frame)).isEqualTo(LinkSamples.ONE_OF_EACH);
    assertThat(LinkCodec.decode(ByteBuffer.wrap(frame))).isEqualTo(LinkSamples.ONE_OF_EACH);
    assertThat(LinkCodec.decode(LinkCodec.encode(List.of()))).isEmpty();
  }

  @Test
  void a_frame_is_read_from_the_middle_of_an_array_and_from_memory_without_one() throws Exception {
    byte[] frame = LinkCodec.encode(LinkSamples.ONE_OF_EACH);
    byte[] larger = new byte[frame.length + 20];
    System.arraycopy(frame, 0, larger, 7, frame.length);
    ByteBuffer middle = ByteBuffer.wrap(larger, 4, frame.length + 3).slice().position(3);
    assertThat(LinkCodec.decode(middle)).isEqualTo(LinkSamples.ONE_OF_EACH);
    ByteBuffer direct = ByteBuffer.allocateDirect(frame.length).put(frame).flip();
    assertThat(LinkCodec.decode(direct)).isEqualTo(LinkSamples.ONE_OF_EACH);
  }

  @Test
  void messages_do_not_refer_to_the_bytes_that_they_were_read_from() throws Exception {
    byte[] frame = LinkCodec.encode(LinkSamples.ONE_OF_EACH);
    List<LinkMessage> messages = LinkCodec.decode(frame);
    Arrays.fill(frame, (byte) 0xff);
    assertThat(messages).isEqualTo(LinkSamples.ONE_OF_EACH);
  }

  @Test
  void a_member_is_spelled_out_once_a_frame() {
    LinkMessage call = LinkSamples.ONE_OF_EACH.get(1);
    int one = LinkCodec.encode(List.of(call)).length;
    int three = LinkCodec.encode(List.of(call, call, call)).length;
    int members = 2 * (1 + Long.BYTES) + "rm1".length() + "rm-\u00fc".length() + 1;
    assertThat(three).isEqualTo(3 * one - 2 * (5 + members));
  }

  @Test
  void a_frame_cut_short_anywhere_is_refused() {
    byte[] frame = LinkCodec.encode(LinkSamples.ONE_OF_EACH);
    for (int length = 0; length < frame.length; length++) {
      byte[] cut = Arrays.copyOf(frame, length);
      assertThatThrownBy(() -> LinkCodec.decode(cut))
          .as("cut to %d of %d bytes", length, frame.length)
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void bytes_after_the_end_are_refused() {
    byte[] frame = LinkCodec.encode(LinkSamples.ONE_OF_EACH);
    assertThatThrownBy(() -> LinkCodec.decode(Arrays.copyOf(frame, frame.length + 1)))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("after the end");
  }

  /**
   * Damage either goes unnoticed or is refused as malformed: no other exception, whatever the byte.
   */
  @Test
  void a_damaged_byte_never_does_more_than_being_refused() {
    byte[] frame = LinkCodec.encode(LinkSamples.ONE_OF_EACH);
    for (int at = 0; at < frame.length; at++) {
      for (int change : new int[] {1, 0x7f, 0x80, 0xff}) {
        byte[] damaged = frame.clone();
        damaged[at] ^= (byte) change;
        assertDecodesOrIsRefused(damaged);
      }
    }
  }

  @Test
  void random_bytes_never_do_more_than_being_refused() {
    Random random = new Random(1);
    byte[] head = {LinkCodec.VERSION, 0, 0, 0, 1};
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[head.length + random.nextInt(60)];
      random.nextBytes(bytes);
      System.arraycopy(head, 0, bytes, 0, head.length);
      assertDecodesOrIsRefused(bytes);
    }
  }

  @Test
  void another_version_is_refused_with_what_to_do() {
    byte[] frame = LinkCodec.encode(List.of());
    frame[0] = LinkCodec.VERSION + 1;
    assertThatThrownBy(() -> LinkCodec.decode(frame)).hasMessageContaining("same release");
  }

  @Test
  void a_count_beyond_what_is_left_is_refused_before_anything_is_made() {
    byte[] frame = {LinkCodec.VERSION, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};
    assertThatThrownBy(() -> LinkCodec.decode(frame)).hasMessageContaining("do not fit");
  }

  @Test
  void frames_and_payloads_over_the_limit_are_refused_at_both_ends() {
    assertThatThrownBy(() -> LinkCodec.decode(new byte[LinkCodec.FRAME_BYTES_MAX + 1]))
        .isInstanceOf(MalformedMessageException.class);
    LinkMessage half = LinkSamples.query(1, WireLimits.PAYLOAD_BYTES_MAX);
    assertThatIllegalArgumentException().isThrownBy(() -> LinkCodec.encode(List.of(half, half)));
    LinkMessage tooLarge = LinkSamples.query(1, WireLimits.PAYLOAD_BYTES_MAX + 1);
    assertThatIllegalArgumentException().isThrownBy(() -> LinkCodec.encode(List.of(tooLarge)));
  }

  private static void assertDecodesOrIsRefused(byte[] frame) {
    try {
      assertThat(LinkCodec.decode(frame)).isNotNull();
    } catch (MalformedMessageException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
