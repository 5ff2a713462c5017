package grapevine.database;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.ForcedFacts;
import grapevine.common.ordering.Subjects;
import grapevine.protocol.CallId;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import java.io.IOException;
import java.util.Optional;

/**
 * Under what an operation is looked up: a pure function of the record, so that every replica files
 * it alike. Looks at the few fields that decide this and at no other: replicas of different
 * releases must not file one operation differently. What cannot be filed is {@link
 * OperationKind#IGNORED}, not an error, which would stop one replica after the other.
 *
 * @param subject of an order the fingerprint of its customer, of an event the first half of its
 *     order's call id; null for what is found by its call id only
 * @param audience for whom else it is listed: of an order the fingerprint of its restaurant, of the
 *     event that accepts one that of all deliveries, of a claim that of whoever has it, so that it
 *     changes with the fact's value; null for nobody
 * @param atMillis when it was made; of a fact the number of its command, of talk and of what
 *     kitchens say its Lamport stamp
 */
record Filing(OperationKind kind, Long subject, Long audience, long atMillis) {
  /** What all accounts are listed under. On disks: never to change. */
  static final long ACCOUNTS = Payload.of("accounts").fingerprint(0);

  private static final Filing NOWHERE = new Filing(OperationKind.IGNORED, null, null, 0);

  static Filing of(LogRecord record) {
    Payload operation = record.update().operation();
    try (JsonParser parser = Json.mapper().createParser(operation.bytes())) {
      parser.disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      Fields fields = new Fields(parser);
      return isFact(record, fields)
          ? ofFact(record.dot().n(), fields.key, fields.courier)
          : fields.filing(record.callId(), record.update().lamport());
    } catch (IOException | RuntimeException e) {
      // Only the bytes decide whether this happens, so it happens everywhere.
      return NOWHERE;
    }
  }

  /**
   * By the command that it comes from, whatever that was: so a row tells how new it is.
   *
   * @param courier in the fact's value, if it has one: claims are listed for their holder, who is
   *     in no key
   */
  static Filing ofFact(long forced, String key, String courier) {
    Long subject = ForcedFacts.accountOf(key).isPresent() ? ACCOUNTS : null;
    boolean isClaim = courier != null && ForcedFacts.orderOfClaim(key).isPresent();
    return new Filing(
        OperationKind.FACT, subject, isClaim ? courierAudience(courier) : null, forced);
  }

  /** As a peer tells of one; nothing that causal updates say is a fact. */
  private static boolean isFact(LogRecord record, Fields fields) {
    return record.origin().equals(MemberId.FORCED)
        && Fact.OP.equals(fields.op)
        && fields.key != null
        && Fact.callId(fields.key).equals(record.callId());
  }

  static long subjectOf(String customerId) {
    return Subjects.ofCustomer(customerId);
  }

  static long audienceOf(String restaurantId) {
    return Subjects.ofRestaurant(restaurantId);
  }

  static long courierAudience(String accountId) {
    return Subjects.ofCourier(accountId);
  }

  /** Of all couriers. */
  static long deliveriesAudience() {
    return Subjects.ofDeliveries();
  }

  static long subjectOf(CallId order) {
    return Subjects.ofOrder(order);
  }

  private static final class Fields {
    private String op;
    private String key;
    private String orderId;
    private String customerId;
    private String restaurantId;
    private String itemId;
    private String commandKind;
    private String courier;
    private String thread;
    private String inbox;
    private String tile;
    private String postcode;
    private String provider;
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
        case "key" -> key = text(parser);
        case "value" -> readValue(parser);
        case "kind" -> commandKind = parser.getValueAsString();
        case "orderId" -> orderId = parser.getValueAsString();
        case "customerId" -> customerId = parser.getValueAsString();
        case "restaurantId" -> restaurantId = parser.getValueAsString();
        case "itemId" -> itemId = parser.getValueAsString();
        case "thread" -> thread = parser.getValueAsString();
        case "inbox" -> inbox = parser.getValueAsString();
        case "tile" -> tile = text(parser);
        case "postcode" -> postcode = text(parser);
        case "provider" -> provider = text(parser);
        case "placedAtMillis" -> placedAtMillis = parser.getLongValue();
        case "atMillis" -> atMillis = parser.getLongValue();
        default -> parser.skipChildren();
      }
    }

    /** Null, and passed over, when it is something else. */
    private static String text(JsonParser parser) throws IOException {
      String text = parser.hasToken(JsonToken.VALUE_STRING) ? parser.getText() : null;
      parser.skipChildren();
      return text;
    }

    /** Of a fact. */
    private void readValue(JsonParser parser) throws IOException {
      if (!parser.hasToken(JsonToken.START_OBJECT)) {
        parser.skipChildren();
        return;
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
        if (isText && name.equals("courier")) {
          courier = parser.getText();
        }
        parser.skipChildren();
      }
    }

    Filing filing(CallId callId, long lamport) {
      if ("place-order".equals(op) && customerId != null && placedAtMillis != null) {
        String derived = CanonicalHash.orderId(new Hash128(callId.high(), callId.low()));
        // An order under the id of another call could be filled by two updates: no join would be
        // right.
        return derived.equals(orderId)
            ? new Filing(
                OperationKind.ORDER,
                subjectOf(customerId),
                restaurantId == null ? null : audienceOf(restaurantId),
                placedAtMillis)
            : NOWHERE;
      }
      if ("order-command".equals(op) && orderId != null && atMillis != null) {
        Optional<Hash128> order = CanonicalHash.parseOrderId(orderId);
        Long audience = "ACCEPT".equals(commandKind) ? deliveriesAudience() : null;
        return order
            .map(id -> new Filing(OperationKind.ORDER_EVENT, id.high(), audience, atMillis))
            .orElse(NOWHERE);
      }
      TalkFiling.Fields talk = new TalkFiling.Fields(orderId, restaurantId, thread, inbox);
      KitchenFiling.Fields kitchen = new KitchenFiling.Fields(customerId, restaurantId, itemId);
      ProviderFiling.Fields provided =
          new ProviderFiling.Fields(tile, postcode, provider, restaurantId, atMillis);
      return TalkFiling.of(op, talk, lamport)
          .or(() -> KitchenFiling.of(op, kitchen, callId, lamport))
          .or(() -> ProviderFiling.of(op, provided, lamport))
          .orElse(NOWHERE);
    }
  }
}
