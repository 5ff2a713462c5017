package grapevine.client.dialogue;

import java.util.List;
import java.util.function.Function;

/**
 * What is asked, what {@code ?} answers, and how whole lines may go on that begin as typed. An
 * answer is kept in the history only where it tells nothing about a person.
 */
public record Question(
    String text, String help, Function<String, List<String>> completions, boolean isKept) {

  /** About the user: nothing is completed, nothing is kept. */
  public static Question personal(String text, String help) {
    return new Question(text, help, typed -> List.of(), false);
  }

  /** One that is answered by one of these words, among others. */
  public static Question ofWords(String text, String help, List<String> words) {
    List<String> fixed = List.copyOf(words);
    return new Question(text, help, typed -> fixed, true);
  }
}
