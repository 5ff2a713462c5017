package grapevine.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A call that is held back, and what for: told to operators, never used by the protocol.
 *
 * @param ticksLeft until it is refused
 * @param awaited what it names and the state here does not show; empty for an update that waits for
 *     the other members to be heard (R16)
 */
public record HeldCall(Kind kind, long ticksLeft, List<Awaited> awaited) {
  /** What each call tells of its awaited components at most. */
  private static final int AWAITED_MAX = 8;

  public HeldCall {
    awaited = List.copyOf(awaited);
  }

  /** What is held back. */
  public enum Kind {
    UPDATE,
    QUERY
  }

  /**
   * One component.
   *
   * @param origin {@link MemberId#FORCED} for the one order for all
   * @param here how far it has been executed here
   * @param isAlternative another entry of the same write would do as well
   */
  public record Awaited(MemberId origin, long wanted, long here, boolean isAlternative) {}

  static HeldCall of(
      Kind kind, long ticksLeft, Token prev, VectorTimestamp here, Predicate<CallId> isExecuted) {
    List<Awaited> awaited = new ArrayList<>();
    for (Map.Entry<MemberId, Long> each : prev.vector().asMap().entrySet()) {
      add(awaited, new Dot(each.getKey(), each.getValue()), here, false);
    }
    if (prev.vector().forced() > 0) {
      add(awaited, new Dot(MemberId.FORCED, prev.vector().forced()), here, false);
    }
    for (PendingWrite write : prev.pending()) {
      if (!write.isCoveredBy(here) && !isExecuted.test(write.callId())) {
        write.dots().forEach(dot -> add(awaited, dot, here, write.dots().size() > 1));
      }
    }
    return new HeldCall(kind, ticksLeft, awaited.subList(0, Math.min(AWAITED_MAX, awaited.size())));
  }

  private static void add(
      List<Awaited> awaited, Dot dot, VectorTimestamp here, boolean isAlternative) {
    if (!here.covers(dot)) {
      long executed = dot.origin().equals(MemberId.FORCED) ? here.forced() : here.get(dot.origin());
      awaited.add(new Awaited(dot.origin(), dot.n(), executed, isAlternative));
    }
  }
}
