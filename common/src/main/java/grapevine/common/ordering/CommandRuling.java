package grapevine.common.ordering;

import grapevine.common.ordering.OrderMove.Verdict;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of a command that somebody gives who has perhaps several parts in the order: the
 * restaurant's owner may have ordered there himself.
 *
 * @param by in which of them he gives it; meaningless when he may not
 */
public record CommandRuling(Actor by, Verdict verdict) {
  private static final CommandRuling NOT_ALLOWED =
      new CommandRuling(Actor.CUSTOMER, Verdict.NOT_ALLOWED);

  /** A delay leaves the status alone, so it is in no table of moves. */
  private static final Set<OrderStatus> DELAYED_FROM =
      EnumSet.of(OrderStatus.ACCEPTED, OrderStatus.PREPARING);

  /**
   * In the first part, as {@link Actor} orders them, in which it is legal; else in the first in
   * which it has been given already; else in the first that may ever give it.
   */
  public static CommandRuling of(
      OrderStatus from, Service service, OrderCommandKind kind, Collection<Actor> actors) {
    CommandRuling best = NOT_ALLOWED;
    for (Actor actor : new TreeSet<>(actors)) {
      CommandRuling next = new CommandRuling(actor, judge(from, service, kind, actor));
      if (next.rank() < best.rank()) {
        best = next;
      }
    }
    return best;
  }

  /** Whether there is any state of an order in which this actor may give this command. */
  static boolean isEverAllowed(OrderCommandKind kind, Actor actor) {
    return kind == OrderCommandKind.DELAY
        ? actor == Actor.RESTAURANT
        : OrderMove.of(kind, actor).isPresent();
  }

  private static Verdict judge(
      OrderStatus from, Service service, OrderCommandKind kind, Actor actor) {
    if (kind != OrderCommandKind.DELAY) {
      return OrderMove.judge(from, service, kind, actor);
    }
    if (!isEverAllowed(kind, actor)) {
      return Verdict.NOT_ALLOWED;
    }
    return DELAYED_FROM.contains(from) ? Verdict.LEGAL : Verdict.ILLEGAL_MOVE;
  }

  private int rank() {
    return switch (verdict) {
      case LEGAL -> 0;
      case ALREADY_DONE -> 1;
      case ILLEGAL_MOVE, TOO_LATE_TO_CANCEL -> 2;
      case NOT_ALLOWED -> 3;
    };
  }
}
