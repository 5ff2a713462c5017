package grapevine.common.ordering;

/**
 * Arithmetic on integer pence. Overflow throws instead of wrapping: a wrong price is worse than no
 * answer.
 */
public final class Money {
  private Money() {}

  public static long sum(long... pence) {
    long total = 0;
    for (long part : pence) {
      total = Math.addExact(total, part);
    }
    return total;
  }

  public static long times(long pence, int quantity) {
    return Math.multiplyExact(pence, (long) quantity);
  }

  public static long minus(long pence, long subtracted) {
    return Math.subtractExact(pence, subtracted);
  }

  /** Rounded down to the whole penny, as the discount of a voucher is. */
  public static long percentOf(long pence, int percent) {
    return Math.floorDiv(Math.multiplyExact(pence, (long) percent), 100L);
  }
}
