package grapevine.database;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.protocol.CallId;
import grapevine.protocol.Payload;
import java.io.IOException;
import java.util.Optional;

/**
 * Under what an operation is looked up: a pure function of the call id and the bytes, so that every
 * replica files it alike. Looks at the few fields that decide this and at no other: replicas of
 * different releases must not file one operation differently. What cannot be filed is {@link
 * OperationKind#IGNORED}, not an error, which would stop one replica after the other.
 *
 * @param subject of an order the fingerprint of its customer, of an event the first half of its
 *     order's call id; null for what is found by its call id only
 * @param atMillis when it was made
 */
record Filing(OperationKind kind, Long subject, long atMillis) {
  private static final Filing NOWHERE = new Filing(OperationKind.IGNORED, null, 0);

  static Filing of(CallId callId, Payload operation) {
    try (JsonParser parser = Json.mapper().createParser(operation.bytes())) {
      parser.disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      return new Fields(parser).filing(callId);
    } catch (IOException | RuntimeException e) {
      // Only the bytes decide whether this happens, so it happens everywhere.
      return NOWHERE;
    }
  }

  static long subjectOf(String customerId) {
    return Payload.of(customerId).fingerprint(0);
  }

  static long subjectOf(CallId order) {
    return order.high();
  }

  private static final class Fields {
    private String op;
    private String orderId;
    private String customerId;
    private Long placedAtMillis;
    private Long atMillis;

    Fields(JsonParser parser) throws IOException {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        read(name, parser);
      }
      if (parser.nextToken() != null) {
        throw new IOException("something follows the object");
      }
    }

    private void read(String name, JsonParser parser) throws IOException {
      switch (name) {
        case "op" -> op = parser.getValueAsString();
        case "orderId" -> orderId = parser.getValueAsString();
        case "customerId" -> customerId = parser.getValueAsString();
        case "placedAtMillis" -> placedAtMillis = parser.getLongValue();
        case "atMillis" -> atMillis = parser.getLongValue();
        default -> parser.skipChildren();
      }
    }

    Filing filing(CallId callId) {
      if ("place-order".equals(op) && customerId != null && placedAtMillis != null) {
        String derived = CanonicalHash.orderId(new Hash128(callId.high(), callId.low()));
        // An order under the id of another call could be filled by two updates: no join would be
        // right.
        return derived.equals(orderId)
            ? new Filing(OperationKind.ORDER, subjectOf(customerId), placedAtMillis)
            : NOWHERE;
      }
      if ("order-command".equals(op) && orderId != null && atMillis != null) {
        Optional<Hash128> order = CanonicalHash.parseOrderId(orderId);
        return order
            .map(id -> new Filing(OperationKind.ORDER_EVENT, id.high(), atMillis))
            .orElse(NOWHERE);
      }
      return NOWHERE;
    }
  }
}
