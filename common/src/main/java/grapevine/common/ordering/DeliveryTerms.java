package grapevine.common.ordering;

import java.util.List;

/**
 * Smallest order, reach, and the fee by the value of the basket; bands are in rising order of
 * amount.
 */
public record DeliveryTerms(long minimumOrderPence, List<Band> bands, int radiusMetres) {
  public DeliveryTerms {
    bands = List.copyOf(bands);
  }

  /** From this basket value on, delivery costs this much. */
  public record Band(long minimumAmountPence, long feePence) {}

  /**
   * A basket below every band pays the first one; whether it may be ordered at all is another
   * question.
   */
  public long feeFor(long subtotalPence) {
    long fee = bands.get(0).feePence();
    for (Band band : bands) {
      if (subtotalPence >= band.minimumAmountPence()) {
        fee = band.feePence();
      }
    }
    return fee;
  }

  public DeliveryTerms withRadius(int metres) {
    return new DeliveryTerms(minimumOrderPence, bands, metres);
  }
}
