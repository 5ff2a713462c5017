package grapevine.frontend.api;

import grapevine.common.CanonicalHash;
import grapevine.common.Json;
import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.CommandRuling;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Rfc3339;
import grapevine.frontend.api.ClientCall.Seen;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * {@code POST /v1/orders/{id}/{command}}, given by whoever has a part in the order. The one table
 * of moves decides on a covered read; a concurrent move of a higher rank may still win, hence
 * {@code "settled":false}.
 */
final class CommandOrder {
  private final ClientCalls calls;
  private final LongSupplier nowMillis;

  CommandOrder(ClientCalls calls, LongSupplier nowMillis) {
    this.calls = calls;
    this.nowMillis = nowMillis;
  }

  private record Command(
      String orderId, OrderCommandKind kind, CommandBody body, IdempotencyKey key) {}

  void addTo(Router router) {
    for (OrderCommandKind kind : OrderCommandKind.values()) {
      if (OrderCommandKind.ofWord(kind.word()).isPresent()) {
        router.post("/v1/orders/{id}/" + kind.word(), request -> answer(request, kind));
      }
    }
  }

  private CompletableFuture<Reply> answer(ApiRequest request, OrderCommandKind kind) {
    IdempotencyKey key = IdempotencyKey.of(request);
    return calls.answer(
        request,
        call -> {
          CommandBody body = CommandBody.of(request, kind);
          Command command = new Command(OrderApi.requireId(request), kind, body, key);
          return call.ask(new Query.GetOrder(command.orderId, call.customer().viewer()))
              .thenCompose(seen -> decide(call, command, seen));
        });
  }

  private CompletableFuture<Reply> decide(ClientCall call, Command command, Seen seen) {
    Answer.FoundOrder found = (Answer.FoundOrder) seen.answer();
    Order order = found.order();
    CommandRuling ruling =
        CommandRuling.of(found.exactStatus(), order.service(), command.kind, found.actors());
    return switch (ruling.verdict()) {
      case LEGAL ->
          isSaidAlready(command, order)
              ? unchanged(order, seen)
              : make(call, command, found, ruling.by());
      case ALREADY_DONE -> unchanged(order, seen);
      case ILLEGAL_MOVE -> throw refusal(ProblemCode.ILLEGAL_MOVE, order);
      case TOO_LATE_TO_CANCEL -> throw refusal(ProblemCode.TOO_LATE_TO_CANCEL, order);
      case NOT_ALLOWED -> throw refusal(ProblemCode.NOT_ALLOWED, order);
    };
  }

  /** A delay moves nothing, so only the time that it says tells whether it was given already. */
  private static boolean isSaidAlready(Command command, Order order) {
    return command.kind == OrderCommandKind.DELAY
        && Rfc3339.ofMillis(command.body.readyAtMillis()).equals(order.readyAt());
  }

  private static CompletableFuture<Reply> unchanged(Order order, Seen seen) {
    return CompletableFuture.completedFuture(
        Reply.json(200, order.seenAs(order.settled(), seen.durability())));
  }

  private CompletableFuture<Reply> make(
      ClientCall call, Command command, Answer.FoundOrder found, Actor by) {
    long now = nowMillis.getAsLong();
    command.body.requireReadySoon(now);
    Operation.OrderCommand facts =
        new Operation.OrderCommand(
            command.orderId,
            found.customerId(),
            by,
            command.kind,
            command.body.reason(),
            now,
            command.body.readyAtMillis());
    return call.make(
            call.callId(command.key),
            CanonicalHash.requestHash(
                OrderApi.pathOf(command.orderId) + "/" + command.kind.word(),
                Json.bytes(command.body.body())),
            facts)
        .thenApply(
            acknowledged ->
                Reply.json(200, after(found, facts).seenAs(false, acknowledged.durability())));
  }

  private static RuntimeException refusal(ProblemCode code, Order order) {
    return Problem.of(code).with("orderStatus", order.status()).refused();
  }

  private static Order after(Answer.FoundOrder found, Operation.OrderCommand facts) {
    OrderStatus status = found.exactStatus().join(facts.target());
    Order after = found.order().after(status, facts.event());
    return facts.readyAtMillis() == null
        ? after
        : after.withReadyAt(Rfc3339.ofMillis(facts.readyAtMillis()));
  }
}
