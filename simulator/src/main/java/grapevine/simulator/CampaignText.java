package grapevine.simulator;

import grapevine.common.Json;
import grapevine.simulator.Campaign.Progress;
import grapevine.simulator.Campaign.Result;
import grapevine.simulator.Campaign.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A campaign's result for people, at most 80 columns wide. */
final class CampaignText {
  private static final int COLUMNS = 2;

  private CampaignText() {}

  static String progress(Progress progress) {
    List<Violation> violations = progress.violations();
    String last =
        violations.isEmpty()
            ? ""
            : ", the last in seed " + violations.get(violations.size() - 1).seed();
    return String.format(
        Locale.ROOT,
        "%,d of %,d seeds, %.0f a second, %d violations%s",
        progress.done(),
        progress.all(),
        progress.seedsPerSecond(),
        violations.size(),
        last);
  }

  static List<String> lines(Result result) {
    List<String> lines = new ArrayList<>();
    double seconds = Math.max(0.001, result.elapsed().toMillis() / 1000.0);
    add(
        lines,
        "%,d seeds (%,d of them also on SQLite) in %.0f s, %.1f a second",
        result.seeds(),
        result.sqliteSeeds(),
        seconds,
        result.seeds() / seconds);
    add(
        lines,
        "%.1f simulated hours, %,d events",
        result.virtual().toMillis() / 3_600_000.0,
        result.events());
    add(
        lines,
        "%,d writes and %,d reads done, %,d reads of what others wrote",
        result.writes(),
        result.reads(),
        result.readsOfOthers());
    lines.add("faults applied:");
    table(lines, result.faults());
    lines.add("marks reached:");
    table(lines, result.marks());
    result.belowFloor().forEach(below -> lines.add("TOO RARE: " + below));
    add(lines, "%d seeds, %d violations", result.seeds(), result.violations().size());
    return lines;
  }

  /** The same for scripts; durations in milliseconds. */
  static String json(Result result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("seeds", result.seeds());
    fields.put("sqliteSeeds", result.sqliteSeeds());
    fields.put("violations", result.violations());
    fields.put("elapsedMillis", result.elapsed().toMillis());
    fields.put("virtualMillis", result.virtual().toMillis());
    fields.put("events", result.events());
    fields.put("writes", result.writes());
    fields.put("reads", result.reads());
    fields.put("readsOfOthers", result.readsOfOthers());
    fields.put("faults", result.faults());
    fields.put("marks", result.marks());
    fields.put("belowFloor", result.belowFloor());
    return new String(Json.bytes(fields), StandardCharsets.UTF_8);
  }

  private static void table(List<String> lines, Map<? extends Enum<?>, Long> counts) {
    StringBuilder line = new StringBuilder();
    int column = 0;
    for (Map.Entry<? extends Enum<?>, Long> entry : counts.entrySet()) {
      String name = entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      line.append(String.format(Locale.ROOT, "  %-28s %,9d", name, entry.getValue()));
      column++;
      if (column % COLUMNS == 0) {
        lines.add(line.toString());
        line.setLength(0);
      }
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
  }

  private static void add(List<String> lines, String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values));
  }
}
