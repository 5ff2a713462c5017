package grapevine.database.catalogue;

import java.util.List;

/**
 * Smallest order, reach, and the fee by the value of the basket; bands are in rising order of
 * amount.
 */
record DeliveryTerms(long minimumOrderPence, List<Band> bands, int radiusMetres) {
  DeliveryTerms {
    bands = List.copyOf(bands);
  }

  /** From this basket value on, delivery costs this much. */
  record Band(long minimumAmountPence, long feePence) {}

  /**
   * A basket below every band pays the first one; whether it may be ordered at all is another
   * question.
   */
  long feeFor(long subtotalPence) {
    long fee = bands.get(0).feePence();
    for (Band band : bands) {
      if (subtotalPence >= band.minimumAmountPence()) {
        fee = band.feePence();
      }
    }
    return fee;
  }

  DeliveryTerms withRadius(int metres) {
    return new DeliveryTerms(minimumOrderPence, bands, metres);
  }
}
