package grapevine.common.ordering;

import java.util.EnumSet;
import java.util.Set;

/**
 * Whose an order is: the one place that says who sees it and in which roles somebody may give it
 * commands. Whoever has no part in it is told that there is no such order.
 */
public final class OrderRights {
  private OrderRights() {}

  /**
   * @param customerId of the order
   * @param owner the account that owns its restaurant, null when nobody does
   * @param courier the account that has its delivery, null while nobody has
   */
  public static Set<Actor> of(Viewer viewer, String customerId, String owner, String courier) {
    Set<Actor> actors = EnumSet.noneOf(Actor.class);
    if (viewer.customerId().equals(customerId)) {
      actors.add(Actor.CUSTOMER);
    }
    if (viewer.is(Role.RESTAURANT) && viewer.accountId().equals(owner)) {
      actors.add(Actor.RESTAURANT);
    }
    if (viewer.is(Role.COURIER) && viewer.accountId().equals(courier)) {
      actors.add(Actor.COURIER);
    }
    return actors;
  }

  /**
   * Who runs a restaurant: sees its orders and says what it sells, when and for how much.
   *
   * @param owner the account that owns it, null when nobody does
   */
  public static boolean isRunBy(Viewer viewer, String owner) {
    return viewer.is(Role.OPERATOR)
        || (viewer.is(Role.RESTAURANT) && viewer.accountId().equals(owner));
  }

  /** Operators look at everything, and give no commands. */
  public static boolean isSeenBy(Viewer viewer, Set<Actor> actors) {
    return !actors.isEmpty() || viewer.is(Role.OPERATOR);
  }
}
