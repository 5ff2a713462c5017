package grapevine.client.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.RestaurantSearch;
import grapevine.client.text.Printable;
import grapevine.client.text.RestaurantsText;
import java.util.OptionalInt;

/** Shows the restaurants found and takes the number of one. */
record RestaurantStep(Conversation conversation) {
  private static final String HELP =
      "Type the number in front of a restaurant. n shows more when there are more.";

  Step run() {
    OrderDraft draft = conversation.draft();
    show();
    while (true) {
      boolean more = !draft.nextCursor.isEmpty();
      Reply reply =
          conversation
              .prompt()
              .ask(more ? "Restaurant number, n for more" : "Restaurant number", HELP);
      if (!reply.isText()) {
        return conversation.backOrLeave(reply, Step.POSTCODE);
      }
      if (more && reply.says("n")) {
        fetchMore();
        show();
        continue;
      }
      OptionalInt number = Conversation.number(reply.text(), 1, draft.restaurants.size());
      if (number.isPresent()) {
        draft.choose(draft.restaurants.get(number.getAsInt() - 1));
        return Step.BASKET;
      }
      conversation.screen().line("Type a number from 1 to " + draft.restaurants.size() + ".");
    }
  }

  private void show() {
    OrderDraft draft = conversation.draft();
    RestaurantsText.lines(conversation.screen(), draft.restaurants, false)
        .forEach(conversation.screen()::line);
    draft.attributions.forEach(conversation.screen()::line);
    if (draft.restaurants.stream().anyMatch(item -> item.path("degraded").asBoolean())) {
      conversation.screen().line("Some of this may be out of date: a source did not answer.");
    }
  }

  private void fetchMore() {
    OrderDraft draft = conversation.draft();
    RestaurantSearch search = RestaurantSearch.near(draft.postcode).from(draft.nextCursor);
    JsonNode found = conversation.api().restaurants(search).json();
    found.path("items").forEach(draft.restaurants::add);
    draft.nextCursor = Printable.of(found, "nextCursor");
  }
}
