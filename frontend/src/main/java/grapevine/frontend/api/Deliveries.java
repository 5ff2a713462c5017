package grapevine.frontend.api;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Service;
import grapevine.frontend.api.CommandBody.NoFields;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * {@code POST /v1/orders/{id}/claim} and {@code /release}: one courier has a delivery. Only who has
 * logged in as a courier asks for one.
 */
final class Deliveries {
  private final ClientCalls calls;

  Deliveries(ClientCalls calls) {
    this.calls = calls;
  }

  CompletableFuture<Reply> claim(ApiRequest request) {
    return answer(request, true);
  }

  CompletableFuture<Reply> release(ApiRequest request) {
    return answer(request, false);
  }

  private CompletableFuture<Reply> answer(ApiRequest request, boolean isClaim) {
    IdempotencyKey key = IdempotencyKey.of(request);
    return calls.answerFirst(
        request,
        key,
        call -> {
          NoFields body = JsonBody.readOr(request, NoFields.class, new NoFields());
          String courier = requireCourier(call);
          String orderId = OrderApi.requireId(request);
          return call.ask(new Query.GetClaim(orderId))
              .thenCompose(
                  seen -> {
                    Answer.FoundClaim found = (Answer.FoundClaim) seen.answer();
                    if (isClaim) {
                      requireClaimable(found, courier);
                    }
                    return decide(call, key, body, found, courier, isClaim);
                  });
        });
  }

  /** The account of a courier. */
  static String requireCourier(ClientCall call) {
    return Callers.require(
        call,
        Role.COURIER,
        "This is for couriers: log in with a courier's account, and send its session.");
  }

  /** Who has it already may claim it again at any time: a retry must not be refused. */
  private static void requireClaimable(Answer.FoundClaim found, String courier) {
    boolean isOver = found.service() != Service.DELIVERY || found.status().isFinal();
    if (isOver && !courier.equals(found.courier())) {
      throw Problem.of(ProblemCode.ILLEGAL_MOVE)
          .with("orderStatus", found.status().publicName())
          .refused();
    }
  }

  private static CompletableFuture<Reply> decide(
      ClientCall call,
      IdempotencyKey key,
      NoFields body,
      Answer.FoundClaim found,
      String courier,
      boolean isClaim) {
    Operation operation =
        isClaim
            ? new Operation.ClaimDelivery(found.orderId(), courier)
            : new Operation.ReleaseDelivery(found.orderId(), courier);
    return ForcedCall.decide(
        call,
        key,
        body,
        operation,
        () -> Reply.json(200, claimed(found, isClaim ? courier : null)));
  }

  private static Map<String, Object> claimed(Answer.FoundClaim found, String courier) {
    Map<String, Object> claimed = new LinkedHashMap<>();
    claimed.put("id", found.orderId());
    claimed.put("status", found.status().publicName());
    claimed.put("courier", courier);
    return claimed;
  }
}
