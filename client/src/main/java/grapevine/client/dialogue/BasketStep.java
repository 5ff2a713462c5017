package grapevine.client.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.text.MenuText;
import grapevine.client.text.Printable;
import grapevine.client.text.Screen;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Shows the menu and fills the basket. */
record BasketStep(Conversation conversation) {
  private static final int LINES_MAX = 50;
  private static final String HELP =
      "Type a dish's number to add it, or number and quantity as in 3 2. m shows the menu, v the"
          + " basket, r and a line's number removes that line, c checks out.";

  Step run() {
    OrderDraft draft = conversation.draft();
    if (draft.menu == null) {
      draft.menu = conversation.api().menu(draft.restaurant.path("id").asText()).json();
    }
    showMenu();
    while (true) {
      conversation.screen().line("");
      Reply reply = conversation.prompt().ask("Dish number, v basket, c check out", HELP);
      if (!reply.isText()) {
        return conversation.backOrLeave(reply, Step.RESTAURANT);
      }
      if (reply.says("c")) {
        if (!draft.basket.isEmpty()) {
          return Step.REVIEW;
        }
        conversation.screen().line("The basket is empty: type the number of a dish first.");
        continue;
      }
      Optional<Reply> ending = act(reply.text());
      if (ending.isPresent()) {
        return conversation.leave(ending.get());
      }
    }
  }

  /** Does what was typed; holds a reply only when the user left in the middle of a dish. */
  private Optional<Reply> act(String text) {
    String[] words = text.split(" +");
    switch (words[0].toLowerCase(Locale.ROOT)) {
      case "m" -> showMenu();
      case "v" -> showBasket();
      case "r" -> remove(words.length == 2 ? words[1] : "");
      default -> {
        return add(words);
      }
    }
    return Optional.empty();
  }

  private Optional<Reply> add(String[] words) {
    Screen screen = conversation.screen();
    List<JsonNode> items = MenuText.items(conversation.draft().menu);
    OptionalInt number = Conversation.number(words[0], 1, items.size());
    if (number.isEmpty() || words.length > 2) {
      screen.paragraph(HELP);
      return Optional.empty();
    }
    JsonNode item = items.get(number.getAsInt() - 1);
    if (!item.path("inStock").asBoolean(true)) {
      screen.line(Printable.of(item, "name") + " is sold out; choose another dish.");
      return Optional.empty();
    }
    if (conversation.draft().basket.size() == LINES_MAX) {
      screen.line("The basket holds " + LINES_MAX + " lines at most; check out with c.");
      return Optional.empty();
    }
    return new DishQuestions(conversation, item).ask(words.length == 2 ? words[1] : "");
  }

  private void remove(String numberText) {
    List<BasketEntry> basket = conversation.draft().basket;
    OptionalInt number = Conversation.number(numberText, 1, basket.size());
    if (number.isEmpty()) {
      conversation.screen().line("Type r and the number of a line of the basket, as in r 1.");
    } else {
      basket.remove(number.getAsInt() - 1);
    }
    showBasket();
  }

  private void showMenu() {
    Screen screen = conversation.screen();
    screen.line(screen.bold(Printable.of(conversation.draft().restaurant, "name")));
    MenuText.lines(screen, conversation.draft().menu, false).forEach(screen::line);
  }

  private void showBasket() {
    Screen screen = conversation.screen();
    List<BasketEntry> basket = conversation.draft().basket;
    if (basket.isEmpty()) {
      screen.line("The basket is empty.");
    }
    for (int i = 0; i < basket.size(); i++) {
      BasketEntry entry = basket.get(i);
      screen.line(
          screen.bill(
              "%2d.%s".formatted(i + 1, entry.label()), screen.money(entry.previewPence())));
    }
  }
}
