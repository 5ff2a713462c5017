package grapevine.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/**
 * How one try ended.
 *
 * @param code the problem's code, or what became of the connection
 */
record Outcome(
    Kind kind,
    int status,
    String code,
    JsonNode body,
    Optional<String> token,
    Optional<String> guest) {
  enum Kind {
    DONE,
    /** Any front end would say the same. */
    REFUSED,
    /** Certainly without effect; another try may be answered. */
    NOT_TAKEN,
    /** Nobody knows whether it happened. */
    UNKNOWN
  }

  static Outcome withoutAnswer(Kind kind, String what) {
    return new Outcome(
        kind, 0, what, MissingNode.getInstance(), Optional.empty(), Optional.empty());
  }

  Outcome as(Kind other) {
    return new Outcome(other, status, code, body, token, guest);
  }

  boolean isDone() {
    return kind == Kind.DONE;
  }

  boolean isUnknownOrder() {
    return kind == Kind.REFUSED && status == 404;
  }
}
