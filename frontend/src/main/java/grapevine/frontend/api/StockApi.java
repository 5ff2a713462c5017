package grapevine.frontend.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.Menu;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * {@code PUT /v1/restaurants/{id}/menu/items/{itemId}/stock}: its owner and operators say how many
 * portions of a dish are left. An {@code Idempotency-Key} may be sent: then a retry does not undo
 * what was sold in between.
 */
final class StockApi {
  private final ClientCalls calls;
  private final OperatorRights operators;
  private final LongSupplier nowMillis;

  StockApi(ClientCalls calls, OperatorRights operators, LongSupplier nowMillis) {
    this.calls = calls;
    this.operators = operators;
    this.nowMillis = nowMillis;
  }

  void addTo(Router router) {
    router.put("/v1/restaurants/{id}/menu/items/{itemId}/stock", this::set);
  }

  /** Null stands for as many as are ordered, and has to be said. */
  record StockRequest(@JsonProperty(required = true) Integer portions) {
    StockRequest {
      if (portions != null && (portions < 0 || portions > Bounds.PORTIONS)) {
        throw new IllegalArgumentException("portions must be from 0 to " + Bounds.PORTIONS);
      }
    }
  }

  private CompletableFuture<Reply> set(ApiRequest request) {
    IdempotencyKey key = IdempotencyKey.ofOrFresh(request);
    return calls.answerFirst(
        request,
        key,
        call -> {
          StockRequest body = JsonBody.read(request, StockRequest.class);
          String restaurantId = RestaurantApi.restaurantId(request);
          String itemId = request.capture(1);
          return operators
              .requireToRun(call, restaurantId)
              .thenCompose(
                  allowed -> call.ask(new Query.GetMenu(restaurantId, nowMillis.getAsLong())))
              .thenCompose(
                  seen -> {
                    requireOn(((Answer.FoundMenu) seen.answer()).menu(), itemId);
                    return ForcedCall.decide(
                        call,
                        key,
                        body,
                        new Operation.SetStock(restaurantId, itemId, body.portions()),
                        () -> Reply.json(200, stock(restaurantId, itemId, body.portions())));
                  });
        });
  }

  private static void requireOn(Menu menu, String itemId) {
    boolean isOn =
        menu.categories().stream()
            .flatMap(category -> category.items().stream())
            .anyMatch(item -> item.id().equals(itemId));
    if (!isOn) {
      throw Problem.of(ProblemCode.ITEM_UNKNOWN).refused();
    }
  }

  private static Map<String, Object> stock(String restaurantId, String itemId, Integer portions) {
    Map<String, Object> stock = new LinkedHashMap<>();
    stock.put("restaurantId", restaurantId);
    stock.put("itemId", itemId);
    stock.put("portions", portions);
    return stock;
  }
}
