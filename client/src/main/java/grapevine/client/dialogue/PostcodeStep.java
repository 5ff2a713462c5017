package grapevine.client.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.ExitCode;
import grapevine.client.api.RequestFailed;
import grapevine.client.api.RestaurantSearch;
import grapevine.client.text.PostcodeText;
import grapevine.client.text.Printable;
import grapevine.client.text.ProblemText;
import java.util.ArrayList;
import java.util.List;

/** Asks for a postcode until restaurants are found near it. */
record PostcodeStep(Conversation conversation) {
  private static final int PREFIX_CHARS_MAX = 8;
  private static final String HELP =
      "Type the full postcode of where you want to eat, such as DH1 3LE.";

  Step run() {
    while (true) {
      Reply reply = conversation.prompt().ask(new Question("Postcode", HELP, this::known, true));
      if (!reply.isText()) {
        if (reply.isBack()) {
          conversation.screen().line("This is the first step; q quits.");
          continue;
        }
        return conversation.leave(reply);
      }
      if (reply.text().isEmpty()) {
        conversation.screen().line(HELP);
      } else if (hasRestaurantsNear(reply.text())) {
        return Step.RESTAURANT;
      }
    }
  }

  /** Tab may ask: no answer is no suggestion. */
  private List<String> known(String typed) {
    if (typed.isBlank() || typed.length() > PREFIX_CHARS_MAX) {
      return List.of();
    }
    List<String> postcodes = new ArrayList<>();
    conversation
        .api()
        .postcodes(typed.strip())
        .ifPresent(
            answer ->
                answer
                    .json()
                    .path("items")
                    .forEach(postcode -> postcodes.add(Printable.clean(postcode.asText()))));
    return postcodes;
  }

  private boolean hasRestaurantsNear(String postcode) {
    JsonNode found;
    try {
      found = conversation.api().restaurants(RestaurantSearch.near(postcode)).json();
    } catch (RequestFailed failure) {
      ExitCode kind = failure.problem().exitCode();
      boolean anotherPostcodeHelps =
          kind == ExitCode.NOT_FOUND || kind == ExitCode.REFUSED || kind == ExitCode.USAGE;
      if (!anotherPostcodeHelps) {
        throw failure;
      }
      ProblemText.lines(conversation.screen(), failure).forEach(conversation.screen()::line);
      return false;
    }
    if (found.path("items").isEmpty()) {
      conversation.screen().paragraph("No restaurant delivers there. Try another postcode.");
      return false;
    }
    OrderDraft draft = conversation.draft();
    draft.postcode = postcode;
    draft.restaurants.clear();
    found.path("items").forEach(draft.restaurants::add);
    draft.nextCursor = Printable.of(found, "nextCursor");
    draft.attributions.clear();
    draft.attributions.addAll(PostcodeText.attributions(found));
    return true;
  }
}
