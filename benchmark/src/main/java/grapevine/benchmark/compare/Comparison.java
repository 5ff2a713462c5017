package grapevine.benchmark.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What the measurements say: for each operation and number of connections one row a system, in the
 * order of their first appearance. Rounds are compared one by one, since the runs of one round are
 * neighbours in time and suffer the same noise.
 */
record Comparison(List<Row> rows) {
  /** The system that the others are compared with. */
  static final String BASELINE = "grapevine";

  /**
   * One system in one setting. The ratios are Grapevine's figure by the peer's: null for Grapevine
   * itself, and where either is not valid.
   */
  record Row(
      String operation,
      int connections,
      String system,
      long errors,
      boolean valid,
      Spread requestsPerSecond,
      double p50Millis,
      double p99Millis,
      double cpuMicrosPerRequest,
      Spread throughputRatio,
      Spread cpuRatio) {}

  private record Setting(String operation, int connections) {}

  Comparison {
    rows = List.copyOf(rows);
  }

  static Comparison of(List<Measurement> measurements) {
    Map<Setting, Map<String, List<Measurement>>> settings = new LinkedHashMap<>();
    for (Measurement run : measurements) {
      settings
          .computeIfAbsent(
              new Setting(run.operation(), run.connections()), setting -> new LinkedHashMap<>())
          .computeIfAbsent(run.system(), system -> new ArrayList<>())
          .add(run);
    }
    List<Row> rows = new ArrayList<>();
    for (Map<String, List<Measurement>> systems : settings.values()) {
      List<Measurement> baseline = systems.getOrDefault(BASELINE, List.of());
      systems.values().forEach(runs -> rows.add(row(baseline, runs)));
    }
    return new Comparison(rows);
  }

  boolean isValid() {
    return rows.stream().allMatch(Row::valid);
  }

  private static Row row(List<Measurement> baseline, List<Measurement> runs) {
    Measurement first = runs.get(0);
    return new Row(
        first.operation(),
        first.connections(),
        first.system(),
        runs.stream().mapToLong(Measurement::errors).sum(),
        areValid(runs),
        spread(runs, Measurement::requestsPerSecond),
        spread(runs, Measurement::p50Millis).median(),
        spread(runs, Measurement::p99Millis).median(),
        spread(runs, Measurement::cpuMicrosPerRequest).median(),
        ratio(baseline, runs, Measurement::requestsPerSecond),
        ratio(baseline, runs, Measurement::cpuMicrosPerRequest));
  }

  private static boolean areValid(List<Measurement> runs) {
    return runs.stream().allMatch(Measurement::isValid);
  }

  private static Spread spread(List<Measurement> runs, ToDoubleFunction<Measurement> figure) {
    return Spread.of(runs.stream().map(figure::applyAsDouble).toList());
  }

  private static Spread ratio(
      List<Measurement> baseline, List<Measurement> runs, ToDoubleFunction<Measurement> figure) {
    if (runs.get(0).system().equals(BASELINE) || !areValid(baseline) || !areValid(runs)) {
      return null;
    }
    List<Double> ratios = new ArrayList<>();
    for (Measurement ours : baseline) {
      for (Measurement theirs : runs) {
        if (ours.round() == theirs.round()) {
          ratios.add(figure.applyAsDouble(ours) / figure.applyAsDouble(theirs));
        }
      }
    }
    return ratios.isEmpty() ? null : Spread.of(ratios);
  }
}
