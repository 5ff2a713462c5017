package grapevine.frontend.api;

import grapevine.common.ordering.ForcedResult;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;

/** What clients are told when something was decided against them. */
final class ForcedRefusals {
  private ForcedRefusals() {}

  static void requireDone(ForcedResult result) {
    if (!(result instanceof ForcedResult.Done)) {
      throw problem(result).refused();
    }
  }

  private static Problem problem(ForcedResult result) {
    if (result instanceof ForcedResult.NameTaken) {
      return Problem.of(ProblemCode.NAME_TAKEN);
    }
    if (result instanceof ForcedResult.ClaimLost) {
      // By whom is no stranger's business.
      return Problem.of(ProblemCode.CLAIM_LOST);
    }
    if (result instanceof ForcedResult.SoldOut soldOut) {
      return soldOut(soldOut);
    }
    if (result instanceof ForcedResult.VoucherUsedUp) {
      return Problem.of(ProblemCode.VOUCHER_USED_UP);
    }
    if (result instanceof ForcedResult.VoucherTaken) {
      return Problem.of(ProblemCode.VOUCHER_TAKEN);
    }
    if (result instanceof ForcedResult.VoucherChanged) {
      return Problem.of(
          ProblemCode.PRICE_CHANGED, "The voucher gives another discount: ask for a new quote.");
    }
    if (result instanceof ForcedResult.AccountGone) {
      return Problem.of(ProblemCode.ACCOUNT_UNKNOWN);
    }
    // Not the client's mistake: replica manager and front end are of different versions.
    throw new IllegalStateException("a forced update was decided as " + result);
  }

  private static Problem soldOut(ForcedResult.SoldOut soldOut) {
    String detail =
        soldOut.left() == 0
            ? "It is sold out. Nothing has been ordered: order again without it, with a new key."
            : "Only "
                + soldOut.left()
                + " left. Nothing has been ordered: order again with fewer, with a new key.";
    return Problem.of(ProblemCode.SOLD_OUT, detail)
        .with("itemId", soldOut.itemId())
        .with("portionsLeft", soldOut.left());
  }
}
