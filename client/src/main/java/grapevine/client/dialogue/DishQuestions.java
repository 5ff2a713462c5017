package grapevine.client.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.text.MenuText;
import grapevine.client.text.Printable;
import grapevine.client.text.Screen;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Asks how many of a dish and which choices, and puts it into the basket unless the user goes back.
 */
record DishQuestions(Conversation conversation, JsonNode item) {
  static final int QUANTITY_MAX = 99;

  /** Holds the reply only when the user left. */
  Optional<Reply> add(String quantityText) {
    OptionalInt quantity = Conversation.number(quantityText, 1, QUANTITY_MAX);
    while (quantity.isEmpty()) {
      Reply reply =
          conversation
              .prompt()
              .ask(
                  "How many " + Printable.of(item, "name") + "? [1]",
                  "A number from 1 to 99; Enter for one.");
      if (!reply.isText()) {
        return unlessBack(reply, "Not added.");
      }
      String text = reply.text().isEmpty() ? "1" : reply.text();
      quantity = Conversation.number(text, 1, QUANTITY_MAX);
    }
    List<JsonNode> chosen = new ArrayList<>();
    Optional<Reply> other = chooseAll(chosen);
    if (other.isPresent()) {
      return unlessBack(other.get(), "Not added.");
    }
    BasketEntry entry = new BasketEntry(item, quantity.getAsInt(), chosen);
    conversation.draft().basket.add(entry);
    conversation.screen().paragraph("Added " + entry.label().strip() + ".");
    return Optional.empty();
  }

  /** The same dish, as often as before. Holds the reply only when the user left. */
  Optional<Reply> chooseAgain(int line) {
    List<JsonNode> chosen = new ArrayList<>();
    Optional<Reply> other = chooseAll(chosen);
    if (other.isPresent()) {
      return unlessBack(other.get(), "Not changed.");
    }
    List<BasketEntry> basket = conversation.draft().basket;
    basket.set(line, new BasketEntry(item, basket.get(line).quantity(), chosen));
    new BasketLines(conversation).show();
    return Optional.empty();
  }

  private Optional<Reply> unlessBack(Reply reply, String what) {
    if (reply.isBack()) {
      conversation.screen().line(what);
      return Optional.empty();
    }
    return Optional.of(reply);
  }

  private Optional<Reply> chooseAll(List<JsonNode> chosen) {
    for (JsonNode option : item.path("options")) {
      Optional<Reply> other = choose(option, chosen);
      if (other.isPresent()) {
        return other;
      }
    }
    return Optional.empty();
  }

  private Optional<Reply> choose(JsonNode option, List<JsonNode> chosen) {
    Screen screen = conversation.screen();
    String name = Printable.of(option, "name") + " (" + MenuText.howMany(option) + ")";
    int number = 0;
    for (JsonNode choice : option.path("choices")) {
      String label = "  %2d  %s".formatted(++number, Printable.of(choice, "name"));
      screen.line(screen.bill(label, MenuText.extra(screen, choice)));
    }
    List<String> names = RestaurantStep.names(option.path("choices"));
    boolean isNeeded = option.path("min").asInt() > 0;
    while (true) {
      Reply reply =
          conversation
              .prompt()
              .ask(
                  Question.ofWords(
                      isNeeded ? name : name + " [none]",
                      "Type numbers or names, with commas between"
                          + (isNeeded ? "." : "; Enter for none."),
                      names));
      if (!reply.isText()) {
        return Optional.of(reply);
      }
      Optional<Set<Integer>> indexes = indexes(reply.text(), names, option);
      if (indexes.isPresent()) {
        indexes.get().forEach(i -> chosen.add(option.path("choices").get(i)));
        return Optional.empty();
      }
      screen.paragraph("That does not fit: " + MenuText.howMany(option) + " of those above.");
    }
  }

  private static Optional<Set<Integer>> indexes(String text, List<String> names, JsonNode option) {
    Set<Integer> indexes = new LinkedHashSet<>();
    boolean isNumbers = text.matches("[0-9, ]*");
    for (String part :
        text.isEmpty() ? new String[0] : text.split(isNumbers ? "[, ]+" : " *, *", -1)) {
      OptionalInt index = Chosen.of(part, names).index();
      if (index.isEmpty() || !indexes.add(index.getAsInt())) {
        return Optional.empty();
      }
    }
    boolean fits =
        indexes.size() >= option.path("min").asInt()
            && indexes.size() <= option.path("max").asInt();
    return fits ? Optional.of(indexes) : Optional.empty();
  }
}
