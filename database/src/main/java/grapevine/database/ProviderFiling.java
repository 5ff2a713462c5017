package grapevine.database;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where what providers said is filed: under its register, the newest by (lamport, call id) first.
 * Wants are listed together, by the time they were made. On disks, so never to change.
 */
final class ProviderFiling {
  static final long WANTS = Filing.subjectOf("provider-wants");

  static final Set<OperationKind> WANTED =
      EnumSet.of(
          OperationKind.AREA_WANTED, OperationKind.POSTCODE_WANTED, OperationKind.RATINGS_WANTED);

  private ProviderFiling() {}

  static long register(OperationKind kind, String key) {
    return Filing.subjectOf(kind.label() + "/" + key);
  }

  /** All postcodes of an area such as DH. */
  static long postcodesOf(String area) {
    return Filing.subjectOf("postcodes/" + area);
  }

  /** The letters that a postcode begins with. */
  static String areaOf(String postcode) {
    int end = 0;
    while (end < postcode.length() && postcode.charAt(end) >= 'A' && postcode.charAt(end) <= 'Z') {
      end++;
    }
    return postcode.substring(0, end);
  }

  /** Any of these may be null, as it is in the operation. */
  record Fields(
      String tile, String postcode, String provider, String restaurantId, Long atMillis) {}

  /** Empty when it is none of these, or cannot be filed. */
  static Optional<Filing> of(String op, Fields fields, long lamport) {
    if (op == null) {
      return Optional.empty();
    }
    return switch (op) {
      case "area-wanted" -> wanted(OperationKind.AREA_WANTED, fields.tile, fields.atMillis);
      case "postcode-wanted" ->
          wanted(OperationKind.POSTCODE_WANTED, fields.postcode, fields.atMillis);
      case "ratings-wanted" -> wanted(OperationKind.RATINGS_WANTED, fields.tile, fields.atMillis);
      case "ratings-loaded" -> said(OperationKind.RATINGS_LOADED, fields.tile, lamport);
      case "area-loaded" -> said(OperationKind.AREA_LOADED, fields.tile, lamport);
      case "provider-silenced" -> said(OperationKind.PROVIDER_SILENCED, fields.provider, lamport);
      case "restaurant-found" -> found(fields.restaurantId, lamport);
      case "postcode-resolved" -> resolved(fields.postcode, lamport);
      default -> Optional.empty();
    };
  }

  private static Optional<Filing> wanted(OperationKind kind, String key, Long atMillis) {
    return key == null || atMillis == null
        ? Optional.empty()
        : Optional.of(new Filing(kind, null, WANTS, atMillis));
  }

  private static Optional<Filing> said(OperationKind kind, String key, long lamport) {
    return key == null
        ? Optional.empty()
        : Optional.of(new Filing(kind, register(kind, key), null, lamport));
  }

  /** Also for whoever remembers the restaurant. */
  private static Optional<Filing> found(String restaurantId, long lamport) {
    if (restaurantId == null) {
      return Optional.empty();
    }
    long register = register(OperationKind.RESTAURANT_FOUND, restaurantId);
    return Optional.of(new Filing(OperationKind.RESTAURANT_FOUND, register, register, lamport));
  }

  private static Optional<Filing> resolved(String postcode, long lamport) {
    return postcode == null
        ? Optional.empty()
        : Optional.of(
            new Filing(
                OperationKind.POSTCODE_RESOLVED,
                register(OperationKind.POSTCODE_RESOLVED, postcode),
                postcodesOf(areaOf(postcode)),
                lamport));
  }
}
