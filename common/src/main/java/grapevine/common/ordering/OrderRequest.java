package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import java.util.List;

/**
 * The body of {@code POST /v1/orders}. {@code expectedTotalPence} may be null: then any price is
 * agreed to. {@code deliverTo} is needed for DELIVERY only, which the front end checks.
 */
public record OrderRequest(
    String restaurantId,
    Service service,
    String postcode,
    List<BasketLine> lines,
    String voucher,
    long tipPence,
    DeliverTo deliverTo,
    String note,
    Long expectedTotalPence) {
  public OrderRequest {
    Bounds.required("restaurantId", restaurantId, Bounds.ID_CHARS);
    if (service == null) {
      throw new IllegalArgumentException("service is required: DELIVERY or COLLECTION");
    }
    Bounds.optional("postcode", postcode, Bounds.ID_CHARS);
    lines = Bounds.list("lines", lines, Bounds.LINES);
    Bounds.optional("voucher", voucher, Bounds.ID_CHARS);
    Bounds.pence("tipPence", tipPence);
    Bounds.optional("note", note, Bounds.NOTE_CHARS);
  }

  @JsonCreator
  static OrderRequest ofJson(
      @JsonProperty("restaurantId") String restaurantId,
      @JsonProperty("service") Service service,
      @JsonProperty("postcode") String postcode,
      @JsonProperty("lines") List<BasketLine> lines,
      @JsonProperty("voucher") String voucher,
      @JsonProperty("tipPence") Long tipPence,
      @JsonProperty("deliverTo") DeliverTo deliverTo,
      @JsonProperty("note") String note,
      @JsonProperty("expectedTotalPence") Long expectedTotalPence) {
    long tip = tipPence == null ? 0 : tipPence;
    return new OrderRequest(
        restaurantId, service, postcode, lines, voucher, tip, deliverTo, note, expectedTotalPence);
  }

  /** Tells a repeated request from a key reused for another one. */
  public Hash128 canonicalHash() {
    return CanonicalHash.of("grapevine/order-request/1", Json.bytes(this));
  }

  /** The part of the request that has a price. */
  public QuoteRequest toQuoteRequest() {
    return new QuoteRequest(restaurantId, service, postcode, lines, voucher, tipPence);
  }
}
