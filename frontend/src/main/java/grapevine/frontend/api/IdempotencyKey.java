package grapevine.frontend.api;

import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import java.util.List;
import java.util.UUID;

/**
 * The client's own name for one write. The same key again, from the same customer, is the same
 * write.
 */
record IdempotencyKey(String text) {
  private static final String HEADER = "Idempotency-Key";
  private static final int CHARS_MAX = 128;

  static IdempotencyKey of(ApiRequest request) {
    List<String> lines = request.headerLines(HEADER);
    if (lines.isEmpty()) {
      throw Problem.of(ProblemCode.IDEMPOTENCY_KEY_REQUIRED).refused();
    }
    if (lines.size() > 1 || !isKey(lines.get(0))) {
      throw Problem.of(ProblemCode.IDEMPOTENCY_KEY_INVALID).refused();
    }
    return new IdempotencyKey(lines.get(0));
  }

  /**
   * For what may be done again without one: without a key every request is a call of its own,
   * decided when it comes.
   */
  static IdempotencyKey ofOrFresh(ApiRequest request) {
    return request.headerLines(HEADER).isEmpty()
        ? new IdempotencyKey(UUID.randomUUID().toString())
        : of(request);
  }

  /** Visible ASCII only. */
  private static boolean isKey(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '!' || text.charAt(i) > '~') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= CHARS_MAX;
  }
}
