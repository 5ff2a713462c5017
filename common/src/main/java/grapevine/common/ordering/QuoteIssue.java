package grapevine.common.ordering;

/**
 * One reason why a basket cannot be ordered as it is; the pointer is RFC 6901 into the request
 * ({@code /lines/0/itemId}).
 */
public record QuoteIssue(Code code, String pointer, String detail) {
  /** Stable codes: clients switch on them, so they are only ever added to. */
  public enum Code {
    BASKET_EMPTY,
    ITEM_UNKNOWN,
    ITEM_OUT_OF_STOCK,
    QUANTITY_INVALID,
    CHOICE_UNKNOWN,
    CHOICE_REPEATED,
    CHOICES_TOO_FEW,
    CHOICES_TOO_MANY,
    BELOW_MINIMUM,
    POSTCODE_REQUIRED,
    POSTCODE_INVALID,
    POSTCODE_UNKNOWN,
    OUT_OF_AREA,
    CLOSED,
    VOUCHER_UNKNOWN,
    VOUCHER_MIN_SPEND,
    /** Fewer portions are left than the basket has. */
    SOLD_OUT,
    VOUCHER_USED_UP
  }
}
