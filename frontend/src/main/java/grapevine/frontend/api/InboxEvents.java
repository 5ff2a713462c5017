package grapevine.frontend.api;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderPage;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Subjects;
import grapevine.common.ordering.Threads;
import grapevine.common.ordering.Viewer;
import grapevine.frontend.api.ClientCall.Seen;
import grapevine.frontend.api.LiveAnswers.Live;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.QueryParameters;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One stream for each inbox: a restaurant's orders, deliveries, messages. Each event is the first
 * page as the list of the same path without {@code /events} would answer it.
 */
final class InboxEvents {
  private final ClientCalls calls;
  private final LiveAnswers answers;
  private final LongSupplier nowMillis;

  InboxEvents(ClientCalls calls, LiveAnswers answers, LongSupplier nowMillis) {
    this.calls = calls;
    this.answers = answers;
    this.nowMillis = nowMillis;
  }

  void addTo(Router router) {
    router
        .getStream("/v1/restaurants/{id}/orders/events", this::orders)
        .getStream("/v1/deliveries/events", this::deliveries)
        .getStream("/v1/messages/events", this::messages);
  }

  private CompletableFuture<Reply> orders(ApiRequest request) {
    QueryParameters parameters = request.parameters();
    parameters.requireOnly(List.of("status", "limit"));
    boolean isOpenOnly = WorkApi.isOpenOnly(parameters);
    int limit = Paging.limit(parameters);
    String restaurantId = RestaurantApi.restaurantId(request);
    return calls.answer(
        request,
        call -> {
          Callers.requireAccount(call);
          Query query =
              new Query.ListInbox(restaurantId, call.customer().viewer(), isOpenOnly, limit, null);
          return ofOrders(
              call, "orders", () -> query, List.of(Subjects.ofRestaurant(restaurantId)));
        });
  }

  private CompletableFuture<Reply> deliveries(ApiRequest request) {
    QueryParameters parameters = request.parameters();
    parameters.requireOnly(List.of("mine", "limit"));
    boolean isMine = parameters.flag("mine");
    int limit = Paging.limit(parameters);
    return calls.answer(
        request,
        call -> {
          String courier = Deliveries.requireCourier(call);
          return isMine
              ? ofOrders(
                  call,
                  "deliveries",
                  () -> new Query.ListClaimed(courier, limit, null),
                  List.of(Subjects.ofCourier(courier)))
              : ofOrders(
                  call,
                  "deliveries",
                  () -> new Query.ListOffers(null, limit, null, nowMillis.getAsLong()),
                  List.of(Subjects.ofDeliveries()));
        });
  }

  /** A list changes when one comes, and when one of those in it does. */
  private CompletableFuture<Reply> ofOrders(
      ClientCall call, String event, Supplier<Query> query, List<Long> always) {
    Function<Seen, List<Long>> keys =
        seen -> {
          List<Long> all = new ArrayList<>(always);
          for (Order order : page(seen).items()) {
            all.addAll(OrderEvents.keysOf(order.id()));
          }
          return all;
        };
    return answers.open(
        call, new Live(event, query, seen -> OrderApi.seenAt(seen.durability(), page(seen)), keys));
  }

  private static OrderPage page(Seen seen) {
    return ((Answer.FoundOrders) seen.answer()).page();
  }

  private CompletableFuture<Reply> messages(ApiRequest request) {
    QueryParameters parameters = request.parameters();
    parameters.requireOnly(List.of("unread", "limit"));
    boolean unread = parameters.flag("unread");
    int limit = Paging.limit(parameters);
    return calls.answer(
        request,
        call -> {
          Callers.requireAccount(call);
          Viewer viewer = call.customer().viewer();
          Query query = new Query.ListMessages(viewer, unread, limit, null);
          return call.ask(new Query.ListOrders(viewer.customerId(), Query.MAX_LIMIT, null))
              .thenCompose(
                  ordered -> {
                    List<Long> keys = inboxes(viewer, page(ordered));
                    return answers.open(
                        call,
                        new Live(
                            "messages",
                            () -> query,
                            seen -> ((Answer.FoundMessages) seen.answer()).page(),
                            seen -> keys));
                  });
        });
  }

  /** Those of restaurants where one has ordered when the stream opens; others are looked for. */
  private static List<Long> inboxes(Viewer viewer, OrderPage ordered) {
    List<Long> keys = new ArrayList<>();
    String own = Threads.inboxOf(viewer.accountId());
    keys.add(Subjects.ofInbox(own));
    keys.add(Subjects.ofReads(own));
    if (viewer.is(Role.COURIER)) {
      keys.add(Subjects.ofInbox(Threads.TO_COURIERS));
    }
    ordered.items().stream()
        .map(order -> Subjects.ofInbox(Threads.toCustomersOf(order.restaurantId())))
        .distinct()
        .forEach(keys::add);
    return keys;
  }
}
