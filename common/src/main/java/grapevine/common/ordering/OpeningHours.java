package grapevine.common.ordering;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Weekly opening hours as local times in Europe/London; Monday first. A span may run past midnight:
 * it belongs to the day on which it starts. Local times become instants before they are compared,
 * so the nights when the clocks change are right: a span ends when the wall clock says so.
 */
public record OpeningHours(List<List<Span>> week) {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  public static final int MINUTES_A_DAY = 24 * 60;

  public OpeningHours {
    if (week.size() != DAYS.size()) {
      throw new IllegalArgumentException("opening hours need seven days");
    }
    week = week.stream().map(List::copyOf).toList();
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

    public static boolean isPossible(int opens, int closes) {
      return opens >= 0
          && opens < MINUTES_A_DAY
          && closes > opens
          && closes <= opens + MINUTES_A_DAY;
    }

    boolean covers(LocalDate day, Instant at) {
      return !at.isBefore(instant(day, opens)) && at.isBefore(instant(day, closes));
    }

    private static Instant instant(LocalDate day, int minute) {
      LocalTime time = LocalTime.ofSecondOfDay(60L * (minute % MINUTES_A_DAY));
      return day.plusDays(minute / MINUTES_A_DAY).atTime(time).atZone(LONDON).toInstant();
    }
  }

  public static OpeningHours always() {
    List<Span> wholeDay = List.of(new Span(0, MINUTES_A_DAY));
    return new OpeningHours(Collections.nCopies(DAYS.size(), wholeDay));
  }

  /**
   * From a template such as {@code {"mon-thu": [["17:00", "00:30"]], "sun": []}}; a day not named
   * is closed.
   */
  public static OpeningHours ofTemplate(Map<String, List<List<String>>> template) {
    List<List<Span>> week = new ArrayList<>();
    for (int day = 0; day < DAYS.size(); day++) {
      List<Span> spans = new ArrayList<>();
      for (Map.Entry<String, List<List<String>>> entry : template.entrySet()) {
        if (covers(entry.getKey(), day)) {
          entry.getValue().forEach(span -> spans.add(span(span.get(0), span.get(1))));
        }
      }
      week.add(spans);
    }
    return new OpeningHours(week);
  }

  /**
   * The same hours as a template, each day by itself; a span that lasts a day ends as it begins.
   */
  public Map<String, List<List<String>>> toTemplate() {
    Map<String, List<List<String>>> template = new LinkedHashMap<>();
    for (int day = 0; day < DAYS.size(); day++) {
      template.put(
          DAYS.get(day),
          week.get(day).stream()
              .map(span -> List.of(clock(span.opens), clock(span.closes)))
              .toList());
    }
    return template;
  }

  /** A day on which a span begins before another has ended; empty when there is none. */
  public Optional<String> overlappingDay() {
    List<int[]> spans = new ArrayList<>();
    for (int day = 0; day < DAYS.size(); day++) {
      for (Span span : week.get(day)) {
        int midnight = day * MINUTES_A_DAY;
        spans.add(new int[] {midnight + span.opens, midnight + span.closes, day});
      }
    }
    spans.sort(Comparator.comparingInt(span -> span[0]));
    for (int i = 0; i < spans.size(); i++) {
      boolean isLast = i + 1 == spans.size();
      int[] next = spans.get(isLast ? 0 : i + 1);
      int nextOpens = next[0] + (isLast ? DAYS.size() * MINUTES_A_DAY : 0);
      if (nextOpens < spans.get(i)[1]) {
        return Optional.of(DAYS.get(next[2]));
      }
    }
    return Optional.empty();
  }

  public boolean isOpenAt(long atMillis) {
    Instant at = Instant.ofEpochMilli(atMillis);
    LocalDate today = LocalDate.ofInstant(at, LONDON);
    return isOpen(today, at) || isOpen(today.minusDays(1), at);
  }

  private boolean isOpen(LocalDate day, Instant at) {
    return week.get(day.getDayOfWeek().getValue() - 1).stream()
        .anyMatch(span -> span.covers(day, at));
  }

  private static boolean covers(String days, int day) {
    int dash = days.indexOf('-');
    int first = DAYS.indexOf(dash < 0 ? days : days.substring(0, dash));
    int last = dash < 0 ? first : DAYS.indexOf(days.substring(dash + 1));
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("not a range of days: " + days);
    }
    return first <= day && day <= last;
  }

  private static String clock(int minute) {
    return LocalTime.ofSecondOfDay(60L * (minute % MINUTES_A_DAY)).toString();
  }

  private static Span span(String opens, String closes) {
    int from = LocalTime.parse(opens).toSecondOfDay() / 60;
    int to = LocalTime.parse(closes).toSecondOfDay() / 60;
    return new Span(from, to <= from ? to + MINUTES_A_DAY : to);
  }
}
