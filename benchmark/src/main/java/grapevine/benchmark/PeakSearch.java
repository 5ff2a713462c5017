package grapevine.benchmark;

import grapevine.benchmark.load.StepResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the most that the cluster does: a closed loop of more and more connections, until twice as
 * many bring next to nothing.
 */
final class PeakSearch {
  private static final int CONNECTIONS_FIRST = 8;
  private static final double GAIN_LEAST = 1.03;

  private final int connectionsMax;

  PeakSearch(int connectionsMax) {
    this.connectionsMax = connectionsMax;
  }

  interface Step {
    StepResult run(int connections) throws IOException;
  }

  /** All steps made; the best of them is the peak. */
  List<StepResult> run(Step step) throws IOException {
    List<StepResult> steps = new ArrayList<>();
    double best = 0;
    int stale = 0;
    // Two in a row: one step may be disturbed by something else on the machine.
    for (int n = CONNECTIONS_FIRST; n <= connectionsMax && stale < 2; n *= 2) {
      StepResult result = step.run(n);
      steps.add(result);
      stale = result.total().goodPerSecond() < best * GAIN_LEAST ? stale + 1 : 0;
      best = Math.max(best, result.total().goodPerSecond());
    }
    return steps;
  }

  static double peakPerSecond(List<StepResult> steps) {
    return steps.stream().mapToDouble(step -> step.total().goodPerSecond()).max().orElse(0);
  }
}
