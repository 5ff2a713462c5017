package grapevine.frontend.api;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderRequest;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Quote;
import grapevine.common.ordering.QuoteRequest;
import grapevine.common.ordering.Rfc3339;
import java.util.List;

/**
 * An order about to be placed: everything that identifies it follows from the customer, the key and
 * the request, so a retry through any front end is the same order.
 */
record Placement(
    String customerId,
    OrderRequest request,
    QuoteRequest basket,
    Hash128 callId,
    Hash128 requestHash,
    long atMillis) {

  static Placement of(ClientCall call, IdempotencyKey key, OrderRequest request, long atMillis) {
    return new Placement(
        call.customer().id(),
        request,
        request.toQuoteRequest(),
        call.callId(key),
        request.canonicalHash(),
        atMillis);
  }

  String orderId() {
    return CanonicalHash.orderId(callId);
  }

  Query toQuery(boolean thorough) {
    return new Query.PrepareOrder(orderId(), customerId, basket, atMillis, thorough);
  }

  /**
   * The update carries facts: the prices of this quote and the time here, whatever later becomes of
   * either (R9).
   */
  Operation.PlaceOrder toOperation(Quote quote, String restaurantName) {
    return new Operation.PlaceOrder(
        orderId(),
        customerId,
        requestHash,
        atMillis,
        request.restaurantId(),
        restaurantName,
        request.service(),
        Postcode.parse(request.postcode()).orElse(null),
        quote.lines(),
        quote.subtotalPence(),
        quote.discountPence(),
        quote.deliveryFeePence(),
        quote.serviceFeePence(),
        quote.tipPence(),
        quote.totalPence(),
        request.voucher(),
        request.deliverTo(),
        request.note());
  }

  /**
   * The order as it stands right after its acknowledgement, when nothing else can have happened to
   * it.
   */
  static Order placed(Operation.PlaceOrder facts, int durability) {
    OrderStatus status = OrderStatus.PLACED;
    Order.Event placed =
        new Order.Event(
            status.publicName(), Rfc3339.ofMillis(facts.placedAtMillis()), OrderApi.BY_CUSTOMER);
    return Order.of(facts, status, false, durability, List.of(placed));
  }
}
