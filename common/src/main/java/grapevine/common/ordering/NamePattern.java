package grapevine.common.ordering;

import java.util.Locale;

/**
 * Names in which {@code *} stands for any characters and {@code ?} for one, without regard to case.
 * Matched without going back more than one star, so that no pattern takes long.
 */
public final class NamePattern {
  private final int[] pattern;

  public NamePattern(String text) {
    pattern = folded(Bounds.required("pattern", text, Bounds.NAME_CHARS));
  }

  public boolean matches(String name) {
    int[] text = folded(name);
    int at = 0;
    int in = 0;
    int star = -1;
    int starAt = 0;
    while (at < text.length) {
      if (in < pattern.length && pattern[in] == '*') {
        star = in++;
        starAt = at;
      } else if (in < pattern.length && (pattern[in] == '?' || pattern[in] == text[at])) {
        in++;
        at++;
      } else if (star >= 0) {
        // The last star takes one more; what stars before it took need not change.
        in = star + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    while (in < pattern.length && pattern[in] == '*') {
      in++;
    }
    return in == pattern.length;
  }

  private static int[] folded(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).codePoints().toArray();
  }
}
