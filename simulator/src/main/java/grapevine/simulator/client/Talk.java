package grapevine.simulator.client;

import grapevine.common.ordering.Message;
import grapevine.simulator.check.InvariantViolated;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who wrote what to whom, and as an answer to what; all of it known by its id. */
final class Talk {
  private final TreeMap<String, Said> all = new TreeMap<>();
  private int answersShown;

  /**
   * @param question the id of the message that it answers; empty for one that begins
   */
  record Said(String id, String from, String to, Optional<String> question) {}

  void add(Said said) {
    all.put(said.id, said);
  }

  Said of(Message message) {
    Said said = all.get(message.id());
    if (said == null || !said.from.equals(message.from())) {
      throw new InvariantViolated("thin-air", message + ", which nobody wrote");
    }
    return said;
  }

  boolean isTo(String id, String name) {
    return all.get(id).to.equals(name);
  }

  /** How many answers were shown in their threads. */
  int answersShown() {
    return answersShown;
  }

  /**
   * What is shown of a thread or an inbox: everything once, and no answer before its question.
   *
   * @param isThread whether questions stand in the same list: then they must be there
   */
  TreeSet<String> requireReadingOrder(String where, List<Message> shown, boolean isThread) {
    TreeSet<String> all = new TreeSet<>();
    shown.forEach(message -> all.add(message.id()));
    TreeSet<String> before = new TreeSet<>();
    for (Message message : shown) {
      Optional<String> question = of(message).question;
      boolean isAsked = question.isPresent() && (isThread || all.contains(question.get()));
      if (isAsked && !before.contains(question.get())) {
        throw new InvariantViolated(
            "answer-before-question", where + " shows " + message + " before its question");
      }
      answersShown += isAsked ? 1 : 0;
      if (!before.add(message.id())) {
        throw new InvariantViolated("shown-twice", where + " shows " + message.id() + " twice");
      }
    }
    return all;
  }

  /** Everything of these must be shown. */
  static void requireShown(String where, TreeSet<String> known, TreeSet<String> shown) {
    if (!shown.containsAll(known)) {
      TreeSet<String> missing = new TreeSet<>(known);
      missing.removeAll(shown);
      throw new InvariantViolated("lost-message", where + " is not shown " + missing);
    }
  }
}
