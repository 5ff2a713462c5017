package grapevine.common.ordering;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * A name that only one may have, in two forms: as it is shown, and a key that is equal for names
 * that read alike. Made once, where the name comes in; replicas compare keys and nothing else.
 *
 * @param shown trimmed, in Unicode's composed form, with single spaces
 * @param key the same without regard to case
 */
public record UniqueName(String shown, String key) {
  public static final int CHARS_MIN = 2;
  public static final int CHARS_MAX = 60;
  private static final String BETWEEN = " '-_.&";

  /** Empty unless it is letters and digits, with single spaces and {@code '-_.&} between them. */
  public static Optional<UniqueName> parse(String text) {
    if (text == null || text.length() > Bounds.NAME_CHARS) {
      return Optional.empty();
    }
    String shown = composed(text).strip().replaceAll("\\s+", " ");
    int chars = shown.codePointCount(0, shown.length());
    if (chars < CHARS_MIN || chars > CHARS_MAX || !isReadable(shown)) {
      return Optional.empty();
    }
    // Upper case first: some letters have two lower-case forms, or an upper-case form of two.
    String folded = shown.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Optional.of(new UniqueName(shown, composed(folded)));
  }

  private static boolean isReadable(String shown) {
    boolean isFirst = true;
    for (int at = 0; at < shown.length(); at += Character.charCount(shown.codePointAt(at))) {
      int c = shown.codePointAt(at);
      boolean isBetween = BETWEEN.indexOf(c) >= 0 || isMark(c);
      if (!Character.isLetterOrDigit(c) && (isFirst || !isBetween)) {
        return false;
      }
      isFirst = false;
    }
    return true;
  }

  /** Some scripts write letters with marks that have no composed form. */
  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
