package grapevine.frontend.api;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.Query;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.QueryParameters;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Lists of orders for those who cook and carry: a restaurant's, and the deliveries. */
final class WorkApi {
  private final ClientCalls calls;
  private final LongSupplier nowMillis;

  WorkApi(ClientCalls calls, LongSupplier nowMillis) {
    this.calls = calls;
    this.nowMillis = nowMillis;
  }

  void addTo(Router router) {
    router.get("/v1/restaurants/{id}/orders", this::inbox).get("/v1/deliveries", this::deliveries);
  }

  private CompletableFuture<Reply> inbox(ApiRequest request) {
    QueryParameters parameters = request.parameters();
    parameters.requireOnly(List.of("status", "limit", "cursor"));
    String restaurantId = RestaurantApi.restaurantId(request);
    boolean isOpenOnly = isOpenOnly(parameters);
    int limit = Paging.limit(parameters);
    String cursor = Paging.cursor(parameters);
    return list(
        request,
        call -> {
          Callers.requireAccount(call);
          return new Query.ListInbox(
              restaurantId, call.customer().viewer(), isOpenOnly, limit, cursor);
        });
  }

  static boolean isOpenOnly(QueryParameters parameters) {
    String status = parameters.text("status").orElse("open");
    if (!status.equals("open") && !status.equals("all")) {
      throw QueryParameters.refusal("status is open or all.").refused();
    }
    return status.equals("open");
  }

  private CompletableFuture<Reply> deliveries(ApiRequest request) {
    QueryParameters parameters = request.parameters();
    parameters.requireOnly(List.of("mine", "restaurantId", "limit", "cursor"));
    boolean isMine = parameters.flag("mine");
    String restaurantId = parameters.text("restaurantId").orElse(null);
    if (restaurantId != null && (isMine || restaurantId.length() > Bounds.ID_CHARS)) {
      throw QueryParameters.refusal("restaurantId is an id, and not for mine=true.").refused();
    }
    int limit = Paging.limit(parameters);
    String cursor = Paging.cursor(parameters);
    return list(
        request,
        call -> {
          String courier = Deliveries.requireCourier(call);
          return isMine
              ? new Query.ListClaimed(courier, limit, cursor)
              : new Query.ListOffers(restaurantId, limit, cursor, nowMillis.getAsLong());
        });
  }

  private CompletableFuture<Reply> list(ApiRequest request, Function<ClientCall, Query> question) {
    return calls.answer(
        request,
        call ->
            call.ask(question.apply(call))
                .thenApply(
                    seen ->
                        Reply.json(
                            200,
                            OrderApi.seenAt(
                                seen.durability(), ((Answer.FoundOrders) seen.answer()).page()))));
  }
}
