package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import grapevine.common.Hash128;
import java.util.List;

/**
 * An update of the ordering value. It carries facts (prices, names, times) that were decided before
 * it was made: applying it reads no clock, asks nobody and never fails on one replica only.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Operation.PlaceOrder.class, name = "place-order"),
  @JsonSubTypes.Type(value = Operation.OrderCommand.class, name = "order-command")
})
public sealed interface Operation {
  String orderId();

  String customerId();

  /**
   * A new order at prices already agreed. {@code postcode} and {@code deliverTo} may be null for
   * COLLECTION.
   */
  record PlaceOrder(
      String orderId,
      String customerId,
      Hash128 requestHash,
      long placedAtMillis,
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
      String voucher,
      DeliverTo deliverTo,
      String note)
      implements Operation {
    public PlaceOrder {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A legal command at the time it was given; concurrent ones meet in {@link OrderStatus#join}.
   * {@code customerId} is the order's owner, {@code by} the role of whoever gave it.
   */
  record OrderCommand(
      String orderId,
      String customerId,
      Actor by,
      OrderCommandKind kind,
      String reason,
      long atMillis)
      implements Operation {
    public OrderCommand {
      if (OrderMove.of(kind, by).isEmpty()) {
        throw new IllegalArgumentException(by + " may not " + kind.word() + " an order");
      }
      Bounds.optional("reason", reason, Bounds.NOTE_CHARS);
    }

    /** The status to join into the order's. */
    public OrderStatus target() {
      return OrderMove.of(kind, by).orElseThrow().to();
    }
  }
}
