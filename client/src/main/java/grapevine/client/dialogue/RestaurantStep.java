package grapevine.client.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.RestaurantSearch;
import grapevine.client.text.Printable;
import grapevine.client.text.RestaurantsText;
import java.util.ArrayList;
import java.util.List;

/** Shows the restaurants found and takes the number or name of one. */
record RestaurantStep(Conversation conversation) {
  private static final String HELP =
      "Type the number in front of a restaurant, or its name: Tab completes it. n shows more when"
          + " there are more.";

  Step run() {
    OrderDraft draft = conversation.draft();
    show();
    while (true) {
      boolean more = !draft.nextCursor.isEmpty();
      Reply reply =
          conversation
              .prompt()
              .ask(
                  Question.ofWords(
                      more ? "Restaurant, n for more" : "Restaurant",
                      HELP,
                      RestaurantStep.names(draft.restaurants)));
      if (!reply.isText()) {
        return conversation.backOrLeave(reply, Step.POSTCODE);
      }
      if (more && (reply.says("n") || reply.says("more"))) {
        fetchMore();
        show();
        continue;
      }
      Chosen chosen = Chosen.of(reply.text(), names(draft.restaurants));
      if (chosen.index().isPresent()) {
        draft.choose(draft.restaurants.get(chosen.index().getAsInt()));
        return Step.BASKET;
      }
      conversation.screen().paragraph(chosen.advice("a restaurant", draft.restaurants.size()));
    }
  }

  static List<String> names(Iterable<JsonNode> named) {
    List<String> names = new ArrayList<>();
    named.forEach(each -> names.add(Printable.of(each, "name")));
    return names;
  }

  private void show() {
    OrderDraft draft = conversation.draft();
    RestaurantsText.lines(conversation.screen(), draft.restaurants, false)
        .forEach(conversation.screen()::line);
    draft.attributions.forEach(conversation.screen()::paragraph);
    if (draft.restaurants.stream().anyMatch(item -> item.path("degraded").asBoolean())) {
      conversation.screen().paragraph("Some of this may be out of date: a source did not answer.");
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
