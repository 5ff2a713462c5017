package grapevine.frontend.api;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Threads;
import grapevine.common.ordering.Viewer;
import grapevine.frontend.api.SendMessage.Address;
import grapevine.frontend.api.Talk.TextRequest;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * One message to many: {@code POST /v1/restaurants/{id}/broadcasts} to all who have ordered there,
 * {@code POST /v1/broadcasts} to all couriers.
 */
final class BroadcastApi {
  private final ClientCalls calls;
  private final SendMessage sending;

  BroadcastApi(ClientCalls calls, LongSupplier nowMillis) {
    this.calls = calls;
    this.sending = new SendMessage(nowMillis);
  }

  void addTo(Router router) {
    router
        .post("/v1/restaurants/{id}/broadcasts", this::toCustomers)
        .post("/v1/broadcasts", this::toCouriers);
  }

  private CompletableFuture<Reply> toCustomers(ApiRequest request) {
    IdempotencyKey key = IdempotencyKey.of(request);
    return calls.answer(
        request,
        call -> {
          Viewer viewer = call.customer().viewer();
          Callers.require(call, Role.RESTAURANT, "Log in as the restaurant's owner.");
          TextRequest body = JsonBody.read(request, TextRequest.class);
          String restaurantId = RestaurantApi.restaurantId(request);
          Address to =
              Address.broadcast(Threads.toCustomersOf(restaurantId), restaurantId, Role.RESTAURANT);
          return call.ask(new Query.GetOwner(restaurantId))
              .thenCompose(
                  seen -> {
                    String owner = ((Answer.FoundOwner) seen.answer()).accountId();
                    Callers.require(
                        call,
                        viewer.accountId().equals(owner),
                        "Only the restaurant's owner writes to its customers.");
                    return sending.send(call, key, body, body.text(), to);
                  });
        });
  }

  private CompletableFuture<Reply> toCouriers(ApiRequest request) {
    IdempotencyKey key = IdempotencyKey.of(request);
    return calls.answer(
        request,
        call -> {
          Callers.require(call, Role.OPERATOR, "Log in as an operator to do this.");
          TextRequest body = JsonBody.read(request, TextRequest.class);
          Address to = Address.broadcast(Threads.TO_COURIERS, null, Role.OPERATOR);
          return sending.send(call, key, body, body.text(), to);
        });
  }
}
