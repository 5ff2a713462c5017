package grapevine.simulator.world;

import grapevine.database.UnansweredOrders.Unanswered;
import grapevine.protocol.Input;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.simulator.check.InvariantViolated;
import java.util.TreeMap;

/** Who waits for a replica manager, which numbers all calls itself. Each is answered once. */
final class Callers {
  /** Whom to answer, on which connection; nobody once that front end has died. */
  record Origin(FrontEndMachine frontEnd, int epoch, int connection, long call) {
    /** The replica manager itself, which does not wait for what becomes of it. */
    static final Origin OWN = new Origin(null, 0, 0, 0);

    boolean isOwn() {
      return frontEnd == null;
    }
  }

  private static final int EXPIRY_TICKS = 500;

  private final TreeMap<Long, Origin> waiting = new TreeMap<>();
  private long last;

  long newNumber() {
    return ++last;
  }

  /** When orders expire is the model's; what is handed in for it is the real one's. */
  static ReplicaMachine.Arrival expiry(Unanswered order) {
    return new ReplicaMachine.Arrival(
        new Input.Call(new ReplicaCall.UpdateCall(0, order.expiry(), EXPIRY_TICKS)), Origin.OWN);
  }

  Input numbered(ReplicaMachine.Arrival arrival) {
    if (arrival.origin() != null && arrival.input() instanceof Input.Call call) {
      long number = newNumber();
      waiting.put(number, arrival.origin());
      return new Input.Call(call.call().withCall(number));
    }
    return arrival.input();
  }

  Origin remove(ReplicaReply reply) {
    Origin origin = waiting.remove(reply.call());
    if (origin == null) {
      throw new InvariantViolated("one-reply", "answered twice or unasked: " + reply);
    }
    return origin;
  }

  /** The process died, and with it all that it owed. */
  void clear() {
    waiting.clear();
  }
}
