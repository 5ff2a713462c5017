package grapevine.common.ordering;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Instants as public answers write them: UTC, milliseconds, {@code 2026-11-21T14:33:50.120Z};
 * inside they are epoch milliseconds.
 */
public final class Rfc3339 {
  private static final long DAY_MILLIS = 86_400_000;

  private Rfc3339() {}

  /** Every order shown has some of these, and a general formatter would be a tenth of its price. */
  public static String ofMillis(long epochMillis) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(epochMillis, DAY_MILLIS));
    int millis = Math.floorMod(epochMillis, (int) DAY_MILLIS);
    if (date.getYear() < 0 || date.getYear() > 9999) {
      return Instant.ofEpochMilli(epochMillis).toString();
    }
    StringBuilder text = new StringBuilder(24);
    digits(text, date.getYear(), 1000);
    digits(text.append('-'), date.getMonthValue(), 10);
    digits(text.append('-'), date.getDayOfMonth(), 10);
    digits(text.append('T'), millis / 3_600_000, 10);
    digits(text.append(':'), millis / 60_000 % 60, 10);
    digits(text.append(':'), millis / 1000 % 60, 10);
    digits(text.append('.'), millis % 1000, 100);
    return text.append('Z').toString();
  }

  private static void digits(StringBuilder text, int number, int unit) {
    for (int left = unit; left > 0; left /= 10) {
      text.append((char) ('0' + number / left % 10));
    }
  }

  public static long toMillis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
