package grapevine.benchmark.compare;

import java.util.Locale;

/** A comparison as a table. */
final class ComparisonText {
  private ComparisonText() {}

  static String of(Comparison comparison) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "",
        "conns",
        "system",
        "req/s",
        "p50 ms",
        "p99 ms",
        "CPU us",
        "Grapevine/peer req/s",
        "Grapevine/peer CPU",
        "");
    Comparison.Row above = null;
    for (Comparison.Row row : comparison.rows()) {
      boolean isNew =
          above == null
              || !above.operation().equals(row.operation())
              || above.connections() != row.connections();
      line(
          text,
          isNew ? row.operation() : "",
          isNew ? Integer.toString(row.connections()) : "",
          row.system(),
          number("%,.0f", row.requestsPerSecond().median()),
          number("%.1f", row.p50Millis()),
          number("%.1f", row.p99Millis()),
          number("%.0f", row.cpuMicrosPerRequest()),
          ratio(row.throughputRatio()),
          ratio(row.cpuRatio()),
          row.valid() ? "" : number("INVALID: %,d errors", row.errors()));
      above = row;
    }
    return text.toString();
  }

  private static String ratio(Spread ratio) {
    return ratio == null
        ? ""
        : String.format(Locale.ROOT, "%.2f (%.2f..%.2f)", ratio.median(), ratio.min(), ratio.max());
  }

  private static String number(String format, Object number) {
    return String.format(Locale.ROOT, format, number);
  }

  private static void line(StringBuilder text, Object... columns) {
    text.append(
        String.format(Locale.ROOT, "%-6s %5s  %-11s %8s %8s %8s %8s   %-20s %-20s%s%n", columns)
            .replaceAll(" +(?=\\R)", ""));
  }
}
