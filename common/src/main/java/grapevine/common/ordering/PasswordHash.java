package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What is kept of a password. A type of its own, so that no log shows it by accident. */
public record PasswordHash(@JsonValue String text) {
  public static final int CHARS_MAX = 200;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public PasswordHash {
    Bounds.required("passwordHash", text, CHARS_MAX);
  }

  @Override
  public String toString() {
    return "(hash)";
  }
}
