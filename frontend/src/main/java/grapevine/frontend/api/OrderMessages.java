package grapevine.frontend.api;

import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.ThreadKind;
import grapevine.common.ordering.Threads;
import grapevine.frontend.api.Talk.TextRequest;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.QueryParameters;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * {@code /v1/orders/{id}/messages}: between its customer, its restaurant and the courier who has
 * its delivery. Operators read along.
 */
final class OrderMessages {
  private final ClientCalls calls;
  private final SendMessage sending;

  OrderMessages(ClientCalls calls, LongSupplier nowMillis) {
    this.calls = calls;
    this.sending = new SendMessage(nowMillis);
  }

  void addTo(Router router) {
    router.get("/v1/orders/{id}/messages", this::list).post("/v1/orders/{id}/messages", this::post);
  }

  private CompletableFuture<Reply> list(ApiRequest request) {
    QueryParameters parameters = request.parameters();
    parameters.requireOnly(List.of("limit", "cursor"));
    int limit = Paging.limit(parameters);
    String cursor = Paging.cursor(parameters);
    return calls.answer(
        request,
        call ->
            call.ask(
                    new Query.ListOrderMessages(
                        OrderApi.requireId(request), call.customer().viewer(), limit, cursor))
                .thenApply(seen -> Reply.json(200, ((Answer.FoundMessages) seen.answer()).page())));
  }

  private CompletableFuture<Reply> post(ApiRequest request) {
    IdempotencyKey key = IdempotencyKey.of(request);
    return calls.answer(
        request,
        call -> {
          TextRequest body = JsonBody.read(request, TextRequest.class);
          String orderId = OrderApi.requireId(request);
          return call.ask(new Query.GetOrderPart(orderId, call.customer().viewer()))
              .thenCompose(
                  seen ->
                      sending.send(
                          call,
                          key,
                          body,
                          body.text(),
                          address(orderId, (Answer.FoundOrderPart) seen.answer())));
        });
  }

  private static SendMessage.Address address(String orderId, Answer.FoundOrderPart part) {
    if (part.actors().isEmpty()) {
      throw Problem.of(
              ProblemCode.NOT_ALLOWED,
              "Only the order's customer, its restaurant and its courier write here.")
          .refused();
    }
    Role as = role(part.actors().get(0));
    return new SendMessage.Address(ThreadKind.ORDER, Threads.ofOrder(orderId), null, orderId, as);
  }

  private static Role role(Actor actor) {
    return switch (actor) {
      case CUSTOMER -> Role.CUSTOMER;
      case RESTAURANT -> Role.RESTAURANT;
      case COURIER -> Role.COURIER;
      case SYSTEM -> throw new IllegalStateException("no viewer acts as " + actor);
    };
  }
}
