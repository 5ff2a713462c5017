package grapevine.common.ordering;

import grapevine.common.Json;
import grapevine.protocol.CallId;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The kinds of facts, and under what each is found. On disks: never to change. */
public final class ForcedFacts {
  private static final String ACCOUNT = "account";

  private ForcedFacts() {}

  /** Who has a name. */
  public record NameFact(String name, String owner) {}

  /**
   * Who has a delivery.
   *
   * @param courier null when it was released
   */
  public record ClaimFact(String courier) {}

  /**
   * The portions left of a restaurant's limited items. All in one, so that a menu is one look-up;
   * sorted, so that equal facts have equal bytes.
   */
  public record StockFact(SortedMap<String, Integer> portions) {
    public static final StockFact NONE = new StockFact(new TreeMap<>());

    public StockFact {
      portions = new TreeMap<>(portions);
    }

    @Override
    public SortedMap<String, Integer> portions() {
      return new TreeMap<>(portions);
    }

    /** Null when it is not limited. */
    public Integer left(String itemId) {
      return portions.get(itemId);
    }

    StockFact with(String itemId, Integer left) {
      StockFact changed = new StockFact(portions);
      if (left == null) {
        changed.portions.remove(itemId);
      } else {
        changed.portions.put(itemId, left);
      }
      return changed;
    }

    StockFact minus(Map<String, Long> ordered) {
      StockFact changed = new StockFact(portions);
      ordered.forEach(
          (itemId, count) ->
              changed.portions.computeIfPresent(
                  itemId, (id, left) -> Math.toIntExact(left - count)));
      return changed;
    }
  }

  /**
   * Which account a restaurant belongs to.
   *
   * @param accountId null when it was taken away again
   */
  public record OwnerFact(String accountId) {}

  /** An account; what {@link Account} says, without the id. */
  public record AccountFact(
      String name,
      Role role,
      PasswordHash passwordHash,
      String customerId,
      long createdAtMillis,
      boolean deleted) {
    public Account toAccount(String id) {
      return new Account(id, name, role, passwordHash, customerId, createdAtMillis, deleted);
    }

    AccountFact whenDeleted() {
      return new AccountFact(name, role, null, customerId, createdAtMillis, true);
    }
  }

  /** Whose account a guest's orders belong to. */
  public record GuestFact(String accountId) {}

  /** The restaurants of an account; sorted, so that equal facts have equal bytes. */
  public record OwnedFact(SortedSet<String> restaurantIds) {
    public static final OwnedFact NONE = new OwnedFact(new TreeSet<>());

    public OwnedFact {
      restaurantIds = new TreeSet<>(restaurantIds);
    }

    @Override
    public SortedSet<String> restaurantIds() {
      return new TreeSet<>(restaurantIds);
    }

    OwnedFact with(String restaurantId) {
      OwnedFact changed = new OwnedFact(restaurantIds);
      changed.restaurantIds.add(restaurantId);
      return changed;
    }

    OwnedFact without(String restaurantId) {
      OwnedFact changed = new OwnedFact(restaurantIds);
      changed.restaurantIds.remove(restaurantId);
      return changed;
    }
  }

  /** A voucher that was issued, and how often it was used. */
  public record VoucherFact(long discountPence, int limit, int used) {
    public int left() {
      return limit - used;
    }

    /** Never more than the food. */
    public long discountOn(long subtotalPence) {
      return Math.min(discountPence, subtotalPence);
    }

    VoucherFact usedOnceMore() {
      return new VoucherFact(discountPence, limit, used + 1);
    }
  }

  /** How a call id was decided. */
  public record DecisionFact(long requestHash, ForcedResult result) {}

  public static String nameKey(NameKind kind, String key) {
    return key("name", kind.name(), key);
  }

  public static String claimKey(String orderId) {
    return key("claim", orderId);
  }

  /** Empty when the key is not that of a claim. */
  public static Optional<String> orderOfClaim(String key) {
    String prefix = key("claim", "");
    return key.startsWith(prefix) ? Optional.of(key.substring(prefix.length())) : Optional.empty();
  }

  public static String stockKey(String restaurantId) {
    return key("stock", restaurantId);
  }

  public static String ownerKey(String restaurantId) {
    return key("owner", restaurantId);
  }

  /**
   * @param code as {@link VoucherCode} spells it
   */
  public static String voucherKey(String code) {
    return key("voucher", code);
  }

  public static String accountKey(String accountId) {
    return key(ACCOUNT, accountId);
  }

  /** Empty unless the key is one of {@link #accountKey}. */
  public static Optional<String> accountOf(String key) {
    return key.startsWith(ACCOUNT + '/')
        ? Optional.of(key.substring(ACCOUNT.length() + 1).replace("%2F", "/").replace("%25", "%"))
        : Optional.empty();
  }

  public static String guestKey(String guestId) {
    return key("guest", guestId);
  }

  public static String ownedKey(String accountId) {
    return key("owned", accountId);
  }

  public static String decisionKey(CallId callId) {
    return key("decision", callId.toString());
  }

  public static <T> Optional<T> find(ForcedState state, String key, Class<T> type) {
    return state.get(key).map(bytes -> Json.readOwn(bytes, type));
  }

  // No two lists of parts have one key.
  private static String key(String kind, String... parts) {
    StringBuilder key = new StringBuilder(kind);
    for (String part : parts) {
      key.append('/').append(part.replace("%", "%25").replace("/", "%2F"));
    }
    return key.toString();
  }
}
