package grapevine.database;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.protocol.CallId;
import java.util.Optional;

/**
 * Where what a restaurant says of itself is filed: under its register, the newest by (lamport, call
 * id) first, and for whoever watches the restaurant. Favourites are registers too, filed for their
 * customer. On disks, so never to change.
 */
final class KitchenFiling {
  private KitchenFiling() {}

  /** All edits of a restaurant but its new dishes, which are listed by themselves. */
  static long editsOf(String restaurantId) {
    return Filing.subjectOf("kitchen/" + restaurantId);
  }

  static long dishesOf(String restaurantId) {
    return Filing.subjectOf("dishes/" + restaurantId);
  }

  /** What is said of a dish. */
  static long dish(String restaurantId, String itemId) {
    return Filing.subjectOf("dish/" + restaurantId + "/" + itemId);
  }

  /** Whether there is any of it: apart from the rest, so that rows of one do not hide the other. */
  static long dishSwitch(String restaurantId, String itemId) {
    return Filing.subjectOf("switch/" + restaurantId + "/" + itemId);
  }

  /** Of a restaurant as a whole: hours, pause, terms. */
  static long register(OperationKind kind, String restaurantId) {
    return Filing.subjectOf(kind.label() + "/" + restaurantId);
  }

  static long favourite(String customerId, String restaurantId) {
    return Filing.subjectOf("favourite/" + customerId + "/" + restaurantId);
  }

  static long favouritesOf(String customerId) {
    return Filing.subjectOf("favourites/" + customerId);
  }

  /** Any of these may be null, as it is in the operation. */
  record Fields(String customerId, String restaurantId, String itemId) {}

  /** Empty when it is none of these, or cannot be filed. */
  static Optional<Filing> of(String op, Fields fields, CallId callId, long lamport) {
    if (op == null || fields.restaurantId == null) {
      return Optional.empty();
    }
    return switch (op) {
      case "add-dish" -> added(fields, callId, lamport);
      case "edit-dish", "switch-dish" -> ofDish(op, fields, lamport);
      case "set-hours" -> Optional.of(ofRestaurant(OperationKind.HOURS, fields, lamport));
      case "set-pause" -> Optional.of(ofRestaurant(OperationKind.PAUSE, fields, lamport));
      case "set-terms" -> Optional.of(ofRestaurant(OperationKind.TERMS, fields, lamport));
      case "set-favourite" -> favourite(fields, lamport);
      default -> Optional.empty();
    };
  }

  /** Under the id of another call two updates could make one dish. */
  private static Optional<Filing> added(Fields fields, CallId callId, long lamport) {
    String derived = CanonicalHash.dishId(new Hash128(callId.high(), callId.low()));
    return derived.equals(fields.itemId)
        ? Optional.of(
            new Filing(
                OperationKind.DISH_ADDED,
                dish(fields.restaurantId, fields.itemId),
                dishesOf(fields.restaurantId),
                lamport))
        : Optional.empty();
  }

  private static Optional<Filing> ofDish(String op, Fields fields, long lamport) {
    if (fields.itemId == null) {
      return Optional.empty();
    }
    long audience = editsOf(fields.restaurantId);
    return Optional.of(
        op.equals("edit-dish")
            ? new Filing(
                OperationKind.DISH_EDITED,
                dish(fields.restaurantId, fields.itemId),
                audience,
                lamport)
            : new Filing(
                OperationKind.DISH_SWITCHED,
                dishSwitch(fields.restaurantId, fields.itemId),
                audience,
                lamport));
  }

  private static Filing ofRestaurant(OperationKind kind, Fields fields, long lamport) {
    return new Filing(
        kind, register(kind, fields.restaurantId), editsOf(fields.restaurantId), lamport);
  }

  private static Optional<Filing> favourite(Fields fields, long lamport) {
    return fields.customerId == null
        ? Optional.empty()
        : Optional.of(
            new Filing(
                OperationKind.FAVOURITE,
                favourite(fields.customerId, fields.restaurantId),
                favouritesOf(fields.customerId),
                lamport));
  }
}
