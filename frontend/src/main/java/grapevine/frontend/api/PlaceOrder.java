package grapevine.frontend.api;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderRequest;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Quote;
import grapevine.common.ordering.QuoteIssue.Code;
import grapevine.common.ordering.Rfc3339;
import grapevine.frontend.api.ClientCall.Seen;
import grapevine.frontend.api.PricedBaskets.Priced;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import grapevine.protocol.Token;
import grapevine.protocol.VectorTimestamp;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * {@code POST /v1/orders} in two steps: a query that prices the basket (unless that was just done),
 * then the update with the facts decided, which a retry finds known. All refusing is done here,
 * before the update (R6b), and never before the order of an earlier try was looked for. Only where
 * there is not enough for everybody the one order for all refuses.
 */
final class PlaceOrder {
  private static final String REPLAYED = "Idempotent-Replayed";

  private final ClientCalls calls;
  private final LongSupplier nowMillis;
  private final PricedBaskets pricedBaskets = new PricedBaskets();

  PlaceOrder(ClientCalls calls, LongSupplier nowMillis) {
    this.calls = calls;
    this.nowMillis = nowMillis;
  }

  CompletableFuture<Reply> answer(ApiRequest request) {
    IdempotencyKey key = IdempotencyKey.of(request);
    return calls.answerFirst(request, key, call -> place(call, key));
  }

  private CompletableFuture<Reply> place(ClientCall call, IdempotencyKey key) {
    OrderRequest request = JsonBody.read(call.request(), OrderRequest.class);
    OrderRules.require(request);
    Placement placement = Placement.of(call, key, request, nowMillis.getAsLong());
    Token token = call.token().orElse(Token.EMPTY);
    Optional<Priced> known =
        pricedBaskets
            .find(placement.basket(), token, calls.forcedSeen(), placement.atMillis())
            .filter(priced -> isPriceAgreed(request, priced.quote()));
    if (known.isPresent()) {
      return make(call, placement, known.get().quote(), known.get().restaurantName());
    }
    return call.ask(placement.toQuery(false)).thenCompose(seen -> decide(call, placement, seen));
  }

  private CompletableFuture<Reply> decide(ClientCall call, Placement placement, Seen seen) {
    Answer.Prepared prepared = (Answer.Prepared) seen.answer();
    if (prepared.quote() != null && !prepared.mustBeForced()) {
      VectorTimestamp shown = call.token().orElse(Token.EMPTY).vector();
      pricedBaskets.put(
          placement.basket(),
          new Priced(prepared.quote(), prepared.restaurantName(), shown, placement.atMillis()));
    }
    boolean isNew = prepared.existing() == null && prepared.quote().orderable();
    if (isNew && !isPriceAgreed(placement.request(), prepared.quote())) {
      // An earlier try may have been made at the price agreed to: nobody has looked yet.
      return call.ask(placement.toQuery(true))
          .thenCompose(thorough -> carryOut(call, placement, thorough));
    }
    return carryOut(call, placement, seen);
  }

  private CompletableFuture<Reply> carryOut(ClientCall call, Placement placement, Seen seen) {
    Answer.Prepared prepared = (Answer.Prepared) seen.answer();
    if (prepared.existing() != null) {
      requireSameRequest(placement, prepared);
      return CompletableFuture.completedFuture(replayed(prepared.existing(), seen.durability()));
    }
    boolean isForOthers = prepared.mustBeForced() && isOnlyUsedUp(prepared.quote());
    if (!isForOthers) {
      requireOrderable(placement.request(), prepared.quote());
    }
    return prepared.mustBeForced()
        ? force(call, placement, prepared)
        : make(call, placement, prepared.quote(), prepared.restaurantName());
  }

  /**
   * Whether others were faster, as far as that is known here. It is decided all the same: an
   * earlier try of this order may be on its way still, and the two must not end differently.
   */
  private static boolean isOnlyUsedUp(Quote quote) {
    return !quote.orderable()
        && quote.issues().stream()
            .allMatch(
                issue -> issue.code() == Code.SOLD_OUT || issue.code() == Code.VOUCHER_USED_UP);
  }

  private static CompletableFuture<Reply> force(
      ClientCall call, Placement placement, Answer.Prepared prepared) {
    Operation.PlaceOrder facts = placement.toOperation(prepared.quote(), prepared.restaurantName());
    return call.force(placement.callId(), placement.requestHash(), facts)
        .thenCompose(
            ruled -> {
              ForcedRefusals.requireDone(ruled.result());
              return conclude(call, facts, ruled.known(), ruled.durability());
            });
  }

  private static CompletableFuture<Reply> make(
      ClientCall call, Placement placement, Quote quote, String restaurantName) {
    Operation.PlaceOrder facts = placement.toOperation(quote, restaurantName);
    return call.make(placement.callId(), placement.requestHash(), facts)
        .thenCompose(
            acknowledged -> conclude(call, facts, acknowledged.known(), acknowledged.durability()));
  }

  private static void requireSameRequest(Placement placement, Answer.Prepared prepared) {
    if (!placement.requestHash().equals(prepared.existingRequestHash())) {
      throw Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED).refused();
    }
  }

  private static void requireOrderable(OrderRequest request, Quote quote) {
    if (!quote.orderable()) {
      throw Problem.of(ProblemCode.NOT_ORDERABLE).with("issues", quote.issues()).refused();
    }
    if (!isPriceAgreed(request, quote)) {
      throw Problem.of(ProblemCode.PRICE_CHANGED).with("quote", quote).refused();
    }
  }

  private static boolean isPriceAgreed(OrderRequest request, Quote quote) {
    Long expected = request.expectedTotalPence();
    return expected == null || expected == quote.totalPence();
  }

  private static CompletableFuture<Reply> conclude(
      ClientCall call, Operation.PlaceOrder facts, boolean known, int durability) {
    if (!known) {
      return CompletableFuture.completedFuture(
          created(Placement.placed(facts, durability), durability));
    }
    // Somebody knew it: an earlier try, or gossip that overtook this one. Only the order itself can
    // tell.
    return call.readBack(new Query.GetOrder(facts.orderId(), facts.customerId()))
        .thenApply(seen -> readBack(facts, seen));
  }

  private static Reply readBack(Operation.PlaceOrder facts, Seen seen) {
    Order order = ((Answer.FoundOrder) seen.answer()).order();
    boolean isThisTry = order.placedAt().equals(Rfc3339.ofMillis(facts.placedAtMillis()));
    return isThisTry ? created(order, seen.durability()) : replayed(order, seen.durability());
  }

  private static Reply created(Order order, int durability) {
    return Reply.json(201, order.seenAs(order.settled(), durability))
        .with("Location", OrderApi.pathOf(order.id()));
  }

  private static Reply replayed(Order order, int durability) {
    return Reply.json(200, order.seenAs(order.settled(), durability)).with(REPLAYED, "true");
  }
}
