package grapevine.replica.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads single fields of answers; whatever is there, it is a bounded value or none. */
final class Fields {
  private static final Pattern DEGREES = Pattern.compile("-?[0-9]{1,3}(\\.[0-9]{1,15})?");

  private Fields() {}

  /** The cleaned text; empty when it is absent, null or no text. */
  static String text(JsonNode object, String field, int maxChars) {
    JsonNode value = object.path(field);
    return value.isTextual() ? CleanText.of(value.textValue(), maxChars) : "";
  }

  /** Numbers, or numbers written as text. */
  static Optional<Coordinates> place(JsonNode latitude, JsonNode longitude) {
    return Coordinates.of(degrees(latitude), degrees(longitude));
  }

  private static double degrees(JsonNode value) {
    if (value.isNumber()) {
      return value.doubleValue();
    }
    boolean isDegrees = value.isTextual() && DEGREES.matcher(value.textValue()).matches();
    return isDegrees ? Double.parseDouble(value.textValue()) : Double.NaN;
  }
}
