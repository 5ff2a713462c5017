package grapevine.frontend.api;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.RestaurantSort;
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
 * Restaurants near a postcode, one restaurant, its menu. "Open now" is by this front end's clock.
 */
final class RestaurantApi {
  private final ClientCalls calls;
  private final LiveData live;
  private final LongSupplier nowMillis;

  RestaurantApi(ClientCalls calls, LiveData live, LongSupplier nowMillis) {
    this.calls = calls;
    this.live = live;
    this.nowMillis = nowMillis;
  }

  void addTo(Router router) {
    router
        .get("/v1/restaurants", this::find)
        .get("/v1/restaurants/{id}", this::restaurant)
        .get("/v1/restaurants/{id}/menu", this::menu);
  }

  private CompletableFuture<Reply> find(ApiRequest request) {
    Query.FindRestaurants query = search(request.parameters());
    return calls.answer(
        request,
        call ->
            live.ask(call, query)
                .thenApply(
                    seen -> Reply.json(200, ((Answer.FoundRestaurants) seen.answer()).page())));
  }

  private CompletableFuture<Reply> restaurant(ApiRequest request) {
    request.parameters().requireOnly(List.of());
    Query query = new Query.GetRestaurant(restaurantId(request), nowMillis.getAsLong());
    return calls.answer(
        request,
        call ->
            call.ask(query)
                .thenApply(
                    seen ->
                        Reply.json(200, ((Answer.FoundRestaurant) seen.answer()).restaurant())));
  }

  private CompletableFuture<Reply> menu(ApiRequest request) {
    request.parameters().requireOnly(List.of());
    Query query = new Query.GetMenu(restaurantId(request), nowMillis.getAsLong());
    return calls.answer(
        request,
        call ->
            call.ask(query)
                .thenApply(seen -> Reply.json(200, ((Answer.FoundMenu) seen.answer()).menu())));
  }

  private Query.FindRestaurants search(QueryParameters parameters) {
    parameters.requireOnly(
        List.of("postcode", "cuisine", "q", "openNow", "sort", "limit", "cursor"));
    String typed =
        parameters
            .sent("postcode")
            .orElseThrow(() -> QueryParameters.refusal("postcode is required.").refused());
    return new Query.FindRestaurants(
        Postcode.parse(typed).orElseThrow(() -> Problem.of(ProblemCode.POSTCODE_INVALID).refused()),
        shortText(parameters, "cuisine"),
        shortText(parameters, "q"),
        parameters.flag("openNow"),
        sort(parameters),
        Paging.limit(parameters),
        Paging.cursor(parameters),
        nowMillis.getAsLong());
  }

  private static RestaurantSort sort(QueryParameters parameters) {
    return RestaurantSort.ofWord(parameters.sent("sort").orElse(RestaurantSort.DISTANCE.word()))
        .orElseThrow(() -> QueryParameters.refusal("sort is distance, rating or fee.").refused());
  }

  private static String shortText(QueryParameters parameters, String name) {
    String text = parameters.text(name).orElse(null);
    if (text != null && text.length() > Bounds.NAME_CHARS) {
      throw QueryParameters.refusal(name + " has at most " + Bounds.NAME_CHARS + " characters.")
          .refused();
    }
    return text;
  }

  static String restaurantId(ApiRequest request) {
    String id = request.capture(0);
    if (id.isBlank() || id.length() > Bounds.ID_CHARS || !PlainText.isPlain(id)) {
      throw Problem.of(ProblemCode.RESTAURANT_UNKNOWN).refused();
    }
    return id;
  }
}
