package grapevine.database;

import grapevine.common.CanonicalHash;
import grapevine.common.ordering.Actor;
import grapevine.common.ordering.OrderRights;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Viewer;
import grapevine.database.OrderReader.Found;
import grapevine.protocol.CallId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What part somebody has in an order, as of one snapshot. */
final class OrderPartReader {
  private final OrderReader orders;
  private final FactReader facts;

  OrderPartReader(OrderReader orders, FactReader facts) {
    this.orders = orders;
    this.facts = facts;
  }

  record Part(String restaurantId, OrderStatus status, List<Actor> actors) {}

  static Optional<CallId> callIdOf(String orderId) {
    return CanonicalHash.parseOrderId(orderId).map(id -> new CallId(id.high(), id.low()));
  }

  /** Empty also for who has no part in it. */
  Optional<Part> find(String orderId, Viewer viewer) throws Snapshot.Outdated {
    Optional<Found> own = orders.find(orderId, viewer.customerId());
    Optional<Found> found = own.isEmpty() && viewer.role() != null ? orders.find(orderId) : own;
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String restaurantId = found.get().order().restaurantId();
    Set<Actor> actors =
        OrderRights.of(
            viewer,
            own.isPresent() ? viewer.customerId() : null,
            viewer.is(Role.RESTAURANT) ? facts.ownerOf(restaurantId).orElse(null) : null,
            viewer.is(Role.COURIER) ? facts.courierOf(orderId).orElse(null) : null);
    return OrderRights.isSeenBy(viewer, actors)
        ? Optional.of(new Part(restaurantId, found.get().exactStatus(), List.copyOf(actors)))
        : Optional.empty();
  }
}
