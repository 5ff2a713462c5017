package grapevine.simulator.history;

import grapevine.common.ordering.OrderStatus;
import grapevine.simulator.history.HistoryEvent.Result;
import java.util.BitSet;

/**
 * One write, and what clients learned about it. Its past is the set of writes (by number) without
 * which nobody may be shown it; what the writer read just before becomes known, and is added, only
 * when the write is acknowledged.
 */
final class Write {
  private final int number;
  private final HistoryEvent.WriteInvoked asked;
  private final BitSet past;
  private boolean isAcknowledged;
  private boolean hasFailed;
  private boolean wasShown;

  Write(int number, HistoryEvent.WriteInvoked asked, BitSet past) {
    this.number = number;
    this.asked = asked;
    this.past = past;
  }

  void completed(Result result) {
    isAcknowledged = result == Result.OK;
    hasFailed = result == Result.FAIL;
    if (hasFailed && wasShown) {
      throw Promise.NO_EFFECT.broken(this + " failed, and was shown before");
    }
  }

  void shown() {
    wasShown = true;
  }

  void dependsOn(BitSet writes) {
    past.or(writes);
  }

  int number() {
    return number;
  }

  String order() {
    return asked.order();
  }

  OrderStatus status() {
    return asked.status();
  }

  String body() {
    return asked.body();
  }

  BitSet past() {
    return past;
  }

  boolean isOf(String session) {
    return asked.session().equals(session);
  }

  boolean isOfTheSameSessionAs(Write other) {
    return isOf(other.asked.session());
  }

  boolean isPlacing() {
    return asked.status() == OrderStatus.PLACED;
  }

  boolean isAcknowledged() {
    return isAcknowledged;
  }

  boolean hasFailed() {
    return hasFailed;
  }

  /** Owed by every replica in the end. */
  boolean hasHappened() {
    return isAcknowledged || wasShown;
  }

  @Override
  public String toString() {
    return "write " + asked.write() + " of " + asked.session() + " on order " + asked.order();
  }
}
