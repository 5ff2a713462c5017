package grapevine.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import java.util.Optional;

/**
 * 128 bits of a hash, as two longs. Written as 32 hex digits in JSON and as 26 base32 characters
 * (RFC 4648, lower case, no padding) in ids; both forms have exactly one spelling for each value.
 * The order is unsigned.
 */
public record Hash128(long high, long low) implements Comparable<Hash128> {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int HEX_CHARS = 32;
  private static final int BASE32_CHARS = 26;
  private static final HexFormat HEX = HexFormat.of();

  @JsonValue
  public String hex() {
    return HEX.toHexDigits(high) + HEX.toHexDigits(low);
  }

  @JsonCreator
  public static Hash128 ofHex(String hex) {
    if (hex.length() != HEX_CHARS || !hex.equals(hex.toLowerCase(java.util.Locale.ROOT))) {
      throw new IllegalArgumentException("a hash is 32 lower-case hex digits");
    }
    return new Hash128(
        HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
  }

  public String base32() {
    StringBuilder text = new StringBuilder(BASE32_CHARS);
    for (int i = 0; i < BASE32_CHARS; i++) {
      text.append(ALPHABET.charAt(fiveBitsAt(i * 5)));
    }
    return text.toString();
  }

  /** Empty when the text is not the one spelling of some hash. */
  public static Optional<Hash128> parseBase32(String text) {
    if (text.length() != BASE32_CHARS) {
      return Optional.empty();
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < BASE32_CHARS; i++) {
      int five = ALPHABET.indexOf(text.charAt(i));
      boolean isLast = i == BASE32_CHARS - 1;
      // The last character holds only three bits; other values would be second spellings.
      if (five < 0 || (isLast && (five & 3) != 0)) {
        return Optional.empty();
      }
      int bits = isLast ? 3 : 5;
      high = (high << bits) | (low >>> (64 - bits));
      low = (low << bits) | (five >>> (5 - bits));
    }
    return Optional.of(new Hash128(high, low));
  }

  @Override
  public int compareTo(Hash128 other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return hex();
  }

  private int fiveBitsAt(int firstBit) {
    int five = 0;
    for (int bit = firstBit; bit < firstBit + 5; bit++) {
      five = (five << 1) | bitAt(bit);
    }
    return five;
  }

  private int bitAt(int bit) {
    if (bit >= 128) {
      return 0;
    }
    return (int) ((bit < 64 ? high >>> (63 - bit) : low >>> (127 - bit)) & 1);
  }
}
