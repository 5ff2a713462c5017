package grapevine.replica.provider;

import java.util.List;

/** Weekly opening hours as local times, Monday first; a span belongs to the day it starts on. */
public record WeekHours(List<List<Span>> days) {
  static final int DAYS = 7;
  static final int MINUTES_A_DAY = 24 * 60;

  public WeekHours {
    if (days.size() != DAYS) {
      throw new IllegalArgumentException("opening hours need seven days");
    }
    days = days.stream().map(List::copyOf).toList();
  }

  /**
   * Minutes from the day's midnight by the wall clock; {@code closes} is above 1440 for a span past
   * midnight.
   */
  public record Span(int opens, int closes) {
    public Span {
      if (!isPossible(opens, closes)) {
        throw new IllegalArgumentException("a span lasts from a minute to a day");
      }
    }

    static boolean isPossible(int opens, int closes) {
      return opens >= 0
          && opens < MINUTES_A_DAY
          && closes > opens
          && closes <= opens + MINUTES_A_DAY;
    }
  }
}
