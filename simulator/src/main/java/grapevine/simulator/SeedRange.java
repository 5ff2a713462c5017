package grapevine.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code 1..300}, both ends included. */
record SeedRange(long first, long last) {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})\\.\\.(\\d{1,18})");

  /** Empty when it is not a range, or an empty one. */
  static Optional<SeedRange> parse(String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      return Optional.empty();
    }
    SeedRange seeds = new SeedRange(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)));
    return Optional.of(seeds).filter(some -> some.first <= some.last);
  }
}
