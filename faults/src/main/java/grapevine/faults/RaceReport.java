package grapevine.faults;

import grapevine.common.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of a race.
 *
 * @param wrong what else should not have been
 */
record RaceReport(List<Row> rows, List<String> wrong) {
  private static final int SHOWN_MAX = 10;

  /**
   * @param told losers who were told so
   * @param unclear who were told neither
   * @param retries tries after everybody's first
   */
  record Row(
      Prize prize,
      long winners,
      long told,
      long unclear,
      long retries,
      long medianMillis,
      long slowMillis) {
    boolean isGood() {
      return unclear == 0 && winners == Math.min(prize.winners(), winners + told);
    }
  }

  static RaceReport of(List<Racer> racers, List<String> wrong) {
    List<Row> rows = new ArrayList<>();
    for (Prize prize : Prize.values()) {
      rows.add(
          row(
              prize,
              racers.stream().map(racer -> racer.told(prize)).filter(it -> it != null).toList(),
              racers.size()));
    }
    return new RaceReport(rows, wrong);
  }

  private static Row row(Prize prize, List<Racer.Told> all, int clients) {
    long winners = all.stream().filter(told -> told.outcome().isDone()).count();
    long losers = all.stream().filter(told -> prize.isLostBy(told.outcome())).count();
    List<Long> millis = all.stream().map(Racer.Told::millis).sorted().toList();
    return new Row(
        prize,
        winners,
        losers,
        clients - winners - losers,
        all.stream().mapToLong(Racer.Told::retries).sum(),
        quantile(millis, 50),
        quantile(millis, 99));
  }

  private static long quantile(List<Long> sorted, int percent) {
    int rank = (sorted.size() * percent + 99) / 100;
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(rank, 1) - 1);
  }

  boolean isGood() {
    return wrong.isEmpty() && rows.stream().allMatch(Row::isGood);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("prize     winners  losers told  unclear  retries  p50 ms  p99 ms");
    for (Row row : rows) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-8s  %7d  %11d  %7d  %7d  %6d  %6d",
              row.prize().name().toLowerCase(Locale.ROOT),
              row.winners(),
              row.told(),
              row.unclear(),
              row.retries(),
              row.medianMillis(),
              row.slowMillis()));
    }
    rows.stream()
        .filter(row -> !row.isGood())
        .forEach(
            row ->
                lines.add(
                    "WRONG "
                        + row.prize()
                        + ": not "
                        + row.prize().winners()
                        + " won, or not all others were told"));
    wrong.stream().limit(SHOWN_MAX).forEach(what -> lines.add("WRONG " + what));
    if (wrong.size() > SHOWN_MAX) {
      lines.add("WRONG in all: " + wrong.size());
    }
    long winners = rows.stream().mapToLong(Row::winners).sum();
    long told = rows.stream().mapToLong(Row::told).sum();
    lines.add(
        winners
            + " won, "
            + told
            + " told that they lost, "
            + (isGood() ? "as it must be" : "WRONG"));
    return lines;
  }

  String json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("good", isGood());
    document.put("prizes", rows);
    document.put("wrong", wrong);
    return Json.text(document);
  }
}
