package grapevine.benchmark.report;

import grapevine.benchmark.load.Latency;
import grapevine.benchmark.load.StepResult;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Latency against load as SVG, latency on a logarithmic axis. Plain shapes and text: any browser
 * shows it, and it needs no library.
 */
public final class LatencyPlot {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 460;
  private static final int LEFT = 70;
  private static final int RIGHT = 90;
  private static final int TOP = 40;
  private static final int BOTTOM = 60;
  private static final int X_MARKS = 6;
  private static final double HEADROOM = 1.05;

  private record Series(String name, String colour, ToLongFunction<Latency> micros) {}

  // Told apart by people who see few colours too, and named at the end of each line.
  private static final List<Series> SERIES =
      List.of(
          new Series("p50", "#0072b2", Latency::p50Micros),
          new Series("p90", "#009e73", Latency::p90Micros),
          new Series("p99", "#e69f00", Latency::p99Micros),
          new Series("p99.9", "#d55e00", Latency::p999Micros),
          new Series("max", "#666666", Latency::maxMicros));

  private final List<StepResult> steps;
  private final double loadMax;
  private final int decadeFirst;
  private final int decadeLast;
  private final StringBuilder svg = new StringBuilder();

  private LatencyPlot(List<StepResult> steps) {
    this.steps = steps.stream().filter(step -> step.total().latency().count() > 0).toList();
    loadMax = this.steps.stream().mapToDouble(LatencyPlot::load).max().orElse(1) * HEADROOM;
    double least =
        this.steps.stream().mapToDouble(step -> step.total().latency().p50Micros()).min().orElse(1);
    double most =
        this.steps.stream().mapToDouble(step -> step.total().latency().maxMicros()).max().orElse(1);
    decadeFirst = (int) Math.floor(Math.log10(Math.max(1, least)));
    decadeLast = Math.max(decadeFirst + 1, (int) Math.ceil(Math.log10(Math.max(1, most))));
  }

  public static String svg(List<StepResult> steps) {
    return new LatencyPlot(steps).draw();
  }

  private String draw() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"12\">",
        WIDTH, HEIGHT, WIDTH, HEIGHT);
    add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
    add("<text x=\"%d\" y=\"22\" font-size=\"15\">Latency against load</text>", LEFT);
    drawLatencyAxis();
    drawLoadAxis();
    SERIES.forEach(this::drawSeries);
    return svg.append("</svg>\n").toString();
  }

  private void drawLatencyAxis() {
    for (int decade = decadeFirst; decade <= decadeLast; decade++) {
      double micros = Math.pow(10, decade);
      add(
          "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>",
          LEFT, WIDTH - RIGHT, y(micros), y(micros));
      add(
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          LEFT - 6, y(micros) + 4, named(decade));
    }
  }

  private static String named(int decade) {
    return decade >= 6
        ? (long) Math.pow(10, decade - 6) + " s"
        : decade >= 3
            ? (long) Math.pow(10, decade - 3) + " ms"
            : (long) Math.pow(10, decade) + " us";
  }

  private void drawLoadAxis() {
    int floor = HEIGHT - BOTTOM;
    add(
        "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"black\"/>",
        LEFT, WIDTH - RIGHT, floor, floor);
    for (int i = 0; i < X_MARKS; i++) {
      double load = loadMax / HEADROOM * i / (X_MARKS - 1);
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          x(load), floor + 18, Figures.perSecond(Math.rint(load)));
    }
    boolean isOpen = steps.stream().allMatch(step -> step.offeredPerSecond() != null);
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        (LEFT + WIDTH - RIGHT) / 2,
        floor + 42,
        isOpen ? "requests offered a second" : "answers with 2xx a second");
  }

  private void drawSeries(Series series) {
    StringBuilder points = new StringBuilder();
    for (StepResult step : steps) {
      points.append(
          String.format(Locale.ROOT, "%.1f,%.1f ", x(load(step)), y(latency(series, step))));
    }
    add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
        points.toString().strip(), series.colour());
    for (StepResult step : steps) {
      add(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
          x(load(step)), y(latency(series, step)), series.colour());
    }
    if (!steps.isEmpty()) {
      StepResult last = steps.get(steps.size() - 1);
      add(
          "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>",
          x(load(last)) + 8, y(latency(series, last)) + 4, series.colour(), series.name());
    }
  }

  private static double load(StepResult step) {
    return step.offeredPerSecond() != null ? step.offeredPerSecond() : step.total().goodPerSecond();
  }

  private static double latency(Series series, StepResult step) {
    return Math.max(1, series.micros().applyAsLong(step.total().latency()));
  }

  private double x(double load) {
    return LEFT + load / loadMax * (WIDTH - LEFT - RIGHT);
  }

  private double y(double micros) {
    double share = (Math.log10(micros) - decadeFirst) / (decadeLast - decadeFirst);
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
