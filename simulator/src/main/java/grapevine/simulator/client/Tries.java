package grapevine.simulator.client;

import grapevine.protocol.Token;
import grapevine.simulator.client.Attempt.End;
import grapevine.simulator.history.HistoryEvent.Result;
import grapevine.simulator.history.SeenOrder;
import grapevine.simulator.world.Dice;
import grapevine.simulator.world.FrontEndMachine;
import java.util.List;

/**
 * All tries of one write: one after the other, or two at once, and once more after success. Each
 * may go through another front end; the key makes them one.
 */
final class Tries {
  private static final int TRIES_MAX = 4;

  /** Told once, with what all tries depended on, or the write itself where it was seen. */
  interface Ended {
    void as(Result result, List<SeenOrder> seen);
  }

  private final Write write;
  private final Session session;
  private final Workload workload;
  private final Dice own;
  private final Ended told;
  private final Token tokenBefore;
  private int left = TRIES_MAX;
  private int underWay;
  private boolean isUnknown;
  private boolean isDone;
  private boolean isRepeated;
  private List<SeenOrder> seen = List.of();

  Tries(Write write, Session session, Workload workload, Dice own, Ended told) {
    this.write = write;
    this.session = session;
    this.workload = workload;
    this.own = own;
    this.told = told;
    this.tokenBefore = session.token();
  }

  void begin(boolean isInHaste) {
    // Somebody who presses the button twice.
    boolean isTwice = !isInHaste && own.chance(0.1);
    attempt(session.token(), isInHaste || (write.move() == null && own.chance(0.5)));
    if (isTwice) {
      attempt(session.token(), false);
    }
  }

  private void attempt(Token with, boolean isBlind) {
    left--;
    underWay++;
    FrontEndMachine frontEnd = own.pick(workload.frontEnds());
    Attempt attempt = new Attempt(write, frontEnd, with, workload, this::ended);
    if (isBlind) {
      attempt.beginBlindly();
    } else {
      attempt.begin();
    }
  }

  private void ended(Attempt.Result result) {
    underWay--;
    session.remember(result.token());
    boolean isFirst = left == TRIES_MAX - 1;
    boolean showsIt = result.seen().stream().anyMatch(order -> order.writes().contains(write.id()));
    seen = isFirst || showsIt ? result.seen() : seen;
    isUnknown |= result.end() == End.UNKNOWN;
    isDone |= result.end() == End.DONE;
    if (underWay > 0) {
      return;
    }
    if (!isDone && left > 0 && !workload.isOver()) {
      workload
          .timeline()
          .after(own.around(workload.thinkMicros()), () -> attempt(session.token(), false));
    } else if (isDone && !isRepeated && own.chance(0.1)) {
      // The answer got lost on the way, and perhaps the new token with it.
      isRepeated = true;
      if (own.chance(0.5)) {
        seen = List.of(); // this try does not depend on it
        attempt(tokenBefore, true);
      } else {
        attempt(session.token(), true);
      }
    } else {
      told.as(result(), seen);
    }
  }

  private Result result() {
    if (isDone) {
      return Result.OK;
    }
    boolean isCertain = !isUnknown && !workload.repeatsCalls();
    return isCertain ? Result.FAIL : Result.INFO;
  }
}
