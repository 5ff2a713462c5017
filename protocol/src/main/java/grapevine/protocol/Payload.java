package grapevine.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Opaque bytes: an operation, a query or an answer. The protocol carries and compares them and
 * never looks inside.
 */
public final class Payload {
  public static final Payload EMPTY = new Payload(new byte[0]);

  private static final long FNV_OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes the array over without a copy: the caller must not change it afterwards. */
  public static Payload of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Payload(bytes);
  }

  public static Payload of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public int length() {
    return bytes.length;
  }

  /** The bytes themselves, not a copy: to be read only. */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * 64-bit FNV-1a: tells two bodies apart, resists no adversary (bodies are made by front ends).
   */
  public long fingerprint(long seed) {
    long hash = FNV_OFFSET_BASIS ^ seed;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
