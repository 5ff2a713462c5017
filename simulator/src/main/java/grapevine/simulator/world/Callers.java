package grapevine.simulator.world;

import grapevine.protocol.Input;
import grapevine.protocol.ReplicaReply;
import grapevine.simulator.check.InvariantViolated;
import java.util.TreeMap;

/** Who waits for a replica manager, which numbers all calls itself. Each is answered once. */
final class Callers {
  /** Whom to answer, on which connection; nobody once that front end has died. */
  record Origin(FrontEndMachine frontEnd, int epoch, int connection, long call) {}

  private final TreeMap<Long, Origin> waiting = new TreeMap<>();
  private long last;

  long newNumber() {
    return ++last;
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
