package grapevine.client.demo;

import grapevine.client.text.Printable;
import grapevine.client.text.Screen;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells what happens when it happens: the time, who, and what. Thread-safe. */
final class Narrator {
  private static final int NAME_CHARS = 9;
  private static final String INDENT = " ".repeat(9 + NAME_CHARS + 1);

  private final Screen screen;
  private final Duration pace;
  private final long startNanos = System.nanoTime();

  /**
   * @param pace how long each line may be read; zero for nobody who reads
   */
  Narrator(Screen screen, Duration pace) {
    this.screen = screen;
    this.pace = pace;
  }

  synchronized void act(String title) {
    screen.line("");
    screen.line(screen.bold(title));
  }

  synchronized void says(String who, String what) {
    String time = String.format(Locale.ROOT, "%6.1f s ", seconds());
    String name = String.format(Locale.ROOT, "%-" + NAME_CHARS + "s ", Printable.clean(who));
    Screen column =
        new Screen(screen.out(), screen.err(), screen.width() - INDENT.length(), false, "");
    List<String> lines = column.wrap(Printable.clean(what));
    screen.line(time + screen.bold(name) + lines.get(0));
    lines.stream().skip(1).forEach(line -> screen.line(INDENT + line));
  }

  /** Then leaves time to read it. */
  void tells(String who, String what) {
    says(who, what);
    try {
      TimeUnit.MILLISECONDS.sleep(pace.toMillis());
    } catch (InterruptedException e) {
      throw StoryBroken.interrupted();
    }
  }

  Screen screen() {
    return screen;
  }

  private double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
