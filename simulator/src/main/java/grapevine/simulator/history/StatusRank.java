package grapevine.simulator.history;

import static grapevine.common.ordering.OrderStatus.ACCEPTED;
import static grapevine.common.ordering.OrderStatus.CANCELLED_BY_CUSTOMER;
import static grapevine.common.ordering.OrderStatus.CANCELLED_BY_RESTAURANT;
import static grapevine.common.ordering.OrderStatus.COMPLETED;
import static grapevine.common.ordering.OrderStatus.DELIVERY_FAILED;
import static grapevine.common.ordering.OrderStatus.EXPIRED;
import static grapevine.common.ordering.OrderStatus.OUT_FOR_DELIVERY;
import static grapevine.common.ordering.OrderStatus.PLACED;
import static grapevine.common.ordering.OrderStatus.PREPARING;
import static grapevine.common.ordering.OrderStatus.READY;
import static grapevine.common.ordering.OrderStatus.REJECTED;

import grapevine.common.ordering.OrderStatus;
import java.util.List;

/** Which status wins, written down once more: the code under test is not its own judge. */
public final class StatusRank {
  private static final List<OrderStatus> ASCENDING =
      List.of(
          PLACED,
          ACCEPTED,
          EXPIRED,
          REJECTED,
          CANCELLED_BY_CUSTOMER,
          PREPARING,
          READY,
          CANCELLED_BY_RESTAURANT,
          OUT_FOR_DELIVERY,
          DELIVERY_FAILED,
          COMPLETED);

  private StatusRank() {}

  public static OrderStatus higher(OrderStatus one, OrderStatus other) {
    return ASCENDING.indexOf(one) >= ASCENDING.indexOf(other) ? one : other;
  }
}
