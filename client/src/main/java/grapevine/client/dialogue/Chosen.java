package grapevine.client.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Which of a numbered list was meant: its number, its name, or a part of its name that no other
 * has. {@code candidates} are those that it could be, when it is not one.
 */
public record Chosen(OptionalInt index, List<String> candidates) {
  private static final int CANDIDATES_MAX = 4;

  public static Chosen of(String typed, List<String> names) {
    if (typed.isEmpty()) {
      return new Chosen(OptionalInt.empty(), List.of());
    }
    OptionalInt number = Conversation.number(typed, 1, names.size());
    if (number.isPresent()) {
      return new Chosen(OptionalInt.of(number.getAsInt() - 1), List.of());
    }
    String wanted = typed.toLowerCase(Locale.ROOT);
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).toLowerCase(Locale.ROOT);
      if (name.equals(wanted)) {
        return new Chosen(OptionalInt.of(i), List.of());
      }
      if (name.contains(wanted)) {
        found.add(i);
      }
    }
    return found.size() == 1
        ? new Chosen(OptionalInt.of(found.get(0)), List.of())
        : new Chosen(OptionalInt.empty(), found.stream().map(names::get).toList());
  }

  /** What to say when it is not one. */
  public String advice(String what, int size) {
    if (candidates.isEmpty()) {
      return "Type the number of " + what + ", from 1 to " + size + ", or its name.";
    }
    String some =
        String.join("; ", candidates.subList(0, Math.min(CANDIDATES_MAX, candidates.size())));
    return "Which? " + some + (candidates.size() > CANDIDATES_MAX ? "; ..." : "");
  }
}
