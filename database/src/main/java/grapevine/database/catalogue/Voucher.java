package grapevine.database.catalogue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import grapevine.common.ordering.Money;

/**
 * A voucher's terms. The limits on use are recorded but cannot be kept by a quote: they need one
 * order for all, so they belong to a forced update.
 */
record Voucher(
    String code,
    Type type,
    long value,
    long maxDiscountPence,
    long minSpendPence,
    boolean oncePerCustomer,
    long totalUses) {
  enum Type {
    PERCENT,
    AMOUNT,
    FREE_DELIVERY
  }

  @JsonCreator
  static Voucher ofJson(
      @JsonProperty("code") String code,
      @JsonProperty("type") Type type,
      @JsonProperty("value") Long value,
      @JsonProperty("maxDiscountPence") Long maxDiscountPence,
      @JsonProperty("minSpendPence") long minSpendPence,
      @JsonProperty("oncePerCustomer") Boolean oncePerCustomer,
      @JsonProperty("totalUses") Long totalUses) {
    return new Voucher(
        code,
        type,
        value == null ? 0 : value,
        maxDiscountPence == null ? Long.MAX_VALUE : maxDiscountPence,
        minSpendPence,
        oncePerCustomer != null && oncePerCustomer,
        totalUses == null ? Long.MAX_VALUE : totalUses);
  }

  /** Never more than the food or, for free delivery, than the fee. */
  long discountOn(long subtotalPence, long deliveryFeePence) {
    return switch (type) {
      case PERCENT ->
          Math.min(Money.percentOf(subtotalPence, Math.toIntExact(value)), maxDiscountPence);
      case AMOUNT -> Math.min(value, subtotalPence);
      case FREE_DELIVERY -> deliveryFeePence;
    };
  }
}
