package grapevine.client.dialogue;

import grapevine.client.api.ExitCode;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.Screen;
import java.util.OptionalInt;

/** What every step of the dialogue works with. */
record Conversation(GrapevineApi api, Prompt prompt, Screen screen, OrderDraft draft) {

  /** After Ctrl-C, whatever was asked. */
  void interrupted() {
    screen.line("");
    if (draft.outcomeUnknown) {
      sayKeyOfUnknown();
    } else {
      screen.line(draft.orderId == null ? "Interrupted. Nothing was ordered." : "Interrupted.");
    }
    draft.exitCode = ExitCode.INTERRUPTED;
  }

  private void sayKeyOfUnknown() {
    screen.paragraph("It is not known whether the order was placed. Its key is");
    screen.line("  " + draft.idempotencyKey());
    screen.line("Look with: grapevine orders");
  }

  /** Ends the dialogue after {@code q} or the end of input, and says what became of the order. */
  Step leave(Reply reply) {
    if (draft.outcomeUnknown) {
      sayKeyOfUnknown();
      draft.exitCode = ExitCode.OUTCOME_UNKNOWN;
    } else if (reply.kind() == Reply.Kind.END) {
      screen.notice("The input ended before the order was placed. Nothing was ordered.");
      draft.exitCode = ExitCode.FAILED;
    } else {
      screen.line("Nothing was ordered.");
    }
    return Step.LEAVE;
  }

  /** What a step does with a reply that is no text: back one step, or leave. */
  Step backOrLeave(Reply reply, Step previous) {
    return reply.isBack() ? previous : leave(reply);
  }

  /** A whole number from {@code min} to {@code max}, or empty. */
  static OptionalInt number(String text, int min, int max) {
    if (!text.matches("\\d{1,6}")) {
      return OptionalInt.empty();
    }
    int number = Integer.parseInt(text);
    return number < min || number > max ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
