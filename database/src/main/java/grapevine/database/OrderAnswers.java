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

  Answer order(Query.GetOrder get) throws Snapshot.Outdated {
    Optional<Found> found = orders.find(get.orderId());
    if (found.isPresent()) {
      Found shown = withCourier(found.get());
      Set<Actor> actors = actors(get.viewer(), shown);
      if (OrderRights.isSeenBy(get.viewer(), actors)) {
        return new Answer.FoundOrder(
            shown.order(), shown.exactStatus(), shown.customerId(), List.copyOf(actors));
      }
    }
    return new Answer.NotFound("ORDER_UNKNOWN", "you have no order with this id");
  }

  /** Empty also for another customer's order. */
  Optional<Found> own(String orderId, String customerId) throws Snapshot.Outdated {
    Optional<Found> found = orders.find(orderId, customerId);
    return found.isPresent() ? Optional.of(withCourier(found.get())) : found;
  }

  Answer own(Query.ListOrders list) throws Snapshot.Outdated {
    Optional<OrderCursor> after = OrderCursor.decodeOrStart(list.cursor());
    if (after.isEmpty()) {
      return OrderCursor.refusal();
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
        new OrderPage(shown, hasMore ? OrderCursor.at(rows.get(list.limit() - 1)).encode() : null));
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
