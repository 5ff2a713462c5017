package grapevine.frontend.api;

import grapevine.common.CanonicalHash;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.DishDetails;
import grapevine.common.ordering.Kitchen;
import grapevine.common.ordering.KitchenDish;
import grapevine.common.ordering.KitchenEdit;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Rfc3339;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A restaurant's dishes, hours, pause and terms, for its owner and for operators: who may is the
 * answer to the query that comes first. Each {@code PUT} sets one register, so a key may be sent
 * but need not be; what is shown is what stands after it.
 */
final class KitchenApi {
  private static final String ITEMS = "/v1/restaurants/{id}/menu/items";
  private static final String ITEM = ITEMS + "/{itemId}";

  private final ClientCalls calls;
  private final LongSupplier nowMillis;

  KitchenApi(ClientCalls calls, LongSupplier nowMillis) {
    this.calls = calls;
    this.nowMillis = nowMillis;
  }

  void addTo(Router router) {
    router
        .get(ITEMS, request -> shown(request, KitchenApi::dishes))
        .post(ITEMS, this::add)
        .get(ITEM, request -> shown(request, kitchen -> dish(request, kitchen)))
        .put(ITEM, this::editDish)
        .put(ITEM + "/availability", this::switchDish)
        .get("/v1/restaurants/{id}/hours", request -> shown(request, KitchenApi::hours))
        .put("/v1/restaurants/{id}/hours", this::setHours)
        .get("/v1/restaurants/{id}/pause", request -> shown(request, KitchenApi::pause))
        .put("/v1/restaurants/{id}/pause", this::setPause)
        .get("/v1/restaurants/{id}/terms", request -> shown(request, KitchenApi::terms))
        .put("/v1/restaurants/{id}/terms", this::setTerms);
  }

  private CompletableFuture<Reply> shown(ApiRequest request, Function<Kitchen, Object> part) {
    request.parameters().requireOnly(List.of());
    String restaurantId = RestaurantApi.restaurantId(request);
    return calls.answer(
        request,
        call ->
            kitchen(call, restaurantId).thenApply(kitchen -> Reply.json(200, part.apply(kitchen))));
  }

  private CompletableFuture<Reply> add(ApiRequest request) {
    IdempotencyKey key = IdempotencyKey.of(request);
    return calls.answer(
        request,
        call -> {
          KitchenRequest.Dish body = JsonBody.read(request, KitchenRequest.Dish.class);
          String restaurantId = RestaurantApi.restaurantId(request);
          String itemId = CanonicalHash.dishId(call.callId(key));
          DishDetails details = body.onto(Optional.empty());
          return kitchen(call, restaurantId)
              .thenCompose(
                  kitchen -> {
                    // A retry finds its dish.
                    if (kitchen.dish(itemId).isEmpty() && kitchen.added() >= Bounds.DISHES_ADDED) {
                      throw Problem.of(ProblemCode.MENU_FULL).refused();
                    }
                    KitchenEdit edit =
                        new KitchenEdit.AddDish(restaurantId, itemId, details, now());
                    return make(call, key, body, edit);
                  })
              .thenApply(
                  kitchen ->
                      Reply.json(201, requireDish(kitchen, itemId))
                          .with("Location", request.path() + "/" + itemId));
        });
  }

  private CompletableFuture<Reply> editDish(ApiRequest request) {
    return set(
        request,
        KitchenRequest.Dish.class,
        (body, kitchen) -> {
          KitchenDish dish = dish(request, kitchen);
          DishDetails details = body.onto(Optional.of(dish));
          return new KitchenEdit.EditDish(kitchen.restaurantId(), dish.id(), details, now());
        },
        kitchen -> dish(request, kitchen));
  }

  private CompletableFuture<Reply> switchDish(ApiRequest request) {
    return set(
        request,
        KitchenRequest.Availability.class,
        (body, kitchen) ->
            new KitchenEdit.SwitchDish(
                kitchen.restaurantId(), dish(request, kitchen).id(), body.inStock(), now()),
        kitchen -> dish(request, kitchen));
  }

  private CompletableFuture<Reply> setHours(ApiRequest request) {
    return set(
        request,
        KitchenRequest.Hours.class,
        (body, kitchen) -> new KitchenEdit.SetHours(kitchen.restaurantId(), body.parsed(), now()),
        KitchenApi::hours);
  }

  private CompletableFuture<Reply> setPause(ApiRequest request) {
    return set(
        request,
        KitchenRequest.Pause.class,
        (body, kitchen) -> {
          long at = now();
          return new KitchenEdit.SetPause(kitchen.restaurantId(), body.untilMillis(at), at);
        },
        KitchenApi::pause);
  }

  private CompletableFuture<Reply> setTerms(ApiRequest request) {
    return set(
        request,
        KitchenRequest.Terms.class,
        (body, kitchen) -> {
          body.check();
          return new KitchenEdit.SetTerms(
              kitchen.restaurantId(), body.minimumOrderPence(), body.toBands(), now());
        },
        KitchenApi::terms);
  }

  /** What is to be said, after a look at how the restaurant is run now. */
  private interface Plan<T> {
    KitchenEdit of(T body, Kitchen kitchen);
  }

  private <T> CompletableFuture<Reply> set(
      ApiRequest request, Class<T> type, Plan<T> plan, Function<Kitchen, Object> part) {
    IdempotencyKey key = IdempotencyKey.ofOrFresh(request);
    return calls.answer(
        request,
        call -> {
          T body = JsonBody.read(request, type);
          return kitchen(call, RestaurantApi.restaurantId(request))
              .thenCompose(kitchen -> make(call, key, body, plan.of(body, kitchen)))
              .thenApply(kitchen -> Reply.json(200, part.apply(kitchen)));
        });
  }

  private static CompletableFuture<Kitchen> kitchen(ClientCall call, String restaurantId) {
    Callers.requireAccount(call);
    return call.ask(new Query.GetKitchen(restaurantId, call.customer().viewer()))
        .thenApply(seen -> ((Answer.FoundKitchen) seen.answer()).kitchen());
  }

  /** How the restaurant is run after it: perhaps as somebody else has said at the same time. */
  private static CompletableFuture<Kitchen> make(
      ClientCall call, IdempotencyKey key, Object body, KitchenEdit edit) {
    return call.make(call.callId(key), Talk.requestHash(call, body), edit)
        .thenCompose(
            acknowledged ->
                kitchen(call, edit.restaurantId())
                    // It is said, but we cannot show it: "nothing has happened" would be wrong.
                    .exceptionallyCompose(
                        failure ->
                            CompletableFuture.failedFuture(
                                Problem.of(ProblemCode.OUTCOME_UNKNOWN).refused())));
  }

  private long now() {
    return nowMillis.getAsLong();
  }

  private static KitchenDish dish(ApiRequest request, Kitchen kitchen) {
    return requireDish(kitchen, request.capture(1));
  }

  private static KitchenDish requireDish(Kitchen kitchen, String itemId) {
    return kitchen.dish(itemId).orElseThrow(() -> Problem.of(ProblemCode.ITEM_UNKNOWN).refused());
  }

  private static Map<String, Object> dishes(Kitchen kitchen) {
    Map<String, Object> shown = of(kitchen);
    shown.put("items", kitchen.dishes());
    shown.put("added", kitchen.added());
    shown.put("addedMax", Bounds.DISHES_ADDED);
    return shown;
  }

  private static Map<String, Object> hours(Kitchen kitchen) {
    Map<String, Object> shown = of(kitchen);
    shown.put("hours", kitchen.hours().toTemplate());
    return shown;
  }

  private static Map<String, Object> pause(Kitchen kitchen) {
    Long until = kitchen.pausedUntilMillis();
    Map<String, Object> shown = of(kitchen);
    shown.put("until", until == null ? null : Rfc3339.ofMillis(until));
    return shown;
  }

  private static Map<String, Object> terms(Kitchen kitchen) {
    Map<String, Object> shown = of(kitchen);
    shown.put("minimumOrderPence", kitchen.terms().minimumOrderPence());
    shown.put("bands", kitchen.terms().bands());
    shown.put("radiusMetres", kitchen.terms().radiusMetres());
    return shown;
  }

  private static Map<String, Object> of(Kitchen kitchen) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("restaurantId", kitchen.restaurantId());
    return shown;
  }
}
