package grapevine.database;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderPage;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Rfc3339;
import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts orders together from the rows of one snapshot: the facts of the order, and the join of its
 * events.
 */
final class OrderReader {
  private static final Comparator<Event> BY_TIME =
      Comparator.comparingLong((Event event) -> event.command.atMillis())
          .thenComparing(event -> event.row.callId());

  private final SqliteConnection connection;
  private final MemberDictionary members;

  OrderReader(SqliteConnection connection, MemberDictionary members) {
    this.connection = connection;
    this.members = members;
  }

  /** How safe what is shown is, in the snapshot that is read. */
  record Safety(StateRow state, int durability) {
    boolean isSettled(Dot dot) {
      return state.timestamps().settled().covers(dot);
    }
  }

  /** An order with what clients do not see. */
  record Found(Order order, OrderStatus exactStatus, String customerId, Hash128 requestHash) {}

  Optional<Found> find(String orderId, Safety safety) {
    return CanonicalHash.parseOrderId(orderId)
        .flatMap(id -> ValueTable.ORDERS.find(connection, members, new CallId(id.high(), id.low())))
        .map(row -> assemble(row, safety));
  }

  /** A customer's orders after the cursor, newest first. */
  OrderPage list(String customerId, OrderCursor after, int limit, Safety safety) {
    List<ValueTable.Row> rows =
        connection.all(
            row -> ValueTable.ORDERS.read(row, members),
            "SELECT "
                + ValueTable.COLUMNS
                + " FROM orders WHERE customer = ? AND (placed_at, call_id) < (?, ?)"
                + " ORDER BY placed_at DESC, call_id DESC LIMIT ?",
            customerId,
            after.placedAtMillis(),
            ExecutedTable.key(after.callId()),
            // One more tells whether there is a next page.
            limit + 1L);
    List<Order> orders = new ArrayList<>();
    for (ValueTable.Row row : rows.subList(0, Math.min(limit, rows.size()))) {
      Found found = assemble(row, safety);
      requireSame(found.customerId().equals(customerId), "orders", row);
      orders.add(found.order());
    }
    return new OrderPage(orders, rows.size() > limit ? cursorAt(rows.get(limit - 1)) : null);
  }

  private static String cursorAt(ValueTable.Row row) {
    return new OrderCursor(placed(row).placedAtMillis(), row.callId()).encode();
  }

  private record Event(ValueTable.Row row, Operation.OrderCommand command) {}

  private Found assemble(ValueTable.Row row, Safety safety) {
    Operation.PlaceOrder placed = placed(row);
    OrderStatus status = OrderStatus.PLACED;
    boolean isSettled = safety.isSettled(row.dot());
    List<Order.Event> shown = new ArrayList<>();
    shown.add(
        new Order.Event(
            OrderStatus.PLACED.publicName(),
            Rfc3339.ofMillis(placed.placedAtMillis()),
            "customer"));
    for (Event event : events(row.callId())) {
      Operation.OrderCommand command = event.command;
      status = status.join(command.target());
      isSettled &= safety.isSettled(event.row.dot());
      shown.add(
          new Order.Event(
              command.target().publicName(),
              Rfc3339.ofMillis(command.atMillis()),
              command.by().name().toLowerCase(Locale.ROOT)));
    }
    Order order = Order.of(placed, status, isSettled, safety.durability(), shown);
    return new Found(order, status, placed.customerId(), placed.requestHash());
  }

  private List<Event> events(CallId order) {
    List<ValueTable.Row> rows =
        connection.all(
            row -> ValueTable.ORDER_EVENT.read(row, members),
            "SELECT " + ValueTable.COLUMNS + " FROM order_event WHERE order_id = ?",
            (Object) ExecutedTable.key(order));
    List<Event> events = new ArrayList<>();
    for (ValueTable.Row row : rows) {
      Operation.OrderCommand command = commanded(row);
      String orderId = CanonicalHash.orderId(new Hash128(order.high(), order.low()));
      requireSame(orderId.equals(command.orderId()), "order_event", row);
      events.add(new Event(row, command));
    }
    events.sort(BY_TIME);
    return events;
  }

  // The checksum is over the facts; a damaged lookup column must not show an order to somebody
  // else.
  private static void requireSame(boolean isSame, String table, ValueTable.Row row) {
    if (!isSame) {
      throw new DamagedRecordException(
          table, row.callId().toString(), "it is found under a key that is not its own");
    }
  }

  private static Operation.PlaceOrder placed(ValueTable.Row row) {
    if (Fact.of(row.callId(), row.body()) instanceof Fact.Placed placed) {
      return placed.order();
    }
    throw new DamagedRecordException(
        "orders", row.callId().toString(), "it holds something else than an order");
  }

  private static Operation.OrderCommand commanded(ValueTable.Row row) {
    if (Fact.of(row.callId(), row.body()) instanceof Fact.Commanded commanded) {
      return commanded.command();
    }
    throw new DamagedRecordException(
        "order_event", row.callId().toString(), "it holds something else than a command");
  }
}
