package grapevine.client.desk;

import java.util.List;

/**
 * Something that is done at a desk by typing its name. {@code usage} is what stands after it;
 * {@code takes} says what its first argument is.
 */
record Word(String name, String usage, String says, Takes takes, Action action) {
  enum Takes {
    NOTHING,
    ORDER,
    DISH
  }

  /** Does it with what stands after the word, and returns what to show. */
  interface Action {
    List<String> run(String arguments);
  }

  /** Thrown by an action whose arguments are wrong; the desk adds how it is used. */
  static final class Misused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misused(String message) {
      super(message, null, false, false);
    }
  }
}
