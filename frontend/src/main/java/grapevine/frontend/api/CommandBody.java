package grapevine.frontend.api;

import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.Rfc3339;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.RequestRefused;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * What is said with an order command. Each command has the fields that it can use, and refuses
 * others.
 *
 * @param body as it was understood: what a retry must be equal to
 * @param reason null when none was given
 * @param readyAtMillis null when none was given
 */
record CommandBody(Object body, String reason, Long readyAtMillis) {
  static final Duration READY_MAX = Duration.ofHours(4);

  private static final String READY_AT = "/readyAt";

  record Reason(String reason) {
    Reason {
      if (reason != null && reason.length() > Bounds.NOTE_CHARS) {
        throw new IllegalArgumentException(
            "reason has more than " + Bounds.NOTE_CHARS + " characters");
      }
    }
  }

  record ReadyAt(String readyAt) {}

  record NoFields() {}

  static CommandBody of(ApiRequest request, OrderCommandKind kind) {
    return switch (kind) {
      case CANCEL -> withReason(JsonBody.readOr(request, Reason.class, new Reason(null)));
      case REJECT, FAIL -> {
        Reason told = JsonBody.readOr(request, Reason.class, new Reason(null));
        if (told.reason() == null || told.reason().isBlank()) {
          throw invalid("/reason", "reason is required: the customer reads it.");
        }
        yield withReason(told);
      }
      case ACCEPT -> {
        ReadyAt told = JsonBody.readOr(request, ReadyAt.class, new ReadyAt(null));
        yield new CommandBody(told, null, told.readyAt() == null ? null : parsed(told.readyAt()));
      }
      case DELAY -> {
        ReadyAt told = JsonBody.readOr(request, ReadyAt.class, new ReadyAt(null));
        if (told.readyAt() == null) {
          throw invalid(READY_AT, "readyAt is required: when the order will be ready.");
        }
        yield new CommandBody(told, null, parsed(told.readyAt()));
      }
      case EXPIRE, PREPARE, READY, PICK_UP, DELIVER, COLLECT ->
          new CommandBody(JsonBody.readOr(request, NoFields.class, new NoFields()), null, null);
    };
  }

  /**
   * Asked only of a command that is about to be given: a retry of one that was must not be refused
   * because its time has come.
   */
  void requireReadySoon(long nowMillis) {
    boolean isSoon =
        readyAtMillis == null
            || (readyAtMillis > nowMillis && readyAtMillis <= nowMillis + READY_MAX.toMillis());
    if (!isSoon) {
      throw invalid(
          READY_AT, "readyAt is from now on, and at most " + READY_MAX.toHours() + " hours away.");
    }
  }

  private static CommandBody withReason(Reason told) {
    return new CommandBody(told, told.reason(), null);
  }

  private static long parsed(String readyAt) {
    try {
      return Rfc3339.toMillis(readyAt);
    } catch (DateTimeParseException | ArithmeticException e) {
      throw invalid(READY_AT, "readyAt is a time such as 2026-11-21T14:33:50Z.");
    }
  }

  private static RequestRefused invalid(String pointer, String detail) {
    return Problem.of(ProblemCode.FIELD_INVALID, detail).with("pointer", pointer).refused();
  }
}
