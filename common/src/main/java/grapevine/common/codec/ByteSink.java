package grapevine.common.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes to write primitive values to. Integers are big-endian. */
public final class ByteSink {
  private static final int CAPACITY_START = 256;

  private byte[] bytes = new byte[CAPACITY_START];
  private int size;

  public void putByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  public void putBoolean(boolean value) {
    putByte(value ? 1 : 0);
  }

  public void putLong(long value) {
    reserve(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /** Seven bits a byte, the lowest first: one byte for small counts, ten for a negative number. */
  public void putVarint(long value) {
    reserve(ByteSource.VARINT_BYTES_MAX);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Refuses what {@link ByteSource#readNatural} would refuse. */
  public void putNatural(long value) {
    if (value < 0) {
      throw new IllegalArgumentException(value + " is negative");
    }
    putVarint(value);
  }

  public void putCount(int count, int countMax) {
    if (count < 0 || count > countMax) {
      throw new IllegalArgumentException(count + " is not between 0 and " + countMax);
    }
    putVarint(count);
  }

  /** The length and then the bytes. Refuses what {@link ByteSource#readBytes} would refuse. */
  public void putBytes(byte[] value, int lengthMax) {
    putCount(value.length, lengthMax);
    putRaw(value);
  }

  public void putText(String text, int bytesMax) {
    putBytes(text.getBytes(StandardCharsets.UTF_8), bytesMax);
  }

  public int size() {
    return size;
  }

  /** Forgets what was written beyond the first {@code length} bytes. */
  public void truncate(int length) {
    if (length < 0 || length > size) {
      throw new IllegalArgumentException(length + " of " + size + " bytes");
    }
    size = length;
  }

  /** Starts again, and gives back an array that has grown larger than {@code capacityMax}. */
  public void reset(int capacityMax) {
    size = 0;
    if (bytes.length > capacityMax) {
      bytes = new byte[CAPACITY_START];
    }
  }

  /** A number of four bytes. */
  public void putInt(int value) {
    reserve(Integer.BYTES);
    size += Integer.BYTES;
    setInt(size - Integer.BYTES, value);
  }

  /** Over what {@link #putInt} wrote: for a number that is known at the end only. */
  public void setInt(int at, int value) {
    bytes[at] = (byte) (value >>> 24);
    bytes[at + 1] = (byte) (value >>> 16);
    bytes[at + 2] = (byte) (value >>> 8);
    bytes[at + 3] = (byte) value;
  }

  /** The bytes without a length. */
  public void putRaw(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** What was written, in place: good until the next change. */
  public ByteBuffer view() {
    return ByteBuffer.wrap(bytes, 0, size);
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * bytes.length, 1 << 30)));
    }
  }
}
