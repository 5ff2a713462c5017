package grapevine.common.ordering;

/**
 * Under which words messages are filed: their thread, and the inbox of whoever is to find them. On
 * disks: never to change.
 */
public final class Threads {
  /** The inbox that all couriers share. */
  public static final String TO_COURIERS = "couriers";

  private Threads() {}

  public static String ofOrder(String orderId) {
    return word("order", orderId);
  }

  /** The same for both of them. */
  public static String between(String account, String other) {
    return account.compareTo(other) <= 0
        ? word("direct", account, other)
        : word("direct", other, account);
  }

  public static String inboxOf(String accountId) {
    return word("account", accountId);
  }

  /** The inbox that all who have ordered at a restaurant share. */
  public static String toCustomersOf(String restaurantId) {
    return word("customers", restaurantId);
  }

  // No two lists of parts have one word.
  private static String word(String kind, String... parts) {
    StringBuilder word = new StringBuilder(kind);
    for (String part : parts) {
      word.append('/').append(part.replace("%", "%25").replace("/", "%2F"));
    }
    return word.toString();
  }
}
