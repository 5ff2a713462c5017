package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A UK postcode of the right shape, in canonical spelling ("DH1 3LE"). The right shape does not
 * mean that it exists.
 */
public record Postcode(@JsonValue String text) implements Comparable<Postcode> {
  private static final Pattern SHAPE = Pattern.compile("[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}");
  private static final String GIRO = "GIR0AA";
  private static final int MAX_INPUT_CHARS = 20;
  private static final int INCODE_CHARS = 3;

  public Postcode {
    if (!text.equals(canonical(text))) {
      throw new IllegalArgumentException("not a UK postcode in canonical spelling, like DH1 3LE");
    }
  }

  /** Accepts any case and any spaces; empty when the shape is wrong. */
  public static Optional<Postcode> parse(String input) {
    String canonical = canonical(input);
    return canonical == null ? Optional.empty() : Optional.of(new Postcode(canonical));
  }

  @JsonCreator
  static Postcode ofJson(String input) {
    return parse(input)
        .orElseThrow(
            () -> new IllegalArgumentException("not a UK postcode; write it like DH1 3LE"));
  }

  public String outcode() {
    return text.substring(0, text.indexOf(' '));
  }

  @Override
  public int compareTo(Postcode other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }

  private static String canonical(String input) {
    if (input == null || input.length() > MAX_INPUT_CHARS) {
      return null;
    }
    String compact = input.replace(" ", "").toUpperCase(Locale.ROOT);
    if (!SHAPE.matcher(compact).matches() && !compact.equals(GIRO)) {
      return null;
    }
    int cut = compact.length() - INCODE_CHARS;
    return compact.substring(0, cut) + " " + compact.substring(cut);
  }
}
