package grapevine.common.ordering;

import java.util.Locale;

/**
 * Where an order stands. The declared order IS the rank: of concurrent commands the higher one wins
 * on every replica, so inserting or moving a constant changes the meaning of stored logs. Clients
 * see both cancellations as CANCELLED.
 */
public enum OrderStatus {
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
  COMPLETED;

  /**
   * Climbs only: commutative, associative and idempotent, hence the same after every order of
   * arrival.
   */
  public OrderStatus join(OrderStatus other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public String publicName() {
    return isCancelled() ? "CANCELLED" : name();
  }

  public boolean isCancelled() {
    return this == CANCELLED_BY_CUSTOMER || this == CANCELLED_BY_RESTAURANT;
  }

  /** No legal move leads out of it. */
  public boolean isFinal() {
    return switch (this) {
      case PLACED, ACCEPTED, PREPARING, READY, OUT_FOR_DELIVERY -> false;
      case EXPIRED,
          REJECTED,
          CANCELLED_BY_CUSTOMER,
          CANCELLED_BY_RESTAURANT,
          DELIVERY_FAILED,
          COMPLETED ->
          true;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
