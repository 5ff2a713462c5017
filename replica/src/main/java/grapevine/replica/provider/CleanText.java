package grapevine.replica.provider;

import java.text.Normalizer;

/**
 * Makes text that anybody may have written fit to keep: no control, formatting (bidirectional,
 * invisible) or private characters, no angle brackets, so no tag can come of it, runs of spaces as
 * one, composed letters, and an end. Whoever shows it still has to escape it for where it goes.
 */
final class CleanText {
  private CleanText() {}

  /** Empty when nothing is left; never cut inside a character. */
  static String of(String text, int maxChars) {
    // What is dropped or composed leaves room; all of a hostile text is not even looked at.
    String start = text.substring(0, Math.min(text.length(), 2 * maxChars));
    StringBuilder kept = new StringBuilder(start.length());
    Normalizer.normalize(start, Normalizer.Form.NFC).codePoints().forEach(c -> append(kept, c));
    int end = Math.min(kept.length(), maxChars);
    if (end > 0 && end < kept.length() && Character.isHighSurrogate(kept.charAt(end - 1))) {
      end--;
    }
    return kept.substring(0, end).strip();
  }

  private static void append(StringBuilder kept, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR -> {
        if (!kept.isEmpty() && kept.charAt(kept.length() - 1) != ' ') {
          kept.append(' ');
        }
      }
      case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> {}
      default -> {
        if (c != '<' && c != '>') {
          kept.appendCodePoint(c);
        }
      }
    }
  }
}
