package grapevine.simulator.scenario;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.ForcedResult;
import grapevine.common.ordering.NameKind;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.QuotedLine;
import grapevine.common.ordering.Service;
import grapevine.protocol.CallId;
import grapevine.protocol.Payload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Real operations and queries from short keys: {@code pizza} places that order, {@code
 * pizza/accept} is a command to it. All orders are one customer's.
 */
final class Orders {
  private static final String CUSTOMER = "g-customer";
  private static final long NOON_MILLIS = 1_700_000_000_000L;

  // Looked up by call id only: its order reaches nothing.
  private final Map<CallId, String> keys = new LinkedHashMap<>();

  CallId callId(String key) {
    Hash128 hash = CanonicalHash.callId(CUSTOMER, key);
    CallId callId = new CallId(hash.high(), hash.low());
    keys.put(callId, key);
    return callId;
  }

  String keyOf(CallId callId) {
    return keys.getOrDefault(callId, "?");
  }

  /** Price and time are facts, which two front ends may decide differently. */
  Payload operation(String key, long pricePence, long minute) {
    long atMillis = NOON_MILLIS + 60_000 * minute;
    String[] orderAndCommand = key.split("/", 2);
    return Payload.of(
        Json.bytes(
            orderAndCommand.length == 1
                ? place(key, pricePence, atMillis)
                : command(
                    orderAndCommand[0],
                    OrderCommandKind.ofWord(orderAndCommand[1]).get(),
                    atMillis)));
  }

  private static Operation place(String key, long pricePence, long atMillis) {
    return new Operation.PlaceOrder(
        orderId(key),
        CUSTOMER,
        new Hash128(0, 1),
        atMillis,
        "r1",
        "The Restaurant",
        Service.COLLECTION,
        null,
        List.of(new QuotedLine("i1", key, 1, pricePence, pricePence, List.of())),
        pricePence,
        0,
        0,
        0,
        0,
        pricePence,
        null,
        null,
        null);
  }

  private static Operation command(String order, OrderCommandKind kind, long atMillis) {
    Actor by = kind == OrderCommandKind.CANCEL ? Actor.CUSTOMER : Actor.RESTAURANT;
    return new Operation.OrderCommand(orderId(order), CUSTOMER, by, kind, null, atMillis);
  }

  /** Whoever is first has the name. */
  Payload register(String name, String owner) {
    return Payload.of(Json.bytes(new Operation.RegisterName(NameKind.ACCOUNT, name, name, owner)));
  }

  String decided(Payload result) {
    return Json.read(result.bytes(), ForcedResult.class) instanceof ForcedResult.Done
        ? "yes"
        : "taken";
  }

  private static String orderId(String key) {
    return CanonicalHash.orderId(CanonicalHash.callId(CUSTOMER, key));
  }

  Payload query(String key) {
    keys.put(callId(key), key);
    return Payload.of(Json.bytes(new Query.GetOrder(orderId(key), CUSTOMER)));
  }

  /** The order that a query asks for. */
  String keyOf(Payload query) {
    Query.GetOrder asked = (Query.GetOrder) Json.read(query.bytes(), Query.class);
    Hash128 hash = CanonicalHash.parseOrderId(asked.orderId()).orElseThrow();
    return keyOf(new CallId(hash.high(), hash.low()));
  }

  String told(Payload payload) {
    Answer answer = Json.read(payload.bytes(), Answer.class);
    if (answer instanceof Answer.FoundOrder found) {
      return found.order().lines().get(0).name()
          + " "
          + found.exactStatus().name()
          + " "
          + found.order().totalPence()
          + "p"
          + (found.order().settled() ? " settled" : "");
    }
    return ((Answer.NotFound) answer).code();
  }
}
