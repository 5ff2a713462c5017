package grapevine.benchmark.report;

import grapevine.benchmark.load.Latency;
import grapevine.benchmark.load.RefusalCount;
import grapevine.benchmark.load.RequestCounts;
import grapevine.benchmark.load.RequestKind;
import grapevine.benchmark.load.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table on the terminal: no line wider than 100 columns. */
public final class TextReport {
  private static final long LAG_MICROS_MAX = 5_000;

  private TextReport() {}

  public static List<String> lines(RunResult run) {
    List<String> lines = new ArrayList<>();
    boolean isOpen = run.steps().stream().anyMatch(step -> step.offeredPerSecond() != null);
    lines.add(
        line(
            isOpen ? "offered/s" : "connect.",
            "what",
            "good/s",
            "p50 ms",
            "p90",
            "p99",
            "p99.9",
            "max",
            "refused",
            "timeout",
            "broken",
            "unsent"));
    for (StepResult step : run.steps()) {
      step.byKind().forEach((kind, counts) -> lines.add(row(step, kind, counts)));
    }
    run.steps().forEach(step -> lines.addAll(notes(step)));
    if (run.peakPerSecond() != null) {
      lines.add("peak: " + Figures.perSecond(run.peakPerSecond()) + " answers with 2xx a second");
    }
    return lines;
  }

  private static String row(StepResult step, RequestKind kind, RequestCounts counts) {
    Latency latency = counts.latency();
    return line(
        load(step),
        kind.name().toLowerCase(Locale.ROOT),
        Figures.perSecond(counts.goodPerSecond()),
        Figures.millis(latency.p50Micros()),
        Figures.millis(latency.p90Micros()),
        Figures.millis(latency.p99Micros()),
        Figures.millis(latency.p999Micros()),
        Figures.millis(latency.maxMicros()),
        Figures.count(counts.refused()),
        Figures.count(counts.timedOut()),
        Figures.count(counts.broken()),
        Figures.count(counts.notSent()));
  }

  private static String load(StepResult step) {
    return step.offeredPerSecond() != null
        ? Figures.perSecond(step.offeredPerSecond())
        : Figures.count(step.connections());
  }

  private static List<String> notes(StepResult step) {
    List<String> notes = new ArrayList<>();
    for (Map.Entry<RequestKind, RequestCounts> kind : step.byKind().entrySet()) {
      for (RefusalCount refusal : kind.getValue().refusals()) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%9s %-5s refused %d %s: %s, p50 %s ms, p99 %s, p99.9 %s, max %s",
                load(step),
                kind.getKey().name().toLowerCase(Locale.ROOT),
                refusal.status(),
                refusal.code(),
                Figures.count(refusal.count()),
                Figures.millis(refusal.latency().p50Micros()),
                Figures.millis(refusal.latency().p99Micros()),
                Figures.millis(refusal.latency().p999Micros()),
                Figures.millis(refusal.latency().maxMicros())));
      }
    }
    notes.add(
        String.format(
            Locale.ROOT,
            "%9s generator: %s us of CPU a request, sent late by p50 %s ms, p99 %s, max %s%s",
            load(step),
            step.generatorCpuMicrosPerRequest(),
            Figures.millis(step.lag().p50Micros()),
            Figures.millis(step.lag().p99Micros()),
            Figures.millis(step.lag().maxMicros()),
            step.lag().p99Micros() > LAG_MICROS_MAX ? " (it was short of CPU)" : ""));
    return notes;
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, "%9s %-5s %8s %7s %7s %7s %7s %7s %8s %7s %7s %7s", cells);
  }
}
