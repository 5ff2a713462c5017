package grapevine.simulator.world;

import grapevine.protocol.Input;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Outcome;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.Update;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Updates that perhaps only the incarnation before had: handed in one after the other, as their
 * sessions made them, each until it is acknowledged, before anybody is served (R17).
 */
final class HandIn {
  private static final int DEADLINE_TICKS = 100;

  private final ArrayDeque<Update> left = new ArrayDeque<>();
  // The call for the first of them; 0: none.
  private long call;

  void add(List<Update> updates) {
    left.addAll(updates);
  }

  boolean isDone() {
    return left.isEmpty();
  }

  boolean isWaiting() {
    return call != 0;
  }

  boolean isCall(long number) {
    return call != 0 && number == call;
  }

  Input next(long number) {
    call = number;
    return new Input.Call(new ReplicaCall.UpdateCall(call, left.peek(), DEADLINE_TICKS));
  }

  void replied(ReplicaReply reply) {
    call = 0;
    if (reply.outcome() == Outcome.DONE) {
      left.remove();
    }
  }

  /** A new process asks again. */
  void restart() {
    call = 0;
  }

  /** What is left, and then what this incarnation has logged. */
  List<Update> withOwn(MemberId me, List<LogRecord> log) {
    List<Update> all = new ArrayList<>(left);
    log.stream()
        .filter(record -> record.origin().equals(me))
        .map(LogRecord::update)
        .forEach(all::add);
    return all;
  }
}
