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
  private final LineSource input;
  private final Screen screen;
  private final boolean echo;

  public Prompt(LineSource input, Screen screen, boolean echo) {
    this.input = input;
    this.screen = screen;
    this.echo = echo;
  }

  Reply ask(String question, String help) {
    while (true) {
      screen.out().print(question + " > ");
      screen.out().flush();
      Optional<String> line = input.next();
      if (line.isEmpty()) {
        screen.line("");
        return new Reply(Reply.Kind.END, "");
      }
      String text = Printable.clean(line.get());
      if (echo) {
        screen.line(text);
      }
      switch (text.toLowerCase(Locale.ROOT)) {
        case "b" -> {
          return new Reply(Reply.Kind.BACK, "");
        }
        case "q" -> {
          return new Reply(Reply.Kind.QUIT, "");
        }
        case "?" -> screen.paragraph(help + " b goes back, q quits.");
        default -> {
          return new Reply(Reply.Kind.TEXT, text);
        }
      }
    }
  }

  /** Whether the user pressed Enter, or input ended, within this time. */
  boolean isEnterPressedWithin(Duration duration) {
    return input.arrivesWithin(duration);
  }
}
