package grapevine.client.dialogue;

import grapevine.client.api.ExitCode;
import grapevine.client.api.GrapevineApi;
import grapevine.client.api.RequestFailed;
import grapevine.client.text.ProblemText;
import grapevine.client.text.Screen;

/** The dialogue from postcode to a followed order. A failed call never ends it; the user does. */
public final class OrderDialogue {
  private final Conversation conversation;

  public OrderDialogue(GrapevineApi api, Prompt prompt, Screen screen) {
    this.conversation = new Conversation(api, prompt, screen, new OrderDraft());
  }

  public ExitCode run() {
    Screen screen = conversation.screen();
    screen.line(screen.bold("Grapevine: order food near you"));
    screen.paragraph("At every prompt: b goes back, q quits, ? helps, Tab completes.");
    Step step = Step.POSTCODE;
    try {
      while (step != Step.LEAVE) {
        step = takeOrRecover(step);
      }
    } catch (Interrupted e) {
      conversation.interrupted();
    }
    return conversation.draft().exitCode;
  }

  private Step takeOrRecover(Step step) {
    try {
      return take(step);
    } catch (RequestFailed failure) {
      return recover(step, failure);
    }
  }

  private Step take(Step step) {
    conversation.screen().line("");
    return switch (step) {
      case POSTCODE -> new PostcodeStep(conversation).run();
      case RESTAURANT -> new RestaurantStep(conversation).run();
      case BASKET -> new BasketStep(conversation).run();
      case REVIEW -> new ReviewStep(conversation).run();
      case DETAILS -> new DetailsStep(conversation).run();
      case PLACE -> new PlaceStep(conversation).run();
      case FOLLOW -> new FollowStep(conversation).run();
      case LEAVE -> Step.LEAVE;
    };
  }

  private Step recover(Step step, RequestFailed failure) {
    Screen screen = conversation.screen();
    ProblemText.lines(screen, failure).forEach(screen::line);
    Reply reply =
        conversation
            .prompt()
            .ask("Enter tries again", "Enter repeats what failed; nothing was ordered by it.");
    if (reply.isText()) {
      return step;
    }
    Step next = conversation.backOrLeave(reply, step.previous());
    if (next == Step.LEAVE) {
      conversation.draft().exitCode = failure.problem().exitCode();
    }
    return next;
  }
}
