package grapevine.frontend.api;

import grapevine.common.CanonicalHash;
import grapevine.common.Json;
import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.OrderMove;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Rfc3339;
import grapevine.frontend.api.ClientCall.Seen;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * {@code POST /v1/orders/{id}/{command}}, given by the order's customer, who may only cancel. The
 * one table of moves decides on a covered read; a concurrent move of a higher rank may still win,
 * hence {@code "settled":false}.
 */
final class CommandOrder {
  private static final Actor BY = Actor.CUSTOMER;

  private final ClientCalls calls;
  private final LongSupplier nowMillis;

  CommandOrder(ClientCalls calls, LongSupplier nowMillis) {
    this.calls = calls;
    this.nowMillis = nowMillis;
  }

  /** The body, which may be left out. */
  record CommandRequest(String reason) {
    static final CommandRequest NONE = new CommandRequest(null);

    CommandRequest {
      if (reason != null && reason.length() > Bounds.NOTE_CHARS) {
        throw new IllegalArgumentException(
            "reason has more than " + Bounds.NOTE_CHARS + " characters");
      }
    }
  }

  private record Command(
      String orderId, OrderCommandKind kind, CommandRequest request, IdempotencyKey key) {}

  CompletableFuture<Reply> answer(ApiRequest request) {
    OrderCommandKind kind =
        OrderCommandKind.ofWord(request.capture(1))
            .orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND).refused());
    IdempotencyKey key = IdempotencyKey.of(request);
    return calls.answer(
        request,
        call -> {
          CommandRequest body = JsonBody.readOr(request, CommandRequest.class, CommandRequest.NONE);
          Command command = new Command(OrderApi.requireId(request), kind, body, key);
          return call.ask(new Query.GetOrder(command.orderId, call.customer().id()))
              .thenCompose(seen -> decide(call, command, seen));
        });
  }

  private CompletableFuture<Reply> decide(ClientCall call, Command command, Seen seen) {
    Answer.FoundOrder found = (Answer.FoundOrder) seen.answer();
    Order order = found.order();
    OrderMove.Verdict verdict =
        OrderMove.judge(found.exactStatus(), order.service(), command.kind, BY);
    return switch (verdict) {
      case LEGAL -> make(call, command, order);
      case ALREADY_DONE ->
          CompletableFuture.completedFuture(
              Reply.json(200, order.seenAs(order.settled(), seen.durability())));
      case ILLEGAL_MOVE -> throw refusal(ProblemCode.ILLEGAL_MOVE, order);
      case TOO_LATE_TO_CANCEL -> throw refusal(ProblemCode.TOO_LATE_TO_CANCEL, order);
      case NOT_ALLOWED -> throw refusal(ProblemCode.NOT_ALLOWED, order);
    };
  }

  private CompletableFuture<Reply> make(ClientCall call, Command command, Order order) {
    Operation.OrderCommand facts =
        new Operation.OrderCommand(
            order.id(),
            call.customer().id(),
            BY,
            command.kind,
            command.request.reason(),
            nowMillis.getAsLong());
    return call.make(
            call.callId(command.key),
            CanonicalHash.requestHash(
                OrderApi.pathOf(order.id()) + "/" + command.kind.word(),
                Json.bytes(command.request)),
            facts)
        .thenApply(
            acknowledged ->
                Reply.json(200, after(order, facts).seenAs(false, acknowledged.durability())));
  }

  private static RuntimeException refusal(ProblemCode code, Order order) {
    return Problem.of(code).with("orderStatus", order.status()).refused();
  }

  private static Order after(Order order, Operation.OrderCommand facts) {
    OrderStatus status = facts.target();
    return order.after(
        status,
        new Order.Event(
            status.publicName(), Rfc3339.ofMillis(facts.atMillis()), OrderApi.BY_CUSTOMER));
  }
}
