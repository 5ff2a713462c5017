package grapevine.client.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A time said as one from now, such as 25m or 1h10m. */
public final class TimeAhead {
  private TimeAhead() {}

  /** Rounded up to the minute: a repetition within it says the same. Empty for what is no time. */
  public static Optional<Instant> instant(String text, Duration longest, Instant now) {
    try {
      Duration duration = Duration.parse("PT" + text);
      if (!duration.isNegative() && duration.compareTo(longest) < 0) {
        Instant at = now.plus(duration).truncatedTo(ChronoUnit.MINUTES);
        return Optional.of(at.plus(1, ChronoUnit.MINUTES));
      }
    } catch (DateTimeException | ArithmeticException e) {
      // As all that is no such time.
    }
    return Optional.empty();
  }
}
