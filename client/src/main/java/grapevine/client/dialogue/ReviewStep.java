package grapevine.client.dialogue;

import grapevine.client.text.Printable;
import grapevine.client.text.QuoteText;
import grapevine.client.text.Screen;

/** Has the basket priced and shows the bill; goes on only when the quote says it can be ordered. */
record ReviewStep(Conversation conversation) {
  private static final String HELP =
      "This is what it will cost. Enter goes on, s switches between delivery and collection, b goes"
          + " back to the basket.";

  Step run() {
    OrderDraft draft = conversation.draft();
    while (true) {
      draft.quote = null; // the total of an old quote must not be expected of the new one
      draft.quote = conversation.api().quote(draft.request()).json();
      show();
      boolean orderable = draft.quote.path("orderable").asBoolean();
      String other = draft.collection ? "delivery" : "collection";
      Reply reply =
          conversation
              .prompt()
              .ask(
                  (orderable ? "Enter goes on" : "b changes the basket") + ", s for " + other,
                  HELP);
      if (!reply.isText()) {
        return conversation.backOrLeave(reply, Step.BASKET);
      }
      if (reply.says("s")) {
        draft.collection = !draft.collection;
      } else if (orderable) {
        return Step.DETAILS;
      }
      conversation.screen().line("");
    }
  }

  private void show() {
    Screen screen = conversation.screen();
    OrderDraft draft = conversation.draft();
    String service = draft.collection ? "Collection from " : "Delivery by ";
    screen
        .wrap("Review: " + service + Printable.of(draft.restaurant, "name"))
        .forEach(line -> screen.line(screen.bold(line)));
    QuoteText.lines(screen, draft.quote).forEach(screen::line);
    QuoteText.issues(screen, draft.quote).forEach(screen::line);
    if (!draft.quote.path("orderable").asBoolean()) {
      screen.line(screen.bad("This cannot be ordered as it is."));
    }
  }
}
