package grapevine.simulator.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * One line of a scenario: a verb, words, and options such as {@code at=rm1}. An option that nobody
 * asked for is an error, for a misspelt one would make a story tell what was not done.
 */
final class Command {
  private final String line;
  private final String verb;
  private final List<String> words = new ArrayList<>();
  private final TreeMap<String, String> options = new TreeMap<>();

  Command(String line) {
    this.line = line;
    String[] parts = line.trim().split(" +", -1);
    this.verb = parts[0];
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 0) {
        words.add(parts[i]);
      } else {
        options.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
      }
    }
  }

  String verb() {
    return verb;
  }

  List<String> words() {
    return List.copyOf(words);
  }

  String word(int index) {
    if (index >= words.size()) {
      throw wrong("needs more words");
    }
    return words.get(index);
  }

  boolean has(String option) {
    return options.containsKey(option);
  }

  String option(String name, String otherwise) {
    String value = options.remove(name);
    return value == null ? otherwise : value;
  }

  int number(String name, int otherwise) {
    return Integer.parseInt(option(name, Integer.toString(otherwise)));
  }

  /** All options as counts, for a token written by hand. */
  TreeMap<String, Long> counts() {
    TreeMap<String, Long> counts = new TreeMap<>();
    options.forEach((name, count) -> counts.put(name, Long.valueOf(count)));
    options.clear();
    return counts;
  }

  void requireNothingLeft() {
    if (!options.isEmpty()) {
      throw wrong("does not know " + options.keySet());
    }
  }

  IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException("'" + line + "' " + why);
  }
}
