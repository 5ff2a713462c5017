package grapevine.common.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.common.link.LinkSamples;
import grapevine.protocol.Gossip;
import grapevine.protocol.MemberId;
import grapevine.protocol.Outcome;
import grapevine.protocol.ReplicaStatus;
import grapevine.protocol.Token;
import grapevine.protocol.VectorTimestamp;
import java.util.Arrays;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireCodecTest {
  private interface Decoder {
    Object decode(byte[] bytes) throws MalformedMessageException;
  }

  @Test
  void records_tokens_and_timestamps_come_back_equal() throws Exception {
    assertThat(WireCodec.decodeLogRecord(WireCodec.encode(LinkSamples.RECORD)))
        .isEqualTo(LinkSamples.RECORD);
    assertThat(WireCodec.decodeToken(WireCodec.encode(LinkSamples.TOKEN)))
        .isEqualTo(LinkSamples.TOKEN);
    assertThat(WireCodec.decodeToken(WireCodec.encode(Token.EMPTY))).isEqualTo(Token.EMPTY);
    assertThat(WireCodec.decodeTimestamp(WireCodec.encode(LinkSamples.TIMESTAMP)))
        .isEqualTo(LinkSamples.TIMESTAMP);
  }

  @Test
  void any_of_them_cut_short_or_drawn_out_is_refused() {
    assertOnlyWholeIsRead(WireCodec.encode(LinkSamples.RECORD), WireCodec::decodeLogRecord);
    assertOnlyWholeIsRead(WireCodec.encode(LinkSamples.TOKEN), WireCodec::decodeToken);
    assertOnlyWholeIsRead(WireCodec.encode(LinkSamples.TIMESTAMP), WireCodec::decodeTimestamp);
  }

  /** What disks hold: whoever changes the form must keep reading this one. */
  @Test
  void the_form_of_a_timestamp_is_fixed() {
    VectorTimestamp timestamp =
        VectorTimestamp.ZERO.with(new MemberId("rm1", 2), 300).withForced(4);
    assertThat(WireCodec.encode(timestamp))
        .isEqualTo(
            new byte[] {1, 4, 1, 0, 3, 'r', 'm', '1', 0, 0, 0, 0, 0, 0, 0, 2, (byte) 0xac, 2});
  }

  @Test
  void a_member_is_spelled_out_once() {
    int alone = WireCodec.encode(VectorTimestamp.ZERO.with(LinkSamples.RM1, 1)).length;
    WireWriter writer = new WireWriter();
    writer.put(VectorTimestamp.ZERO.with(LinkSamples.RM1, 1));
    int first = writer.toBytes().length;
    writer.put(VectorTimestamp.ZERO.with(LinkSamples.RM1, 2));
    assertThat(first).isEqualTo(alone - 1);
    assertThat(writer.toBytes().length - first).isEqualTo(4);
  }

  @Test
  void another_format_is_refused() {
    byte[] bytes = WireCodec.encode(LinkSamples.TIMESTAMP);
    bytes[0] = 2;
    assertThatThrownBy(() -> WireCodec.decodeTimestamp(bytes)).hasMessageContaining("format 2");
  }

  @Test
  void a_timestamp_that_names_a_member_twice_or_counts_zero_is_refused() {
    byte[] twice = {1, 0, 2, 0, 1, 'a', 0, 0, 0, 0, 0, 0, 0, 1, 5, 1, 6};
    assertThatThrownBy(() -> WireCodec.decodeTimestamp(twice)).hasMessageContaining("ascend");
    byte[] zero = {1, 0, 1, 0, 1, 'a', 0, 0, 0, 0, 0, 0, 0, 1, 0};
    assertThatThrownBy(() -> WireCodec.decodeTimestamp(zero)).hasMessageContaining("zero");
  }

  @Test
  void more_members_than_the_limit_are_refused_when_written() {
    TreeMap<MemberId, Long> counts = new TreeMap<>();
    for (int i = 0; i <= WireLimits.MEMBERS_MAX; i++) {
      counts.put(new MemberId("rm" + i, 1), 1L);
    }
    VectorTimestamp timestamp = VectorTimestamp.of(counts, 0);
    assertThatIllegalArgumentException().isThrownBy(() -> WireCodec.encode(timestamp));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 127, 128, 16_383, 16_384, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void a_varint_comes_back_equal(long value) throws Exception {
    ByteSink sink = new ByteSink();
    sink.putVarint(value);
    ByteSource source = new ByteSource(sink.toBytes());
    assertThat(source.readVarint()).isEqualTo(value);
    source.requireEnd();
  }

  @Test
  void a_varint_has_one_spelling() {
    byte[] padded = {(byte) 0x81, 0};
    assertThatThrownBy(() -> new ByteSource(padded).readVarint())
        .isInstanceOf(MalformedMessageException.class);
    byte[] tooLong = new byte[11];
    Arrays.fill(tooLong, (byte) 0xff);
    assertThatThrownBy(() -> new ByteSource(tooLong).readVarint())
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void text_that_is_not_utf8_is_refused() {
    byte[] bytes = {2, (byte) 0xc3, 0x28};
    assertThatThrownBy(() -> new ByteSource(bytes).readText(10)).hasMessageContaining("UTF-8");
  }

  @Test
  void every_value_of_an_enum_has_a_code() {
    assertThat(WireCodes.OUTCOMES).containsExactlyInAnyOrder(Outcome.values());
    assertThat(WireCodes.GOSSIP_KINDS).containsExactlyInAnyOrder(Gossip.Kind.values());
    assertThat(WireCodes.STATUSES).containsExactlyInAnyOrder(ReplicaStatus.values());
  }

  private static void assertOnlyWholeIsRead(byte[] whole, Decoder decoder) {
    for (int length = 0; length <= whole.length + 1; length++) {
      byte[] bytes = Arrays.copyOf(whole, length);
      if (length != whole.length) {
        assertThatThrownBy(() -> decoder.decode(bytes))
            .as("%d of %d bytes", length, whole.length)
            .isInstanceOf(MalformedMessageException.class);
      }
    }
  }
}
