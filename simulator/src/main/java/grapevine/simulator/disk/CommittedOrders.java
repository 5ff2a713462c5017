package grapevine.simulator.disk;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderPage;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Rfc3339;
import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.MemberId;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The committed rows of the value, and the answers they give. Written from the contract and without
 * the real value's code, so that the two can be held against each other; it knows no pages.
 */
final class CommittedOrders {
  private static final Comparator<Fact> BY_TIME =
      Comparator.comparingLong(Fact::atMillis).thenComparing(fact -> fact.row.callId());

  // All three are looked up by key only.
  private final Map<CallId, Fact> facts = new LinkedHashMap<>();
  private final Map<String, NavigableSet<Fact>> ordersOfCustomer = new LinkedHashMap<>();
  private final Map<String, NavigableSet<Fact>> commandsOfOrder = new LinkedHashMap<>();

  /** How safe what is shown is. */
  record Safety(VectorTimestamp settled, int durability) {}

  /** Null when the call id has not been executed. */
  ValueRow find(CallId callId) {
    Fact fact = facts.get(callId);
    return fact == null ? null : fact.row;
  }

  void eachRow(Consumer<ValueRow> reader) {
    facts.values().forEach(fact -> reader.accept(fact.row));
  }

  /** In place of the row with the same call id, if there is one. */
  void put(ValueRow row) {
    Fact fact = new Fact(row, meaningOf(row));
    Fact replaced = facts.put(row.callId(), fact);
    if (replaced != null) {
      index(replaced).ifPresent(index -> index.remove(replaced));
    }
    index(fact).ifPresent(index -> index.add(fact));
  }

  /** What is left is read from the same rows by the real readers. */
  static boolean answers(Query query) {
    return query instanceof Query.GetOrder || query instanceof Query.ListOrders;
  }

  Answer answer(Query query, Safety safety) {
    if (query instanceof Query.GetOrder get) {
      return order(get, safety);
    }
    if (query instanceof Query.ListOrders list) {
      return orders(list, safety);
    }
    throw new IllegalArgumentException("the simulator's value does not answer " + query);
  }

  /**
   * A row and what its body says.
   *
   * @param operation empty when the body has no effect here, hence on no replica
   */
  private record Fact(ValueRow row, Optional<Operation> operation) {
    long atMillis() {
      return operation.orElseThrow() instanceof Operation.PlaceOrder order
          ? order.placedAtMillis()
          : ((Operation.OrderCommand) operation.orElseThrow()).atMillis();
    }
  }

  private static Optional<Operation> meaningOf(ValueRow row) {
    try {
      Operation operation = Json.read(row.body().bytes(), Operation.class);
      return Optional.of(operation).filter(known -> isPossible(row.callId(), known));
    } catch (RuntimeException meaningless) {
      return Optional.empty();
    }
  }

  private static boolean isPossible(CallId callId, Operation operation) {
    if (operation instanceof Operation.PlaceOrder order) {
      Hash128 hash = new Hash128(callId.high(), callId.low());
      return CanonicalHash.orderId(hash).equals(order.orderId()) && order.customerId() != null;
    }
    return operation instanceof Operation.OrderCommand
        && CanonicalHash.parseOrderId(operation.orderId()).isPresent();
  }

  /** Where a fact is found when its order is read; nowhere if it is without effect. */
  private Optional<NavigableSet<Fact>> index(Fact fact) {
    return fact.operation.map(
        operation ->
            operation instanceof Operation.PlaceOrder
                ? ordersOfCustomer.computeIfAbsent(
                    operation.customerId(), customer -> new TreeSet<>(BY_TIME))
                : commandsOfOrder.computeIfAbsent(
                    operation.orderId(), order -> new TreeSet<>(BY_TIME)));
  }

  private Answer order(Query.GetOrder get, Safety safety) {
    return CanonicalHash.parseOrderId(get.orderId())
        .map(hash -> facts.get(new CallId(hash.high(), hash.low())))
        .filter(fact -> isOrderOf(get.viewer().customerId(), fact))
        .<Answer>map(fact -> found(fact, safety))
        .orElse(new Answer.NotFound("ORDER_UNKNOWN", "you have no order with this id"));
  }

  private static boolean isOrderOf(String customerId, Fact fact) {
    return fact.operation.isPresent()
        && fact.operation.get() instanceof Operation.PlaceOrder order
        && order.customerId().equals(customerId);
  }

  private Answer orders(Query.ListOrders list, Safety safety) {
    NavigableSet<Fact> own =
        ordersOfCustomer.getOrDefault(list.customerId(), new TreeSet<>(BY_TIME));
    if (list.cursor() != null || own.size() > list.limit()) {
      throw new IllegalStateException(
          list.customerId() + " has more orders than the limit of " + list.limit());
    }
    List<Order> newestFirst = new ArrayList<>();
    own.descendingSet().forEach(fact -> newestFirst.add(found(fact, safety).order()));
    return new Answer.FoundOrders(new OrderPage(newestFirst, null));
  }

  private Answer.FoundOrder found(Fact fact, Safety safety) {
    Operation.PlaceOrder placed = (Operation.PlaceOrder) fact.operation.orElseThrow();
    OrderStatus status = OrderStatus.PLACED;
    boolean isSettled = isSettled(fact, safety);
    List<Order.Event> events = new ArrayList<>();
    events.add(new Order.Event(status.publicName(), Rfc3339.ofMillis(fact.atMillis()), "customer"));
    for (Fact given : commandsOfOrder.getOrDefault(placed.orderId(), new TreeSet<>(BY_TIME))) {
      Operation.OrderCommand command = (Operation.OrderCommand) given.operation.orElseThrow();
      status = status.join(command.target());
      isSettled &= isSettled(given, safety);
      events.add(command.event());
    }
    Order order = Order.of(placed, status, isSettled, safety.durability, events);
    // Nobody asks here but the customer, and no delivery is claimed.
    return new Answer.FoundOrder(order, status, placed.customerId(), List.of(Actor.CUSTOMER));
  }

  private static boolean isSettled(Fact fact, Safety safety) {
    Dot dot = fact.row.dot();
    return dot.origin().equals(MemberId.FORCED)
        ? safety.settled.forced() >= dot.n()
        : safety.settled.covers(dot);
  }
}
