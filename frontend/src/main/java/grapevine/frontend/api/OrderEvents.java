package grapevine.frontend.api;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.ForcedFacts;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Subjects;
import grapevine.frontend.api.ClientCall.Seen;
import grapevine.frontend.api.LiveAnswers.Live;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import grapevine.protocol.CallId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** {@code GET /v1/orders/{id}/events}: the order as it is, and again whenever it changes. */
final class OrderEvents {
  private final ClientCalls calls;
  private final LiveAnswers answers;

  OrderEvents(ClientCalls calls, LiveAnswers answers) {
    this.calls = calls;
    this.answers = answers;
  }

  void addTo(Router router) {
    router.getStream("/v1/orders/{id}/events", this::events);
  }

  private CompletableFuture<Reply> events(ApiRequest request) {
    request.parameters().requireOnly(List.of());
    return calls.answer(
        request,
        call -> {
          Query query = new Query.GetOrder(OrderApi.requireId(request), call.customer().viewer());
          return answers.open(
              call,
              new Live("order", () -> query, OrderEvents::order, seen -> keysOf(order(seen).id())));
        });
  }

  /** The order's own row, its events', and that of the fact who has its delivery. */
  static List<Long> keysOf(String orderId) {
    Hash128 id = CanonicalHash.parseOrderId(orderId).orElseThrow();
    return List.of(
        Subjects.ofOrder(new CallId(id.high(), id.low())),
        Subjects.ofFact(ForcedFacts.claimKey(orderId)).high());
  }

  private static Order order(Seen seen) {
    return OrderApi.seenAt(seen.durability(), ((Answer.FoundOrder) seen.answer()).order());
  }
}
