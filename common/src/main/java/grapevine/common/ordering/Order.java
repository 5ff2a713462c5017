package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;

/**
 * An order as API v1 shows it. {@code status} is the public name. {@code settled} and {@code
 * durability} are known to the replica that answers, not to the value: two replicas may rightly
 * differ in them.
 */
public record Order(
    String id,
    String status,
    boolean settled,
    int durability,
    String restaurantId,
    String restaurantName,
    Service service,
    Postcode postcode,
    List<QuotedLine> lines,
    long subtotalPence,
    long discountPence,
    long deliveryFeePence,
    long serviceFeePence,
    long tipPence,
    long totalPence,
    DeliverTo deliverTo,
    String note,
    String placedAt,
    String readyAt,
    List<Event> events,
    String courier) {
  public Order {
    lines = List.copyOf(lines);
    events = List.copyOf(events);
  }

  /**
   * Something that happened to the order; {@code at} is RFC 3339, {@code by} a role in lower case.
   *
   * @param reason why, in the words of whoever did it; null, and then not written, when none was
   *     given
   */
  public record Event(
      String status,
      String at,
      String by,
      @JsonInclude(JsonInclude.Include.NON_NULL) String reason) {
    /** One for which no reason was given. */
    public Event(String status, String at, String by) {
      this(status, at, by, null);
    }
  }

  /** The order that these facts made, and what has happened to it since. */
  public static Order of(
      Operation.PlaceOrder facts,
      OrderStatus status,
      boolean settled,
      int durability,
      List<Event> events) {
    return new Order(
        facts.orderId(),
        status.publicName(),
        settled,
        durability,
        facts.restaurantId(),
        facts.restaurantName(),
        facts.service(),
        facts.postcode(),
        facts.lines(),
        facts.subtotalPence(),
        facts.discountPence(),
        facts.deliveryFeePence(),
        facts.serviceFeePence(),
        facts.tipPence(),
        facts.totalPence(),
        facts.deliverTo(),
        facts.note(),
        Rfc3339.ofMillis(facts.placedAtMillis()),
        null,
        events,
        null);
  }

  /** The same order as seen by a replica that knows how safe it is. */
  public Order seenAs(boolean settledNow, int durabilityNow) {
    return copy(status, settledNow, durabilityNow, readyAt, events, courier);
  }

  /** The same order after one more event. */
  public Order after(OrderStatus next, Event event) {
    List<Event> all = new ArrayList<>(events);
    all.add(event);
    return copy(next.publicName(), settled, durability, readyAt, all, courier);
  }

  /** The same order, to be ready at this time, RFC 3339. */
  public Order withReadyAt(String time) {
    return copy(status, settled, durability, time, events, courier);
  }

  /** The same order with whoever has its delivery. */
  public Order withCourier(String account) {
    return copy(status, settled, durability, readyAt, events, account);
  }

  /** As couriers see it before they have it: without where exactly it goes, and to whom. */
  public Order withoutDoor() {
    return new Order(
        id,
        status,
        settled,
        durability,
        restaurantId,
        restaurantName,
        service,
        postcode,
        lines,
        subtotalPence,
        discountPence,
        deliveryFeePence,
        serviceFeePence,
        tipPence,
        totalPence,
        null,
        null,
        placedAt,
        readyAt,
        events,
        courier);
  }

  private Order copy(
      String newStatus,
      boolean newSettled,
      int newDurability,
      String newReadyAt,
      List<Event> newEvents,
      String newCourier) {
    return new Order(
        id,
        newStatus,
        newSettled,
        newDurability,
        restaurantId,
        restaurantName,
        service,
        postcode,
        lines,
        subtotalPence,
        discountPence,
        deliveryFeePence,
        serviceFeePence,
        tipPence,
        totalPence,
        deliverTo,
        note,
        placedAt,
        newReadyAt,
        newEvents,
        newCourier);
  }
}
