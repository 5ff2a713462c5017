package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What would this basket cost? The postcode is as typed (a bad one is an issue of the quote) and
 * may be null for COLLECTION; an absent tip is 0.
 */
public record QuoteRequest(
    String restaurantId,
    Service service,
    String postcode,
    List<BasketLine> lines,
    String voucher,
    long tipPence) {
  public QuoteRequest {
    Bounds.required("restaurantId", restaurantId, Bounds.ID_CHARS);
    if (service == null) {
      throw new IllegalArgumentException("service is required: DELIVERY or COLLECTION");
    }
    Bounds.optional("postcode", postcode, Bounds.ID_CHARS);
    lines = Bounds.list("lines", lines, Bounds.LINES);
    Bounds.optional("voucher", voucher, Bounds.ID_CHARS);
    Bounds.pence("tipPence", tipPence);
  }

  @JsonCreator
  static QuoteRequest ofJson(
      @JsonProperty("restaurantId") String restaurantId,
      @JsonProperty("service") Service service,
      @JsonProperty("postcode") String postcode,
      @JsonProperty("lines") List<BasketLine> lines,
      @JsonProperty("voucher") String voucher,
      @JsonProperty("tipPence") Long tipPence) {
    return new QuoteRequest(
        restaurantId, service, postcode, lines, voucher, tipPence == null ? 0 : tipPence);
  }
}
