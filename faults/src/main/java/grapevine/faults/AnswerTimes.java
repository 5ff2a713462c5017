package grapevine.faults;

import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** When operations were answered, and what their tries met instead. Used by all sessions. */
final class AnswerTimes {
  private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TreeMap<String, Long> otherAnswers = new TreeMap<>();
  private long beganNanos;
  private long lastAnswerNanos;
  private long longestGapNanos;
  private long answered;
  private long answeredSoon;
  private long unanswered;
  private boolean isOver;

  /** What was asked before was only to find out what can be ordered. */
  synchronized void begin(long nowNanos) {
    beganNanos = nowNanos;
    lastAnswerNanos = nowNanos;
    longestGapNanos = 0;
    answered = 0;
    answeredSoon = 0;
    unanswered = 0;
    otherAnswers.clear();
  }

  synchronized void answered(long sinceNanos, long nowNanos) {
    answered++;
    if (nowNanos - sinceNanos <= SOON_NANOS) {
      answeredSoon++;
    }
    gapEnds(nowNanos);
  }

  synchronized void unanswered() {
    unanswered++;
  }

  synchronized void otherwise(String code) {
    otherAnswers.merge(code, 1L, Long::sum);
  }

  /** From now on nobody is asked, so silence means nothing. */
  synchronized void end(long nowNanos) {
    gapEnds(nowNanos);
    isOver = true;
  }

  synchronized Summary summary() {
    return new Summary(
        answered + unanswered,
        answered,
        answeredSoon,
        millis(longestGapNanos),
        millis(lastAnswerNanos - beganNanos),
        new TreeMap<>(otherAnswers));
  }

  /**
   * @param otherAnswers how often single tries ended in which other way
   */
  record Summary(
      long operations,
      long answered,
      long answeredWithinOneSecond,
      long longestMillisWithoutAnswer,
      long loadMillis,
      TreeMap<String, Long> otherAnswers) {}

  private void gapEnds(long nowNanos) {
    if (!isOver) {
      longestGapNanos = Math.max(longestGapNanos, nowNanos - lastAnswerNanos);
      lastAnswerNanos = nowNanos;
    }
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
