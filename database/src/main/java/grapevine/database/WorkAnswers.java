package grapevine.database;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderPage;
import grapevine.common.ordering.OrderRights;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Service;
import grapevine.common.ordering.Viewer;
import grapevine.database.OrderReader.Found;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Lists for those who cook and carry. What is asked for is picked out of longer lists, so a page
 * looks at a bounded number of rows and its cursor says where it stopped: it may be shorter than
 * its limit, even empty, and yet not be the last.
 */
final class WorkAnswers {
  /** Each costs two or three look-ups. */
  static final int LOOKED_AT_MAX = 200;

  static final long OFFERED_MILLIS = TimeUnit.DAYS.toMillis(1);

  private static final int ROWS_AT_ONCE = 50;
  private static final Set<OrderStatus> OFFERED =
      EnumSet.of(OrderStatus.ACCEPTED, OrderStatus.PREPARING, OrderStatus.READY);

  private final Snapshot snapshot;
  private final OrderReader orders;
  private final FactReader facts;

  WorkAnswers(Snapshot snapshot, OrderReader orders, FactReader facts) {
    this.snapshot = snapshot;
    this.orders = orders;
    this.facts = facts;
  }

  static boolean isAsked(Query query) {
    return query instanceof Query.ListInbox
        || query instanceof Query.ListOffers
        || query instanceof Query.ListClaimed;
  }

  Answer answer(Query query) throws Snapshot.Outdated {
    if (query instanceof Query.ListInbox inbox) {
      return inbox(inbox);
    }
    return query instanceof Query.ListOffers offers
        ? offers(offers)
        : claimed((Query.ListClaimed) query);
  }

  private Answer inbox(Query.ListInbox list) throws Snapshot.Outdated {
    if (!isAllowed(list.viewer(), list.restaurantId())) {
      return new Answer.Invalid(
          "NOT_ALLOWED",
          "",
          "Only its owner sees a restaurant's orders: log in with the owner's account.");
    }
    Rows placed = new Rows(Filing.audienceOf(list.restaurantId()), OperationKind.ORDER, 0);
    return page(
        placed,
        list.cursor(),
        list.limit(),
        row -> {
          Optional<Found> found = orders.of(row, Optional.empty());
          boolean isAsked =
              found.isPresent()
                  && isOf(list.restaurantId(), found.get())
                  && !(list.openOnly() && found.get().exactStatus().isFinal());
          return isAsked ? Optional.of(withCourier(found.get().order())) : Optional.empty();
        });
  }

  private boolean isAllowed(Viewer viewer, String restaurantId) throws Snapshot.Outdated {
    return OrderRights.isRunBy(viewer, facts.ownerOf(restaurantId).orElse(null));
  }

  private Answer offers(Query.ListOffers list) throws Snapshot.Outdated {
    long since = list.atMillis() - OFFERED_MILLIS;
    String restaurantId = list.restaurantId();
    if (restaurantId == null) {
      Rows accepted = new Rows(Filing.deliveriesAudience(), OperationKind.ORDER_EVENT, since);
      return page(accepted, list.cursor(), list.limit(), row -> offer(orders.acceptedBy(row)));
    }
    Rows placed = new Rows(Filing.audienceOf(restaurantId), OperationKind.ORDER, since);
    return page(
        placed,
        list.cursor(),
        list.limit(),
        row -> offer(orders.of(row, Optional.empty()).filter(found -> isOf(restaurantId, found))));
  }

  private Optional<Order> offer(Optional<Found> found) throws Snapshot.Outdated {
    boolean isOffered =
        found.isPresent()
            && found.get().order().service() == Service.DELIVERY
            && OFFERED.contains(found.get().exactStatus())
            && facts.courierOf(found.get().order().id()).isEmpty();
    return isOffered ? Optional.of(found.get().order().withoutDoor()) : Optional.empty();
  }

  private Answer claimed(Query.ListClaimed list) throws Snapshot.Outdated {
    Rows claims = new Rows(Filing.courierAudience(list.courier()), OperationKind.FACT, 0);
    return page(
        claims,
        list.cursor(),
        list.limit(),
        row -> {
          Optional<String> orderId = FactReader.claimedBy(list.courier(), row);
          Optional<Found> found = orderId.isEmpty() ? Optional.empty() : orders.find(orderId.get());
          return found
              .filter(claimed -> !claimed.exactStatus().isFinal())
              .map(claimed -> claimed.order().withCourier(list.courier()));
        });
  }

  /** Two restaurants may have one fingerprint. */
  private static boolean isOf(String restaurantId, Found found) {
    return found.order().restaurantId().equals(restaurantId);
  }

  private Order withCourier(Order order) throws Snapshot.Outdated {
    return order.service() == Service.DELIVERY
        ? order.withCourier(facts.courierOf(order.id()).orElse(null))
        : order;
  }

  /** What is looked at, the newest first. */
  private record Rows(long audience, OperationKind kind, long sinceMillis) {}

  private interface Pick {
    Optional<Order> of(OperationRow row) throws Snapshot.Outdated;
  }

  private Answer page(Rows list, String cursor, int limit, Pick pick) throws Snapshot.Outdated {
    Optional<ListCursor> after = ListCursor.decodeOrStart(cursor);
    return after.isEmpty()
        ? ListCursor.refusal()
        : new Answer.FoundOrders(page(list, after.get(), limit, pick));
  }

  private OrderPage page(Rows list, ListCursor after, int limit, Pick pick)
      throws Snapshot.Outdated {
    List<Order> picked = new ArrayList<>();
    ListCursor at = after;
    int lookedAt = 0;
    while (true) {
      List<OperationRow> rows =
          snapshot.newest(FiledUnder.AUDIENCE, list.audience, list.kind, at, ROWS_AT_ONCE);
      for (OperationRow row : rows) {
        if (row.filing().atMillis() < list.sinceMillis) {
          return new OrderPage(picked, null);
        }
        if (picked.size() == limit || lookedAt == LOOKED_AT_MAX) {
          return new OrderPage(picked, at.encode());
        }
        pick.of(row).ifPresent(picked::add);
        at = ListCursor.at(row);
        lookedAt++;
      }
      if (rows.size() < ROWS_AT_ONCE) {
        return new OrderPage(picked, null);
      }
    }
  }
}
