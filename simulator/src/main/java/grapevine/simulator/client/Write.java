package grapevine.simulator.client;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.OrderMove;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.QuotedLine;
import grapevine.common.ordering.Service;
import grapevine.protocol.CallId;
import grapevine.protocol.Payload;
import grapevine.simulator.history.HistoryEvent;
import java.util.List;

/**
 * What a client wants done, under one idempotency key, whatever it takes. Its facts are made anew
 * for every try.
 *
 * @param move null of a write that places an order
 * @param body what the client chose; seen again as the order's note
 */
record Write(String id, CallId callId, KnownOrder order, OrderMove move, String body) {
  /** An order that a session knows of, and whose it is. */
  record KnownOrder(String orderId, String owner) {}

  static Write placing(String customer, String key, String body) {
    Hash128 callId = CanonicalHash.callId(customer, key);
    KnownOrder order = new KnownOrder(CanonicalHash.orderId(callId), customer);
    return new Write(key, new CallId(callId.high(), callId.low()), order, null, body);
  }

  static Write moving(String session, String key, KnownOrder order, OrderMove move) {
    Hash128 callId = CanonicalHash.callId(session, key);
    return new Write(
        key,
        new CallId(callId.high(), callId.low()),
        order,
        move,
        HistoryEvent.WriteInvoked.NO_BODY);
  }

  /** The same key with another request: a client's mistake, or somebody else's guess. */
  Write withOtherBody() {
    return new Write(id + " again", callId, order, move, body + ", no onions");
  }

  OrderStatus target() {
    return move == null ? OrderStatus.PLACED : move.to();
  }

  /** The same for every try. */
  long requestHash() {
    return Payload.of(id + body).fingerprint(order.orderId().length());
  }

  Payload facts(long atMillis) {
    return Payload.of(Json.bytes(move == null ? placed(atMillis) : commanded(atMillis)));
  }

  Operation commanded(long atMillis) {
    Actor by = move.actor();
    OrderCommandKind kind = move.command();
    return new Operation.OrderCommand(order.orderId(), order.owner(), by, kind, null, atMillis);
  }

  Operation placed(long atMillis) {
    long total = Ledger.priceAt(atMillis);
    return new Operation.PlaceOrder(
        order.orderId(),
        order.owner(),
        new Hash128(0, requestHash()),
        atMillis,
        "dh1-3le-burger",
        "The Bun",
        Service.COLLECTION,
        null,
        List.of(new QuotedLine("burger", "Burger", 1, total, total, List.of())),
        total,
        0,
        0,
        0,
        0,
        total,
        null,
        null,
        body);
  }
}
