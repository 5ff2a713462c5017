package grapevine.database;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Operation;
import grapevine.protocol.CallId;
import grapevine.protocol.Payload;

/**
 * What an operation's bytes say: a pure function of the call id and the bytes, so that every
 * replica puts the operation into the same table. What no table can take is {@link Ignored}, not an
 * error: that would stop one replica after the other.
 */
sealed interface Fact {
  record Placed(Operation.PlaceOrder order) implements Fact {}

  record Commanded(Hash128 order, Operation.OrderCommand command) implements Fact {}

  record Ignored(String reason) implements Fact {}

  static Fact of(CallId callId, Payload operation) {
    try {
      return of(callId, Json.read(operation.bytes(), Operation.class));
    } catch (RuntimeException e) {
      // Only the bytes decide whether this happens, so it happens everywhere.
      return new Ignored(String.valueOf(e.getMessage()));
    }
  }

  private static Fact of(CallId callId, Operation operation) {
    if (operation instanceof Operation.PlaceOrder order) {
      String derived = CanonicalHash.orderId(new Hash128(callId.high(), callId.low()));
      if (!derived.equals(order.orderId())) {
        return new Ignored("the order's id is not the one of its call id");
      }
      return order.customerId() == null
          ? new Ignored("the order has no customer")
          : new Placed(order);
    }
    Operation.OrderCommand command = (Operation.OrderCommand) operation;
    return CanonicalHash.parseOrderId(command.orderId())
        .<Fact>map(order -> new Commanded(order, command))
        .orElse(new Ignored("the command names no order"));
  }
}
