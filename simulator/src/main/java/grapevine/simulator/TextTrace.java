package grapevine.simulator;

import grapevine.simulator.world.Trace;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A run as text, a line for each step. Two runs of one seed give the same lines, whichever disks
 * they use.
 */
final class TextTrace implements Trace {
  private final Consumer<String> lines;

  TextTrace(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void note(long micros, String who, String verb, Object what) {
    lines.accept(
        String.format(
            Locale.ROOT,
            "%3d.%06d %-4s %s %s",
            micros / 1_000_000,
            micros % 1_000_000,
            who,
            verb,
            StepText.of(what)));
  }
}
