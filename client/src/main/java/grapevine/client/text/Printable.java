package grapevine.client.text;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Makes text from a server fit to print: no control or formatting characters, which could move the
 * cursor, rewrite the screen or turn the reading direction, and no endless line.
 */
public final class Printable {
  private static final int CODE_POINTS_MAX = 1_000;

  private Printable() {}

  public static String clean(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().limit(CODE_POINTS_MAX).forEach(c -> append(kept, c));
    return kept.toString().strip();
  }

  /** The cleaned text of a field; empty when it is absent or null. */
  public static String of(JsonNode json, String field) {
    return clean(json.path(field).asText(""));
  }

  private static void append(StringBuilder kept, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          kept.append(' ');
      case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> {}
      default -> kept.appendCodePoint(c);
    }
  }
}
