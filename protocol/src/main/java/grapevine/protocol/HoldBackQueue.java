package grapevine.protocol;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Calls that wait here for what they depend on, in the order of arrival. Bounded, and no call stays
 * past its deadline: a front end is always told (invariant 6).
 */
final class HoldBackQueue {
  private final int max;
  private final List<Held> calls = new ArrayList<>();

  HoldBackQueue(int max) {
    this.max = max;
  }

  record Held(ReplicaCall call, long deadline) {}

  boolean isFull() {
    return calls.size() >= max;
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  void hold(ReplicaCall call, long deadline) {
    calls.add(new Held(call, deadline));
  }

  /** Removes and returns the calls that need wait no longer. */
  List<Held> release(Predicate<Held> isReady) {
    List<Held> released = new ArrayList<>();
    for (Iterator<Held> each = calls.iterator(); each.hasNext(); ) {
      Held held = each.next();
      if (isReady.test(held)) {
        released.add(held);
        each.remove();
      }
    }
    return released;
  }

  int count(Class<? extends ReplicaCall> kind) {
    return (int) calls.stream().filter(held -> kind.isInstance(held.call())).count();
  }

  List<Held> calls() {
    return calls;
  }
}
