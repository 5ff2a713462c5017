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
  private static final int QUANTITY_MAX = 99;

  /** Holds the reply only when the user left. */
  Optional<Reply> ask(String quantityText) {
    OptionalInt quantity = Conversation.number(quantityText, 1, QUANTITY_MAX);
    while (quantity.isEmpty()) {
      Reply reply =
          conversation
              .prompt()
              .ask(
                  "How many " + Printable.of(item, "name") + "? [1]",
                  "A number from 1 to 99; Enter for one.");
      if (!reply.isText()) {
        return unlessBack(reply);
      }
      String text = reply.text().isEmpty() ? "1" : reply.text();
      quantity = Conversation.number(text, 1, QUANTITY_MAX);
    }
    List<JsonNode> chosen = new ArrayList<>();
    for (JsonNode option : item.path("options")) {
      Optional<Reply> other = choose(option, chosen);
      if (other.isPresent()) {
        return unlessBack(other.get());
      }
    }
    BasketEntry entry = new BasketEntry(item, quantity.getAsInt(), chosen);
    conversation.draft().basket.add(entry);
    conversation.screen().line("Added " + entry.label().strip() + ".");
    return Optional.empty();
  }

  private Optional<Reply> unlessBack(Reply reply) {
    if (reply.isBack()) {
      conversation.screen().line("Not added.");
      return Optional.empty();
    }
    return Optional.of(reply);
  }

  private Optional<Reply> choose(JsonNode option, List<JsonNode> chosen) {
    Screen screen = conversation.screen();
    String question = Printable.of(option, "name") + " (" + MenuText.howMany(option) + ")";
    int number = 0;
    for (JsonNode choice : option.path("choices")) {
      String label = "  %2d  %s".formatted(++number, Printable.of(choice, "name"));
      String extra = MenuText.extra(screen, choice);
      screen.line(extra.isEmpty() ? label : label + "  " + extra);
    }
    while (true) {
      Reply reply =
          conversation
              .prompt()
              .ask(question, "Type the numbers, with commas between; Enter for none.");
      if (!reply.isText()) {
        return Optional.of(reply);
      }
      Optional<Set<Integer>> numbers = numbers(reply.text(), option);
      if (numbers.isPresent()) {
        numbers.get().forEach(n -> chosen.add(option.path("choices").get(n - 1)));
        return Optional.empty();
      }
      screen.line("That does not fit: " + MenuText.howMany(option) + " of the numbers above.");
    }
  }

  private static Optional<Set<Integer>> numbers(String text, JsonNode option) {
    Set<Integer> numbers = new LinkedHashSet<>();
    for (String part : text.isEmpty() ? new String[0] : text.split("[, ]+")) {
      OptionalInt number = Conversation.number(part, 1, option.path("choices").size());
      if (number.isEmpty() || !numbers.add(number.getAsInt())) {
        return Optional.empty();
      }
    }
    boolean fits =
        numbers.size() >= option.path("min").asInt()
            && numbers.size() <= option.path("max").asInt();
    return fits ? Optional.of(numbers) : Optional.empty();
  }
}
