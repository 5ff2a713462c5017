package grapevine.benchmark.report;

import grapevine.benchmark.load.Mix;
import grapevine.benchmark.load.StepResult;
import java.util.List;

/**
 * A whole run, as it is written with --json.
 *
 * @param peakPerSecond the highest goodput of the steps of --find-peak; null without it
 */
public record RunResult(
    String startedAt,
    List<String> frontEnds,
    Mix mix,
    String arrivals,
    int customers,
    int connectionsMax,
    int timeoutSeconds,
    int warmUpSeconds,
    long seed,
    Double peakPerSecond,
    List<StepResult> steps) {
  public RunResult {
    frontEnds = List.copyOf(frontEnds);
    steps = List.copyOf(steps);
  }
}
