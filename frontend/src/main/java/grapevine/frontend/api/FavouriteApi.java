package grapevine.frontend.api;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.RestaurantSummary;
import grapevine.frontend.api.CommandBody.NoFields;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * {@code /v1/favourites}: restaurants to come back to; and {@code GET /v1/orders/{id}/basket}: an
 * order to have again, as the body of a quote.
 */
final class FavouriteApi {
  private static final String FAVOURITE = "/v1/favourites/{restaurantId}";

  private final ClientCalls calls;
  private final LongSupplier nowMillis;

  FavouriteApi(ClientCalls calls, LongSupplier nowMillis) {
    this.calls = calls;
    this.nowMillis = nowMillis;
  }

  void addTo(Router router) {
    router
        .get("/v1/favourites", this::list)
        .put(FAVOURITE, request -> set(request, true))
        .delete(FAVOURITE, request -> set(request, false))
        .get("/v1/orders/{id}/basket", this::basket);
  }

  private CompletableFuture<Reply> list(ApiRequest request) {
    request.parameters().requireOnly(List.of());
    return calls.answer(
        request,
        call -> favourites(call).thenApply(items -> Reply.json(200, Map.of("items", items))));
  }

  private CompletableFuture<Reply> set(ApiRequest request, boolean on) {
    IdempotencyKey key = IdempotencyKey.ofOrFresh(request);
    String restaurantId = RestaurantApi.restaurantId(request);
    return calls.answerFirst(
        request,
        key,
        call -> {
          var unused = JsonBody.readOr(request, NoFields.class, new NoFields());
          return favourites(call)
              .thenCompose(now -> set(call, key, restaurantId, on, now))
              .thenApply(done -> Reply.json(200, shown(restaurantId, on)));
        });
  }

  /** What is so already is not said again: the list looks at a bounded number of changes. */
  private CompletableFuture<?> set(
      ClientCall call,
      IdempotencyKey key,
      String restaurantId,
      boolean on,
      List<RestaurantSummary> now) {
    boolean isOn = now.stream().anyMatch(each -> each.id().equals(restaurantId));
    if (isOn == on) {
      return CompletableFuture.completedFuture(on);
    }
    if (on && now.size() >= Bounds.FAVOURITES) {
      throw Problem.of(ProblemCode.FAVOURITES_FULL).refused();
    }
    long at = nowMillis.getAsLong();
    return call.ask(new Query.GetRestaurant(restaurantId, at))
        .thenCompose(
            known ->
                call.make(
                    call.callId(key),
                    Talk.requestHash(call, on),
                    new Operation.SetFavourite(call.customer().id(), restaurantId, on, at)));
  }

  private CompletableFuture<List<RestaurantSummary>> favourites(ClientCall call) {
    return call.ask(new Query.ListFavourites(call.customer().id(), nowMillis.getAsLong()))
        .thenApply(seen -> ((Answer.FoundRestaurants) seen.answer()).page().items());
  }

  private CompletableFuture<Reply> basket(ApiRequest request) {
    request.parameters().requireOnly(List.of());
    String orderId = OrderApi.requireId(request);
    return calls.answer(
        request,
        call ->
            call.ask(new Query.GetBasket(orderId, call.customer().id()))
                .thenApply(seen -> Reply.json(200, ((Answer.FoundBasket) seen.answer()).basket())));
  }

  private static Map<String, Object> shown(String restaurantId, boolean on) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("restaurantId", restaurantId);
    shown.put("favourite", on);
    return shown;
  }
}
