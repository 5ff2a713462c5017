package grapevine.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Input that is not the JSON we asked for. {@link #code()} is one of API v1's codes and {@link
 * #pointer()} a JSON pointer to the place; the message never repeats the value, which may be
 * private.
 */
public final class JsonRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;
  private final String pointer;

  private JsonRefused(String code, String pointer, String detail, Throwable cause) {
    super(detail, cause);
    this.code = code;
    this.pointer = pointer;
  }

  /** {@code MALFORMED_JSON}, {@code UNKNOWN_FIELD} or {@code FIELD_INVALID}. */
  public String code() {
    return code;
  }

  public String pointer() {
    return pointer;
  }

  static JsonRefused nullDocument() {
    return new JsonRefused("FIELD_INVALID", "", "the document is null; send a JSON object", null);
  }

  static JsonRefused because(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      String detail = "unknown field " + quoted(unknown.getPropertyName()) + "; remove it";
      return new JsonRefused("UNKNOWN_FIELD", pointerOf(unknown), detail, e);
    }
    if (e instanceof InvalidFormatException invalid) {
      return new JsonRefused("FIELD_INVALID", pointerOf(invalid), "not " + expected(invalid), e);
    }
    // Jackson has no own type for text after the value.
    boolean isTrailing = e.getOriginalMessage().startsWith("Trailing token");
    if (e instanceof MismatchedInputException mismatched && !isTrailing) {
      return new JsonRefused(
          "FIELD_INVALID", pointerOf(mismatched), "missing or not " + expected(mismatched), e);
    }
    if (e instanceof JsonMappingException mapping
        && e.getCause() instanceof RuntimeException refused) {
      // Thrown by one of our record constructors, whose messages are written for the client.
      String detail =
          refused instanceof IllegalArgumentException ? refused.getMessage() : "a value is missing";
      return new JsonRefused("FIELD_INVALID", pointerOf(mapping), detail, e);
    }
    return new JsonRefused(
        "MALFORMED_JSON",
        "",
        "the body is not one well-formed JSON value without duplicate fields",
        e);
  }

  private static String expected(MismatchedInputException e) {
    Class<?> type = e.getTargetType();
    if (type == null) {
      return "of the expected kind";
    }
    if (type.isEnum()) {
      return "one of the allowed values " + java.util.Arrays.toString(type.getEnumConstants());
    }
    if (type == int.class || type == long.class || Number.class.isAssignableFrom(type)) {
      return "a whole number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    return type == String.class
        ? "a string"
        : Iterable.class.isAssignableFrom(type) ? "a list" : "a JSON object";
  }

  private static String pointerOf(JsonMappingException e) {
    StringBuilder pointer = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      String name = step.getFieldName();
      pointer.append('/').append(name == null ? step.getIndex() : escaped(name));
    }
    return shortened(pointer.toString());
  }

  /** RFC 6901 section 3. */
  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static String quoted(String name) {
    return '"' + shortened(name) + '"';
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }
}
