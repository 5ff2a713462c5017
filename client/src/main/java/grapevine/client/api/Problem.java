package grapevine.client.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * Why a call failed: a problem+json document of the API, or one made here when no front end gave a
 * usable answer (status 0). {@code text} is the document as sent, empty when made here.
 */
public record Problem(
    int status, String code, String title, String detail, JsonNode json, String text) {
  public static final String UNREACHABLE = "UNREACHABLE";
  public static final String REPLICA_UNREACHABLE = "REPLICA_UNREACHABLE";
  public static final String OUTCOME_UNKNOWN = "OUTCOME_UNKNOWN";
  public static final String TOO_MANY_ATTEMPTS = "TOO_MANY_ATTEMPTS";
  public static final String NOT_AN_ANSWER = "NOT_AN_ANSWER";

  public static Problem ofDocument(int status, JsonNode json, String text) {
    return new Problem(
        status,
        json.path("code").asText("HTTP_" + status),
        json.path("title").asText("The front end answered " + status),
        json.path("detail").asText(""),
        json,
        text);
  }

  public static Problem madeHere(String code, String title, String detail) {
    return new Problem(0, code, title, detail, JsonNodeFactory.instance.objectNode(), "");
  }

  /** As it was sent, or in the same shape when it was made here. */
  public String document() {
    if (!text.isEmpty()) {
      return text;
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "about:blank")
        .put("title", title)
        .put("status", status)
        .put("code", code)
        .put("detail", detail)
        .toString();
  }

  public ExitCode exitCode() {
    if (code.equals(OUTCOME_UNKNOWN)) {
      return ExitCode.OUTCOME_UNKNOWN;
    }
    if (code.equals(UNREACHABLE) || code.equals(REPLICA_UNREACHABLE)) {
      return ExitCode.UNREACHABLE;
    }
    return switch (status) {
      case 400 -> ExitCode.USAGE;
      case 401, 403, 422 -> ExitCode.REFUSED;
      case 404 -> ExitCode.NOT_FOUND;
      case 409 -> ExitCode.CONFLICT;
      case 503, 504 -> ExitCode.UNREACHABLE;
      default -> ExitCode.FAILED;
    };
  }
}
