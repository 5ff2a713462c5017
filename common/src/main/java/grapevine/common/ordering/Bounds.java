package grapevine.common.ordering;

import java.util.List;

/**
 * Upper limits of everything a client can send; constructors of requests refuse more with a message
 * for the client.
 */
public final class Bounds {
  public static final int ID_CHARS = 100;
  public static final int NAME_CHARS = 100;
  public static final int NOTE_CHARS = 500;
  public static final int TEXT_CHARS = 1000;
  public static final int STARS = 5;

  /** Two ids, in which every character may be escaped. */
  public static final int THREAD_CHARS = 2 * 3 * ID_CHARS + 20;

  /** Marked as read by one request. */
  public static final int MESSAGES = 100;

  public static final int LINES = 50;
  public static final int CHOICES = 30;
  public static final int QUANTITY = 99;
  public static final int CURSOR_CHARS = 400;
  public static final int PORTIONS = 100_000;
  public static final int VOUCHER_USES = 1_000_000;

  /** Of one restaurant: all are in one fact. */
  public static final int LIMITED_ITEMS = 500;

  /** Of one account: all are in one fact. */
  public static final int OWNED_RESTAURANTS = 500;

  /** 100,000 pounds: no amount a client sends may come near an overflow. */
  public static final long PENCE = 10_000_000;

  /** Added to the menu of one restaurant; the catalogue's own dishes are on top. */
  public static final int DISHES_ADDED = 300;

  /** A thousand pounds: more is a slip of the hand. */
  public static final int DISH_PENCE = 100_000;

  /** Of the diets, or the allergens, of one dish. */
  public static final int DISH_WORDS = 20;

  public static final int SPANS_A_DAY = 6;
  public static final int FEE_BANDS = 10;
  public static final int PAUSE_DAYS = 31;

  /** Of one customer. */
  public static final int FAVOURITES = 100;

  /** Real restaurants around one tile. */
  public static final int AREA_RESTAURANTS = 200;

  /** Words for the cuisine of one real restaurant. */
  public static final int CUISINES = 10;

  /** Providers that one fact comes from. */
  public static final int SOURCES = 10;

  /** Suggested at one postcode. */
  public static final int ADDRESSES = 50;

  private Bounds() {}

  static String required(String field, String text, int maxChars) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(field + " is required");
    }
    return optional(field, text, maxChars);
  }

  static String optional(String field, String text, int maxChars) {
    if (text != null && text.length() > maxChars) {
      throw new IllegalArgumentException(field + " has more than " + maxChars + " characters");
    }
    return text;
  }

  /** An unmodifiable copy; null counts as empty. */
  static <T> List<T> list(String field, List<T> items, int max) {
    if (items == null) {
      return List.of();
    }
    if (items.size() > max) {
      throw new IllegalArgumentException(field + " has more than " + max + " entries");
    }
    for (T item : items) {
      if (item == null) {
        throw new IllegalArgumentException(field + " contains null");
      }
    }
    return List.copyOf(items);
  }

  static long pence(String field, long pence) {
    if (pence < 0 || pence > PENCE) {
      throw new IllegalArgumentException(field + " must be from 0 to " + PENCE);
    }
    return pence;
  }
}
