package grapevine.database;

import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderPage;
import grapevine.common.ordering.OrderRights;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Service;
import grapevine.common.ordering.Viewer;
import grapevine.database.OrderReader.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Orders as those see them who have a part in them: their customers, kitchens and couriers. */
final class OrderAnswers {
  private final Snapshot snapshot;
  private final OrderReader orders;
  private final FactReader facts;

  OrderAnswers(Snapshot snapshot, OrderReader orders, FactReader facts) {
    this.snapshot = snapshot;
    this.orders = orders;
    this.facts = facts;
  }

  /** An order, and as whom somebody has a part in it. */
  record Part(Found found, List<Actor> actors) {}

  /** Empty also for who has no part in it. */
  Optional<Part> part(String orderId, Viewer viewer) throws Snapshot.Outdated {
    Optional<Found> found = orders.find(orderId);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Found shown = withCourier(found.get());
    Set<Actor> actors = actors(viewer, shown);
    return OrderRights.isSeenBy(viewer, actors)
        ? Optional.of(new Part(shown, List.copyOf(actors)))
        : Optional.empty();
  }

  Answer order(Query.GetOrder get) throws Snapshot.Outdated {
    Optional<Part> part = part(get.orderId(), get.viewer());
    if (part.isEmpty()) {
      return unknown();
    }
    Found found = part.get().found();
    return new Answer.FoundOrder(
        found.order(), found.exactStatus(), found.customerId(), part.get().actors());
  }

  static Answer unknown() {
    return new Answer.NotFound("ORDER_UNKNOWN", "you have no order with this id");
  }

  /** Empty also for another customer's order. */
  Optional<Found> own(String orderId, String customerId) throws Snapshot.Outdated {
    Optional<Found> found = orders.find(orderId, customerId);
    return found.isPresent() ? Optional.of(withCourier(found.get())) : found;
  }

  Answer own(Query.ListOrders list) throws Snapshot.Outdated {
    Optional<ListCursor> after = ListCursor.decodeOrStart(list.cursor());
    if (after.isEmpty()) {
      return ListCursor.refusal();
    }
    // One more tells whether there is a next page.
    List<OperationRow> rows =
        snapshot.newest(
            FiledUnder.SUBJECT,
            Filing.subjectOf(list.customerId()),
            OperationKind.ORDER,
            after.get(),
            list.limit() + 1);
    List<Order> shown = new ArrayList<>();
    for (OperationRow row : rows.subList(0, Math.min(list.limit(), rows.size()))) {
      Optional<Found> found = orders.of(row, Optional.of(list.customerId()));
      if (found.isPresent()) {
        shown.add(withCourier(found.get()).order());
      }
    }
    boolean hasMore = rows.size() > list.limit();
    return new Answer.FoundOrders(
        new OrderPage(shown, hasMore ? ListCursor.at(rows.get(list.limit() - 1)).encode() : null));
  }

  /** The owner is looked up for those only who could be it: most readers are guests. */
  private Set<Actor> actors(Viewer viewer, Found found) throws Snapshot.Outdated {
    Order order = found.order();
    String owner =
        viewer.is(Role.RESTAURANT) ? facts.ownerOf(order.restaurantId()).orElse(null) : null;
    return OrderRights.of(viewer, found.customerId(), owner, order.courier());
  }

  private Found withCourier(Found found) throws Snapshot.Outdated {
    Order order = found.order();
    Optional<String> courier =
        order.service() == Service.DELIVERY ? facts.courierOf(order.id()) : Optional.empty();
    return courier.isPresent() ? found.withCourier(courier.get()) : found;
  }
}
