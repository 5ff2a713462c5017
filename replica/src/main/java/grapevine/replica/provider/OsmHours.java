package grapevine.replica.provider;

import grapevine.common.ordering.OpeningHours;
import grapevine.common.ordering.OpeningHours.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the common part of OpenStreetMap's <a
 * href="https://wiki.openstreetmap.org/wiki/Key:opening_hours">opening_hours</a>: {@code Mo-Fr
 * 11:00-14:30,17:00-22:00; Sa,Su 12:00-00:30; Mo off; PH off}, {@code 24/7}. What it does not
 * understand for certain (seasons, school holidays, sunset, open ends, comments) it leaves unknown
 * as a whole. Public holidays are passed over.
 */
final class OsmHours {
  private static final int CHARS_MAX = 255;
  private static final List<String> DAYS = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");
  private static final String PUBLIC_HOLIDAY = "PH";
  private static final Pattern SPAN =
      Pattern.compile("([0-9]{1,2}):([0-5][0-9])-([0-9]{1,2}):([0-5][0-9])");

  private final List<List<Span>> week =
      new ArrayList<>(Collections.nCopies(DAYS.size(), List.of()));
  private final List<TreeSet<Integer>> rules = new ArrayList<>();

  private OsmHours() {}

  static Optional<OpeningHours> parse(String text) {
    if (text.length() > CHARS_MAX) {
      return Optional.empty();
    }
    OsmHours reading = new OsmHours();
    for (String part : text.split(";", -1)) {
      String rule = part.strip().replaceAll("\\s+", " ").replaceAll(" ?([-,]) ?", "$1");
      if (!rule.isEmpty() && !reading.read(rule)) {
        return Optional.empty();
      }
    }
    return reading.rules.isEmpty() ? Optional.empty() : Optional.of(new OpeningHours(reading.week));
  }

  private boolean read(String rule) {
    int space = rule.lastIndexOf(' ');
    Optional<List<Span>> spans = spans(rule.substring(space + 1), space < 0);
    Optional<TreeSet<Integer>> days = space < 0 ? everyDay() : days(rule.substring(0, space));
    if (spans.isEmpty() || days.isEmpty()) {
      return false;
    }
    if (days.get().isEmpty()) {
      return true;
    }
    // By the letter a later rule replaces an earlier one on its days. One that would leave nothing
    // of an earlier one was meant otherwise: "Mo-Fr 11:00-14:00; Mo-Fr 17:00-22:00".
    if (rules.stream().anyMatch(days.get()::containsAll)) {
      return false;
    }
    rules.add(days.get());
    days.get().forEach(day -> week.set(day, spans.get()));
    return true;
  }

  private static Optional<TreeSet<Integer>> everyDay() {
    return days("Mo-Su");
  }

  /** Empty inside when only public holidays are named. */
  private static Optional<TreeSet<Integer>> days(String text) {
    TreeSet<Integer> days = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      if (part.equals(PUBLIC_HOLIDAY)) {
        continue;
      }
      int dash = part.indexOf('-');
      int first = DAYS.indexOf(dash < 0 ? part : part.substring(0, dash));
      int last = dash < 0 ? first : DAYS.indexOf(part.substring(dash + 1));
      if (first < 0 || last < 0) {
        return Optional.empty();
      }
      for (int day = first; day != last; day = (day + 1) % DAYS.size()) {
        days.add(day);
      }
      days.add(last);
    }
    return Optional.of(days);
  }

  private static Optional<List<Span>> spans(String text, boolean isWholeRule) {
    if (text.equals("off") || text.equals("closed")) {
      return Optional.of(List.of());
    }
    if (text.equals("24/7") && isWholeRule) {
      return Optional.of(List.of(new Span(0, OpeningHours.MINUTES_A_DAY)));
    }
    List<Span> spans = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = SPAN.matcher(part);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      int opens = minutes(matcher.group(1), matcher.group(2));
      int closes = minutes(matcher.group(3), matcher.group(4));
      // Hours above 24 are of the next day too; the same time twice may mean a day or nothing.
      int end = closes < opens ? closes + OpeningHours.MINUTES_A_DAY : closes;
      if (!Span.isPossible(opens, end)) {
        return Optional.empty();
      }
      spans.add(new Span(opens, end));
    }
    return Optional.of(spans);
  }

  private static int minutes(String hours, String minutes) {
    return 60 * Integer.parseInt(hours) + Integer.parseInt(minutes);
  }
}
