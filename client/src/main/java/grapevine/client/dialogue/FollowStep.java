package grapevine.client.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.RequestFailed;
import grapevine.client.text.OrderText;
import grapevine.client.text.Printable;
import grapevine.client.text.Screen;
import java.time.Duration;

/** Shows each change of the placed order until Enter, its end, or a bounded number of looks. */
record FollowStep(Conversation conversation, Duration interval) {
  private static final int LOOKS_MAX = 60;

  Step run() {
    Screen screen = conversation.screen();
    String orderId = conversation.draft().orderId;
    screen.line("Following the order; Enter stops.");
    String shown = "";
    for (int look = 0; look < LOOKS_MAX; look++) {
      String status;
      boolean isFinal = false;
      try {
        JsonNode order = conversation.api().order(orderId).json();
        status = OrderText.statusLine(order);
        isFinal = OrderText.isFinal(order);
      } catch (RequestFailed failure) {
        status = "No news: " + Printable.clean(failure.problem().title());
      }
      if (!status.equals(shown)) {
        screen.line("  " + status);
        shown = status;
      }
      if (isFinal || conversation.prompt().isEnterPressedWithin(interval)) {
        break;
      }
    }
    screen.line("Look again with: grapevine show " + Printable.clean(orderId));
    return Step.LEAVE;
  }
}
