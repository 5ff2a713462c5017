package grapevine.faults;

import grapevine.faults.Outcome.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks one front end after the other until one answers or patience ends, a write always under the
 * same key. One session's own.
 */
final class Persistence {
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 250;

  private final FrontEndCalls calls;
  private final List<String> frontEnds;
  private final Duration patience;
  private final AnswerTimes times;
  private int preferred;

  Persistence(
      FrontEndCalls calls,
      List<String> frontEnds,
      int preferred,
      Duration patience,
      AnswerTimes times) {
    this.calls = calls;
    this.frontEnds = frontEnds;
    this.preferred = preferred % frontEnds.size();
    this.patience = patience;
    this.times = times;
  }

  void goToNext() {
    preferred = (preferred + 1) % frontEnds.size();
  }

  Outcome call(Call call, Optional<String> guest, Optional<String> token)
      throws InterruptedException {
    long began = System.nanoTime();
    boolean mayHaveHappened = false;
    long pause = FIRST_PAUSE_MILLIS;
    for (int tries = 1; ; tries++) {
      Outcome outcome = calls.send(frontEnds.get(preferred), call, guest, token);
      if (outcome.isDone() || outcome.kind() == Kind.REFUSED) {
        times.answered(began, System.nanoTime());
        // After a try that may have been taken only success tells what became of it.
        return outcome.isDone() || !mayHaveHappened ? outcome : outcome.as(Kind.UNKNOWN);
      }
      times.otherwise(outcome.code());
      mayHaveHappened |= outcome.kind() == Kind.UNKNOWN;
      if (System.nanoTime() - began > patience.toNanos()) {
        times.unanswered();
        return outcome.as(mayHaveHappened ? Kind.UNKNOWN : Kind.NOT_TAKEN);
      }
      goToNext();
      if (tries % frontEnds.size() == 0) {
        TimeUnit.MILLISECONDS.sleep(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    }
  }
}
