package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How a forced operation was decided. Kept for ever under its call id: a retry gets the same. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "result")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ForcedResult.Done.class, name = "done"),
  @JsonSubTypes.Type(value = ForcedResult.NameTaken.class, name = "name-taken"),
  @JsonSubTypes.Type(value = ForcedResult.ClaimLost.class, name = "claim-lost"),
  @JsonSubTypes.Type(value = ForcedResult.SoldOut.class, name = "sold-out"),
  @JsonSubTypes.Type(value = ForcedResult.VoucherUsedUp.class, name = "voucher-used-up"),
  @JsonSubTypes.Type(value = ForcedResult.VoucherChanged.class, name = "voucher-changed"),
  @JsonSubTypes.Type(value = ForcedResult.VoucherTaken.class, name = "voucher-taken"),
  @JsonSubTypes.Type(value = ForcedResult.NotUnderstood.class, name = "not-understood"),
  @JsonSubTypes.Type(value = ForcedResult.AccountGone.class, name = "account-gone")
})
public sealed interface ForcedResult {
  record Done() implements ForcedResult {}

  /** Somebody else had it first. */
  record NameTaken() implements ForcedResult {}

  record ClaimLost(String by) implements ForcedResult {}

  /**
   * Of this item there are not as many portions as were ordered. Nothing of the order was taken.
   */
  record SoldOut(String itemId, int left) implements ForcedResult {}

  record VoucherUsedUp(String code) implements ForcedResult {}

  /** The order has not the discount that the voucher gives. */
  record VoucherChanged(String code, long discountPence) implements ForcedResult {}

  /** There is a voucher of this code with another content. */
  record VoucherTaken(String code) implements ForcedResult {}

  /** No effect here, hence on no replica. */
  record NotUnderstood() implements ForcedResult {}

  /** There is no such account, or no more. */
  record AccountGone() implements ForcedResult {}
}
