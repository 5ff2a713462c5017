package grapevine.client.dialogue;

import grapevine.client.text.Printable;
import grapevine.client.text.Screen;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks one question at a time. {@code b}, {@code q} and {@code ?} mean the same everywhere; help is
 * answered here, so a step never sees it. Piped answers are echoed to keep the transcript readable.
 */
public final class Prompt {
  private static final int ANSWER_WIDTH = 16;

  private final LineSource input;
  private final Screen screen;

  public Prompt(LineSource input, Screen screen) {
    this.input = input;
    this.screen = screen;
  }

  Reply ask(String question, String help) {
    return ask(Question.personal(question, help));
  }

  public Reply ask(Question question) {
    Question fitting = fitting(question);
    while (true) {
      if (!input.isEditor()) {
        screen.out().print(fitting.text());
        screen.out().flush();
      }
      Optional<String> line = input.next(fitting);
      if (line.isEmpty()) {
        screen.line("");
        // Ctrl-D is a way to quit; a pipe that ends has not said what it wanted.
        return new Reply(input.isEditor() ? Reply.Kind.QUIT : Reply.Kind.END, "");
      }
      String text = Printable.clean(line.get());
      if (!input.isEditor()) {
        screen.line(text);
      }
      switch (text.toLowerCase(Locale.ROOT)) {
        case "b", "back" -> {
          return new Reply(Reply.Kind.BACK, "");
        }
        case "q", "quit" -> {
          return new Reply(Reply.Kind.QUIT, "");
        }
        case "?", "help" -> question.help().lines().forEach(screen::paragraph);
        default -> {
          return new Reply(Reply.Kind.TEXT, text);
        }
      }
    }
  }

  /** A long question stands in lines of its own, so that the answer has room in a narrow window. */
  private Question fitting(Question question) {
    String text = question.text();
    if (text.length() + ANSWER_WIDTH > screen.width()) {
      screen.paragraph(text);
      text = "";
    }
    String shown = text.isEmpty() ? "> " : text + " > ";
    return new Question(shown, question.help(), question.completions(), question.isKept());
  }

  /** Shows a line while a question may be open. Any thread may call it. */
  public void tell(String line) {
    if (!input.showsAbove(line)) {
      screen.line(line);
    }
  }

  /** Whether the user pressed Enter, or input ended, within this time. */
  boolean isEnterPressedWithin(Duration duration) {
    return input.arrivesWithin(duration);
  }
}
