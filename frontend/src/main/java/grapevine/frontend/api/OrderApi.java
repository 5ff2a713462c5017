package grapevine.frontend.api;

import grapevine.common.CanonicalHash;
import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderPage;
import grapevine.common.ordering.Query;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.QueryParameters;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Orders, for those who have a part in them: to all others they are answered like ones that do not
 * exist.
 */
final class OrderApi {
  static final String BY_CUSTOMER = Actor.CUSTOMER.name().toLowerCase(Locale.ROOT);

  private final ClientCalls calls;
  private final PlaceOrder placeOrder;
  private final CommandOrder commandOrder;
  private final Deliveries deliveries;

  OrderApi(ClientCalls calls, LongSupplier nowMillis) {
    this.calls = calls;
    this.placeOrder = new PlaceOrder(calls, nowMillis);
    this.commandOrder = new CommandOrder(calls, nowMillis);
    this.deliveries = new Deliveries(calls);
  }

  void addTo(Router router) {
    router
        .post("/v1/orders", placeOrder::answer)
        .get("/v1/orders", this::list)
        .get("/v1/orders/{id}", this::order)
        .post("/v1/orders/{id}/claim", deliveries::claim)
        .post("/v1/orders/{id}/release", deliveries::release);
    commandOrder.addTo(router);
  }

  static String pathOf(String orderId) {
    return "/v1/orders/" + orderId;
  }

  /** Spares the cluster ids that no order can have. */
  static String requireId(ApiRequest request) {
    String id = request.capture(0);
    if (CanonicalHash.parseOrderId(id).isEmpty()) {
      throw Problem.of(ProblemCode.ORDER_UNKNOWN).refused();
    }
    return id;
  }

  private CompletableFuture<Reply> order(ApiRequest request) {
    request.parameters().requireOnly(List.of());
    return calls.answer(
        request,
        call ->
            call.ask(new Query.GetOrder(requireId(request), call.customer().viewer()))
                .thenApply(
                    seen ->
                        Reply.json(
                            200,
                            seenAt(
                                seen.durability(), ((Answer.FoundOrder) seen.answer()).order()))));
  }

  private CompletableFuture<Reply> list(ApiRequest request) {
    QueryParameters parameters = request.parameters();
    parameters.requireOnly(List.of("limit", "cursor"));
    int limit = Paging.limit(parameters);
    String cursor = Paging.cursor(parameters);
    return calls.answer(
        request,
        call ->
            call.ask(new Query.ListOrders(call.customer().id(), limit, cursor))
                .thenApply(
                    seen ->
                        Reply.json(
                            200,
                            seenAt(
                                seen.durability(), ((Answer.FoundOrders) seen.answer()).page()))));
  }

  static OrderPage seenAt(int durability, OrderPage page) {
    return new OrderPage(
        page.items().stream().map(order -> seenAt(durability, order)).toList(), page.nextCursor());
  }

  static Order seenAt(int durability, Order order) {
    return order.seenAs(order.settled(), durability);
  }
}
