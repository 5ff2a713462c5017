package grapevine.simulator;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;

/** Says now and then how far a long run has come. */
final class ProgressLine {
  private final PrintWriter screen;
  private final Duration every;
  private Duration due;

  ProgressLine(PrintWriter screen, Duration every) {
    this.screen = screen;
    this.every = every;
    this.due = every;
  }

  void show(Duration elapsed, Supplier<String> text) {
    if (elapsed.compareTo(due) >= 0) {
      due = elapsed.plus(every);
      screen.println(text.get());
      screen.flush();
    }
  }
}
