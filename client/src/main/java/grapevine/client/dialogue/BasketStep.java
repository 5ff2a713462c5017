package grapevine.client.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.text.MenuText;
import grapevine.client.text.Printable;
import grapevine.client.text.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Shows the menu and fills the basket. */
record BasketStep(Conversation conversation) {
  private static final int LINES_MAX = 50;
  private static final List<String> WORDS =
      List.of("menu", "basket", "remove ", "change ", "options ", "checkout");
  private static final String HELP =
      """
      Type a dish's number or name to add it, and how many after it, as in 3 2.
      v or basket shows the basket, m or menu the menu.
      r 1 or remove 1 takes line 1 out of the basket; n 1 3 or change 1 3 makes it 3 of it;\
       o 1 or options 1 asks for its options again.
      c or checkout goes on to the bill.""";

  Step run() {
    OrderDraft draft = conversation.draft();
    if (draft.menu == null) {
      draft.menu = conversation.api().menu(draft.restaurant.path("id").asText()).json();
    }
    showMenu();
    while (true) {
      conversation.screen().line("");
      Reply reply =
          conversation
              .prompt()
              .ask(Question.ofWords("Dish, v basket, c check out", HELP, completions()));
      if (!reply.isText()) {
        return conversation.backOrLeave(reply, Step.RESTAURANT);
      }
      if (reply.says("c") || reply.says("checkout")) {
        if (!draft.basket.isEmpty()) {
          return Step.REVIEW;
        }
        conversation.screen().paragraph("The basket is empty: type the number of a dish first.");
        continue;
      }
      Optional<Reply> ending = act(reply.text());
      if (ending.isPresent()) {
        return conversation.leave(ending.get());
      }
    }
  }

  private List<String> completions() {
    List<String> words = new ArrayList<>(WORDS);
    words.addAll(RestaurantStep.names(MenuText.items(conversation.draft().menu)));
    return words;
  }

  /** Does what was typed; holds a reply only when the user left in the middle of a dish. */
  private Optional<Reply> act(String text) {
    String[] words = text.split(" +", -1);
    String second = words.length > 1 ? words[1] : "";
    switch (words[0].toLowerCase(Locale.ROOT)) {
      case "m", "menu" -> showMenu();
      case "v", "basket" -> new BasketLines(conversation).show();
      case "r", "remove" -> new BasketLines(conversation).remove(second);
      case "n", "change" ->
          new BasketLines(conversation).change(second, words.length == 3 ? words[2] : "");
      case "o", "options" -> {
        return new BasketLines(conversation).chooseAgain(second);
      }
      default -> {
        return add(text);
      }
    }
    return Optional.empty();
  }

  private Optional<Reply> add(String text) {
    Screen screen = conversation.screen();
    List<JsonNode> items = MenuText.items(conversation.draft().menu);
    List<String> names = RestaurantStep.names(items);
    String quantity = "";
    Chosen chosen = Chosen.of(text, names);
    int space = text.lastIndexOf(' ');
    if (chosen.index().isEmpty() && space > 0) {
      Chosen before = Chosen.of(text.substring(0, space).strip(), names);
      String after = text.substring(space + 1);
      if (Conversation.number(after, 1, DishQuestions.QUANTITY_MAX).isPresent()) {
        chosen = before;
        quantity = after;
      }
    }
    OptionalInt index = chosen.index();
    if (index.isEmpty()) {
      screen.paragraph(chosen.advice("a dish", items.size()) + " ? helps.");
      return Optional.empty();
    }
    JsonNode item = items.get(index.getAsInt());
    if (!item.path("inStock").asBoolean(true)) {
      screen.paragraph(Printable.of(item, "name") + " is sold out; choose another dish.");
      return Optional.empty();
    }
    if (conversation.draft().basket.size() == LINES_MAX) {
      screen.paragraph("The basket holds " + LINES_MAX + " lines at most; check out with c.");
      return Optional.empty();
    }
    return new DishQuestions(conversation, item).add(quantity);
  }

  private void showMenu() {
    Screen screen = conversation.screen();
    screen
        .wrap(Printable.of(conversation.draft().restaurant, "name"))
        .forEach(line -> screen.line(screen.bold(line)));
    MenuText.lines(screen, conversation.draft().menu, false).forEach(screen::line);
  }
}
