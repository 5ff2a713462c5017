package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * An order as it would be asked for today.
 *
 * @param request for a quote; without a voucher and a tip
 * @param missing what cannot be asked for any more, and is not in the request
 */
public record Basket(String orderId, QuoteRequest request, List<Missing> missing) {
  public Basket {
    missing = List.copyOf(missing);
  }

  /**
   * @param choice null when the dish itself is gone
   */
  public record Missing(
      String itemId, String name, @JsonInclude(JsonInclude.Include.NON_NULL) String choice) {}
}
