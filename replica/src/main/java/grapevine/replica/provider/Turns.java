package grapevine.replica.provider;

import grapevine.replica.provider.Limits.Pace;

/** When the next request may leave, and how many left today (UTC). Guarded by its owner's lock. */
final class Turns {
  private static final long DAY_MILLIS = 24 * 60 * 60 * 1_000;

  private final Pace pace;

  /** When all turns of a burst are there again. */
  private long restedAtMillis;

  private long day;
  private int callsToday;

  Turns(Pace pace) {
    this.pace = pace;
  }

  /** How long until the next turn, which is not taken by asking. */
  long waitMillis(long nowMillis) {
    startDay(nowMillis);
    if (callsToday >= pace.perDay()) {
      return (day + 1) * DAY_MILLIS - nowMillis;
    }
    long toRest = rested(nowMillis) - nowMillis;
    return Math.max(0, toRest - (long) (pace.burst() - 1) * pace.intervalMillis());
  }

  void take(long nowMillis) {
    startDay(nowMillis);
    restedAtMillis = rested(nowMillis) + pace.intervalMillis();
    callsToday++;
  }

  int callsToday(long nowMillis) {
    startDay(nowMillis);
    return callsToday;
  }

  private long rested(long nowMillis) {
    // A clock that was set back must not close the door for as long as it was wrong.
    long latest = nowMillis + (long) pace.burst() * pace.intervalMillis() + pace.waitMaxMillis();
    restedAtMillis = Math.min(latest, Math.max(nowMillis, restedAtMillis));
    return restedAtMillis;
  }

  private void startDay(long nowMillis) {
    long today = Math.floorDiv(nowMillis, DAY_MILLIS);
    if (today != day) {
      day = today;
      callsToday = 0;
    }
  }
}
