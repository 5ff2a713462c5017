package grapevine.client.dialogue;

import grapevine.client.api.Answer;
import grapevine.client.api.ExitCode;
import grapevine.client.api.Problem;
import grapevine.client.api.RequestFailed;
import grapevine.client.text.OrderText;
import grapevine.client.text.Printable;
import grapevine.client.text.ProblemText;
import grapevine.client.text.Screen;

/**
 * Asks yes or no and places the order. After a lost attempt there is no way back to the basket,
 * because another basket would need another key and might become a second order.
 */
record PlaceStep(Conversation conversation) {

  Step run() {
    Screen screen = conversation.screen();
    OrderDraft draft = conversation.draft();
    String total = screen.money(draft.quote.path("totalPence").asLong());
    while (!draft.outcomeUnknown) {
      Reply reply =
          conversation
              .prompt()
              .ask("Place this order for " + total + "? (yes/no)", "Only yes places the order.");
      if (!reply.isText()) {
        return conversation.backOrLeave(reply, Step.DETAILS);
      }
      if (reply.says("no") || reply.says("n")) {
        screen.line("Not placed.");
        return Step.REVIEW;
      }
      if (reply.says("yes") || reply.says("y")) {
        break;
      }
    }
    return place();
  }

  private Step place() {
    OrderDraft draft = conversation.draft();
    Screen screen = conversation.screen();
    screen.paragraph("Placing (key " + draft.idempotencyKey() + ")");
    while (true) {
      try {
        return placed(conversation.api().place(draft.request(), draft.idempotencyKey()));
      } catch (RequestFailed failure) {
        ProblemText.lines(screen, failure).forEach(screen::line);
        draft.outcomeUnknown |= failure.problem().code().equals(Problem.OUTCOME_UNKNOWN);
        boolean retryHelps = failure.problem().exitCode() == ExitCode.UNREACHABLE;
        if (!draft.outcomeUnknown && !retryHelps) {
          draft.startNewCheckout();
          return reviewAgain();
        }
      }
      Reply reply =
          conversation
              .prompt()
              .ask(
                  "Enter tries again",
                  "Enter repeats with the same key, which is never a second order.");
      if (reply.isBack() && draft.outcomeUnknown) {
        screen.paragraph("No way back while the outcome is unknown: Enter tries again, q quits.");
      } else if (!reply.isText()) {
        return leaveOrBack(reply);
      }
    }
  }

  private Step placed(Answer answer) {
    OrderDraft draft = conversation.draft();
    Screen screen = conversation.screen();
    draft.outcomeUnknown = false;
    draft.orderId = answer.json().path("id").asText();
    screen
        .wrap("Placed: order " + Printable.clean(draft.orderId))
        .forEach(line -> screen.line(screen.good(screen.bold(line))));
    screen.paragraph(OrderText.statusLine(answer.json()));
    return Step.FOLLOW;
  }

  /** A refusal is shown together with a fresh bill, in case the price was the reason. */
  private Step reviewAgain() {
    Reply reply =
        conversation.prompt().ask("Enter reviews the order", "Enter shows the bill as it is now.");
    return reply.isText() ? Step.REVIEW : conversation.backOrLeave(reply, Step.DETAILS);
  }

  private Step leaveOrBack(Reply reply) {
    Step next = conversation.backOrLeave(reply, Step.DETAILS);
    if (next == Step.LEAVE && !conversation.draft().outcomeUnknown) {
      conversation.draft().exitCode = ExitCode.UNREACHABLE;
    }
    return next;
  }
}
