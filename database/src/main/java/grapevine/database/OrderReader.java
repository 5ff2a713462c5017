package grapevine.database;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Rfc3339;
import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.MemberId;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts orders together from the rows of one snapshot: the facts of the order, and the join of its
 * events.
 */
final class OrderReader {
  private static final Logger LOG = LoggerFactory.getLogger(OrderReader.class);
  private static final Comparator<Event> BY_TIME =
      Comparator.comparingLong((Event event) -> event.command.atMillis())
          .thenComparing(event -> event.row.callId());

  private final Snapshot snapshot;
  private final Safety safety;

  OrderReader(Snapshot snapshot, Safety safety) {
    this.snapshot = snapshot;
    this.safety = safety;
  }

  /** How safe what is shown is. */
  record Safety(VectorTimestamp settled, int durability) {
    boolean isSettled(Dot dot) {
      return dot.origin().equals(MemberId.FORCED)
          ? settled.forced() >= dot.n()
          : settled.covers(dot);
    }
  }

  /**
   * An order with what clients do not see.
   *
   * @param accepted the event that accepted it first, null while there is none
   */
  record Found(
      Order order,
      OrderStatus exactStatus,
      String customerId,
      Hash128 requestHash,
      CallId accepted) {
    Found withCourier(String courier) {
      return new Found(order.withCourier(courier), exactStatus, customerId, requestHash, accepted);
    }
  }

  /** Under which it was placed. */
  static Optional<CallId> callIdOf(String orderId) {
    return CanonicalHash.parseOrderId(orderId).map(id -> new CallId(id.high(), id.low()));
  }

  /** Empty also for another customer's order. */
  Optional<Found> find(String orderId, String customerId) throws Snapshot.Outdated {
    return find(orderId, Optional.of(customerId));
  }

  /** Whoever's order it is. */
  Optional<Found> find(String orderId) throws Snapshot.Outdated {
    return find(orderId, Optional.empty());
  }

  private Optional<Found> find(String orderId, Optional<String> customerId)
      throws Snapshot.Outdated {
    Optional<CallId> id = callIdOf(orderId);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    CallId callId = id.get();
    List<OperationRow> events = new ArrayList<>();
    Optional<OperationRow> order = Optional.empty();
    for (OperationRow row : snapshot.orderAndEvents(callId)) {
      if (!row.callId().equals(callId)) {
        events.add(row);
      } else if (row.filing().kind() == OperationKind.ORDER) {
        order = Optional.of(row);
      }
    }
    return order.flatMap(row -> assemble(row, customerId, events));
  }

  /** The order that this row accepted; empty when it accepted none, or was not the first. */
  Optional<Found> acceptedBy(OperationRow row) throws Snapshot.Outdated {
    Optional<Operation.OrderCommand> command = readAs(Operation.OrderCommand.class, row);
    return command.isEmpty()
        ? Optional.empty()
        : find(command.get().orderId()).filter(found -> row.callId().equals(found.accepted()));
  }

  /** The order that was placed by this row; empty when it is none, or another customer's. */
  Optional<Found> of(OperationRow row, Optional<String> customerId) throws Snapshot.Outdated {
    return assemble(
        row,
        customerId,
        snapshot.ofSubject(Filing.subjectOf(row.callId()), OperationKind.ORDER_EVENT));
  }

  private record Event(OperationRow row, Operation.OrderCommand command) {}

  private Optional<Found> assemble(
      OperationRow row, Optional<String> customerId, List<OperationRow> eventRows) {
    Operation.PlaceOrder placed = readAs(Operation.PlaceOrder.class, row).orElse(null);
    // Two customers may have one fingerprint.
    if (placed == null || !customerId.orElse(placed.customerId()).equals(placed.customerId())) {
      return Optional.empty();
    }
    OrderStatus status = OrderStatus.PLACED;
    Long readyAt = null;
    CallId accepted = null;
    boolean isSettled = safety.isSettled(row.dot());
    List<Order.Event> shown = new ArrayList<>();
    shown.add(
        new Order.Event(
            OrderStatus.PLACED.publicName(),
            Rfc3339.ofMillis(placed.placedAtMillis()),
            "customer"));
    for (Event event : events(eventRows, placed.orderId())) {
      Operation.OrderCommand command = event.command;
      status = status.join(command.target());
      isSettled &= safety.isSettled(event.row.dot());
      shown.add(command.event());
      boolean isFirstAccept = accepted == null && command.kind() == OrderCommandKind.ACCEPT;
      accepted = isFirstAccept ? event.row.callId() : accepted;
      readyAt = command.readyAtMillis() == null ? readyAt : command.readyAtMillis();
    }
    Order order = Order.of(placed, status, isSettled, safety.durability(), shown);
    return Optional.of(
        new Found(
            readyAt == null ? order : order.withReadyAt(Rfc3339.ofMillis(readyAt)),
            status,
            placed.customerId(),
            placed.requestHash(),
            accepted));
  }

  private static List<Event> events(List<OperationRow> rows, String orderId) {
    List<Event> events = new ArrayList<>();
    for (OperationRow row : rows) {
      readAs(Operation.OrderCommand.class, row)
          // Two orders may have one half of a call id.
          .filter(command -> command.orderId().equals(orderId))
          .ifPresent(command -> events.add(new Event(row, command)));
    }
    events.sort(BY_TIME);
    return events;
  }

  /** Empty when these bytes have no such meaning here: an operation without effect. */
  private static <T extends Operation> Optional<T> readAs(Class<T> type, OperationRow row) {
    try {
      return Optional.of(Json.readOwn(row.body().bytes(), Operation.class))
          .filter(type::isInstance)
          .map(type::cast);
    } catch (RuntimeException e) {
      LOG.debug("operation {} has no effect here: {}", row.callId(), e.toString());
      return Optional.empty();
    }
  }
}
