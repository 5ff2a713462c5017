package grapevine.client.dialogue;

import grapevine.client.text.Screen;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is in the basket, shown and changed by the numbers of its lines. */
record BasketLines(Conversation conversation) {

  void show() {
    Screen screen = conversation.screen();
    List<BasketEntry> basket = conversation.draft().basket;
    if (basket.isEmpty()) {
      screen.line("The basket is empty.");
      return;
    }
    long pence = 0;
    for (int i = 0; i < basket.size(); i++) {
      BasketEntry entry = basket.get(i);
      pence += entry.previewPence();
      screen.line(
          screen.bill(
              "%2d.%s".formatted(i + 1, entry.label()), screen.money(entry.previewPence())));
    }
    screen.line(screen.bill("    Dishes", screen.money(pence)));
  }

  void remove(String line) {
    OptionalInt index = index(line);
    if (index.isEmpty()) {
      conversation.screen().paragraph("Type r and the number of a line of the basket, as in r 1.");
    } else {
      conversation.draft().basket.remove(index.getAsInt());
    }
    show();
  }

  void change(String line, String quantity) {
    OptionalInt index = index(line);
    OptionalInt number = Conversation.number(quantity, 1, DishQuestions.QUANTITY_MAX);
    if (index.isEmpty() || number.isEmpty()) {
      conversation
          .screen()
          .paragraph("Type n, the number of a line of the basket and how many, as in n 1 3.");
    } else {
      conversation.draft().basket.set(index.getAsInt(), at(index).times(number.getAsInt()));
    }
    show();
  }

  /** Holds the reply only when the user left. */
  Optional<Reply> chooseAgain(String line) {
    OptionalInt index = index(line);
    if (index.isEmpty() || at(index).item().path("options").isEmpty()) {
      conversation
          .screen()
          .paragraph("Type o and the number of a line whose dish has options, as in o 1.");
      show();
      return Optional.empty();
    }
    return new DishQuestions(conversation, at(index).item()).chooseAgain(index.getAsInt());
  }

  private BasketEntry at(OptionalInt index) {
    return conversation.draft().basket.get(index.getAsInt());
  }

  private OptionalInt index(String line) {
    OptionalInt number = Conversation.number(line, 1, conversation.draft().basket.size());
    return number.isEmpty() ? number : OptionalInt.of(number.getAsInt() - 1);
  }
}
