package grapevine.database.catalogue;

import java.util.concurrent.TimeUnit;

/** How long what a provider said holds, and how long it is better than nothing. */
public enum Freshness {
  AREA(7, 60),
  POSTCODE(30, 365),
  /** Stale ones are shown for as long as their area. */
  RATINGS(1, 60),
  /** That there is none: a new one may come into use any day. */
  UNKNOWN_POSTCODE(1, 1);

  private final long freshMillis;
  private final long usableMillis;

  Freshness(int freshDays, int usableDays) {
    this.freshMillis = TimeUnit.DAYS.toMillis(freshDays);
    this.usableMillis = TimeUnit.DAYS.toMillis(usableDays);
  }

  /** What was fetched by a clock that is ahead is fresh. */
  public boolean isFresh(long fetchedAtMillis, long atMillis) {
    return atMillis - fetchedAtMillis < freshMillis;
  }

  public boolean isUsable(long fetchedAtMillis, long atMillis) {
    return atMillis - fetchedAtMillis < usableMillis;
  }
}
