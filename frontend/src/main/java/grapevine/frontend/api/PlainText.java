package grapevine.frontend.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import grapevine.common.Json;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import java.io.IOException;

/**
 * Refuses strings that could not be shown, logged or written again as they are: control characters
 * and halves of surrogate pairs, which JSON can express with escapes.
 */
final class PlainText {
  private static final byte DELETE = 0x7f;

  private PlainText() {}

  static void requireIn(String json) {
    try (JsonParser parser = Json.mapper().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && !isPlain(parser.currentName())) {
          throw Problem.of(
                  ProblemCode.MALFORMED_JSON, "A field's name has characters that are not text.")
              .refused();
        }
        if (token == JsonToken.VALUE_STRING && !isPlain(parser.getText())) {
          throw Problem.of(
                  ProblemCode.FIELD_INVALID,
                  "Control characters and broken characters are not accepted.")
              .with("pointer", parser.getParsingContext().pathAsPointer().toString())
              .refused();
        }
      }
    } catch (IOException e) {
      throw Problem.of(
              ProblemCode.MALFORMED_JSON,
              "The body is not well-formed JSON without duplicate fields.")
          .refused();
    }
  }

  /**
   * Whether a body needs no closer look: without escapes and other bytes than ASCII's printable
   * ones, its strings are as plain as it is. Line ends and tabs are left to the JSON parser, which
   * takes them between values only.
   */
  static boolean isPlainAscii(byte[] json) {
    for (byte b : json) {
      boolean isBetweenValues = b == '\n' || b == '\r' || b == '\t';
      if ((b < ' ' && !isBetweenValues) || b == DELETE || b == '\\') {
        return false;
      }
    }
    return true;
  }

  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      if (isStrange(codePoint)) {
        return false;
      }
      i += Character.charCount(codePoint);
    }
    return true;
  }

  private static boolean isStrange(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }
}
