package grapevine.common.codec;

import grapevine.protocol.MemberId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link ByteSink} wrote, trusting nothing: a length is compared with what is left
 * before anything of that length is made.
 */
public final class ByteSource {
  static final int VARINT_BYTES_MAX = 10;

  private final byte[] bytes;
  private final int end;
  private int at;

  /** Reads the array in place: it must not change meanwhile. */
  public ByteSource(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ByteSource(byte[] bytes, int at, int end) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /**
   * Over what the buffer still holds, in place where it is backed by an array: the buffer must not
   * change meanwhile. Nothing that is read from it later refers to the buffer.
   */
  public static ByteSource over(ByteBuffer buffer) {
    if (buffer.hasArray()) {
      int start = buffer.arrayOffset() + buffer.position();
      return new ByteSource(buffer.array(), start, start + buffer.remaining());
    }
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return new ByteSource(copy);
  }

  public int remaining() {
    return end - at;
  }

  public int readByte() throws MalformedMessageException {
    require(1);
    return bytes[at++] & 0xff;
  }

  public boolean readBoolean() throws MalformedMessageException {
    return readCode(2) == 1;
  }

  /** A byte that numbers one of {@code count} kinds. */
  public int readCode(int count) throws MalformedMessageException {
    int code = readByte();
    if (code >= count) {
      throw new MalformedMessageException("code " + code + " where " + count + " are known");
    }
    return code;
  }

  public long readLong() throws MalformedMessageException {
    require(Long.BYTES);
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = (value << 8) | (bytes[at++] & 0xff);
    }
    return value;
  }

  /** Only the shortest form is taken, so that equal values are equal bytes. */
  public long readVarint() throws MalformedMessageException {
    long value = 0;
    for (int i = 0; i < VARINT_BYTES_MAX; i++) {
      int next = readByte();
      value |= (long) (next & 0x7f) << (7 * i);
      if (next < 0x80) {
        if ((next == 0 && i > 0) || (next > 1 && i == VARINT_BYTES_MAX - 1)) {
          break;
        }
        return value;
      }
    }
    throw new MalformedMessageException("a varint that is not in its shortest form");
  }

  /** A number of which only zero and more make sense. */
  public long readNatural() throws MalformedMessageException {
    long value = readVarint();
    if (value < 0) {
      throw new MalformedMessageException("a negative number where none can be");
    }
    return value;
  }

  public int readInt(int valueMax) throws MalformedMessageException {
    long value = readNatural();
    if (value > valueMax) {
      throw new MalformedMessageException(value + " is more than " + valueMax);
    }
    return (int) value;
  }

  /**
   * A count of elements that take at least {@code bytesEachMin}: never more than what is left can
   * hold.
   */
  public int readCount(int countMax, int bytesEachMin) throws MalformedMessageException {
    int count = readInt(countMax);
    if ((long) count * bytesEachMin > remaining()) {
      throw new MalformedMessageException(
          count + " elements do not fit in " + remaining() + " bytes");
    }
    return count;
  }

  public byte[] readBytes(int lengthMax) throws MalformedMessageException {
    int length = readCount(lengthMax, 1);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /** Bytes of a length that both sides know. */
  public byte[] readRaw(int length) throws MalformedMessageException {
    require(length);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /** The number that {@link ByteSink#putInt} wrote, of which only zero and more make sense. */
  public int readFixedInt() throws MalformedMessageException {
    require(Integer.BYTES);
    int value = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      value = (value << 8) | (bytes[at++] & 0xff);
    }
    if (value < 0) {
      throw new MalformedMessageException("a negative number where none can be");
    }
    return value;
  }

  public String readText(int bytesMax) throws MalformedMessageException {
    int length = readCount(bytesMax, 1);
    at += length;
    return text(at - length, length);
  }

  /** A member's name and incarnation. One that was met before is the same object again. */
  MemberId readMemberId() throws MalformedMessageException {
    int length = readCount(WireLimits.TEXT_BYTES_MAX, 1);
    int start = at;
    at += length;
    long incarnation = readLong();
    MemberId known = KnownMembers.find(bytes, start, length, incarnation);
    if (known != null) {
      return known;
    }
    String name = text(start, length);
    if (name.isEmpty() || name.length() > MemberId.NAME_LENGTH_MAX) {
      throw new MalformedMessageException("a member's name of " + name.length() + " characters");
    }
    MemberId member = new MemberId(name, incarnation);
    KnownMembers.add(bytes, start, length, member);
    return member;
  }

  private String text(int start, int length) throws MalformedMessageException {
    if (isAscii(start, length)) {
      return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }
    try {
      ByteBuffer text = ByteBuffer.wrap(bytes, start, length);
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedMessageException("text that is not UTF-8");
    }
  }

  private boolean isAscii(int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  public void requireEnd() throws MalformedMessageException {
    if (remaining() != 0) {
      throw new MalformedMessageException(remaining() + " bytes after the end");
    }
  }

  private void require(int length) throws MalformedMessageException {
    if (remaining() < length) {
      throw new MalformedMessageException("cut short at byte " + end);
    }
  }
}
