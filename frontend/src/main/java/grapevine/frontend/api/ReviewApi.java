package grapevine.frontend.api;

import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Review;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.QueryParameters;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * {@code PUT /v1/orders/{id}/review} and {@code GET /v1/restaurants/{id}/reviews}. An order has one
 * review: a later one takes its place, so a key may be sent but need not be.
 */
final class ReviewApi {
  private final ClientCalls calls;
  private final LongSupplier nowMillis;

  ReviewApi(ClientCalls calls, LongSupplier nowMillis) {
    this.calls = calls;
    this.nowMillis = nowMillis;
  }

  void addTo(Router router) {
    router
        .put("/v1/orders/{id}/review", this::write)
        .get("/v1/restaurants/{id}/reviews", this::list);
  }

  /** The text may be left out. */
  record ReviewRequest(int stars, String text) {
    ReviewRequest {
      if (stars < 1 || stars > Bounds.STARS) {
        throw new IllegalArgumentException("stars must be from 1 to " + Bounds.STARS);
      }
      Talk.limitText(text);
    }
  }

  private CompletableFuture<Reply> list(ApiRequest request) {
    QueryParameters parameters = request.parameters();
    parameters.requireOnly(List.of("limit", "cursor"));
    String restaurantId = RestaurantApi.restaurantId(request);
    Query known = new Query.GetRestaurant(restaurantId, nowMillis.getAsLong());
    Query list =
        new Query.ListReviews(restaurantId, Paging.limit(parameters), Paging.cursor(parameters));
    return calls.answer(
        request,
        call ->
            call.ask(known)
                .thenCompose(seen -> call.ask(list))
                .thenApply(seen -> Reply.json(200, ((Answer.FoundReviews) seen.answer()).page())));
  }

  private CompletableFuture<Reply> write(ApiRequest request) {
    IdempotencyKey key = IdempotencyKey.ofOrFresh(request);
    return calls.answer(
        request,
        call -> {
          ReviewRequest body = JsonBody.read(request, ReviewRequest.class);
          return part(call, OrderApi.requireId(request))
              .thenCompose(
                  part -> {
                    requireMayReview(part);
                    return isWritten(body, part.review())
                        ? CompletableFuture.completedFuture(Reply.json(200, part.review()))
                        : make(call, key, body, part);
                  });
        });
  }

  private static CompletableFuture<Answer.FoundOrderPart> part(ClientCall call, String orderId) {
    return call.ask(partOf(call, orderId)).thenApply(seen -> (Answer.FoundOrderPart) seen.answer());
  }

  private static Query partOf(ClientCall call, String orderId) {
    return new Query.GetOrderPart(orderId, call.customer().viewer());
  }

  private static void requireMayReview(Answer.FoundOrderPart part) {
    if (!part.actors().contains(Actor.CUSTOMER)) {
      throw Problem.of(ProblemCode.NOT_ALLOWED, "Only who has ordered reviews the order.")
          .refused();
    }
    if (part.status() != OrderStatus.COMPLETED) {
      throw Problem.of(ProblemCode.NOT_COMPLETED)
          .with("orderStatus", part.status().publicName())
          .refused();
    }
  }

  private static boolean isWritten(ReviewRequest body, Review review) {
    return review != null
        && review.stars() == body.stars()
        && Objects.equals(review.text(), body.text());
  }

  private CompletableFuture<Reply> make(
      ClientCall call, IdempotencyKey key, ReviewRequest body, Answer.FoundOrderPart part) {
    Operation.WriteReview facts =
        new Operation.WriteReview(
            part.orderId(),
            part.restaurantId(),
            Talk.author(call),
            body.stars(),
            body.text(),
            nowMillis.getAsLong());
    return call.make(call.callId(key), Talk.requestHash(call, body), facts)
        .thenCompose(
            acknowledged ->
                acknowledged.known()
                    // Written before; perhaps another has taken its place since.
                    ? call.readBack(partOf(call, part.orderId()))
                        .thenApply(
                            seen ->
                                Reply.json(200, ((Answer.FoundOrderPart) seen.answer()).review()))
                    : CompletableFuture.completedFuture(Reply.json(200, Review.of(facts))));
  }
}
