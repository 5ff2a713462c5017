package grapevine.frontend.api;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.ForcedFacts;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Subjects;
import grapevine.frontend.api.ClientCall.Seen;
import grapevine.frontend.api.LiveStream.Asked;
import grapevine.frontend.cluster.FrontEndLoop;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.EventStream;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import grapevine.protocol.CallId;
import grapevine.protocol.Token;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** {@code GET /v1/orders/{id}/events}: the order as it is, and again whenever it changes. */
final class OrderEvents {
  private final ClientCalls calls;
  private final LiveStreams streams;
  private final FrontEndLoop loop;
  private final CausalTokens tokens;
  private final LongSupplier nowMillis;

  OrderEvents(
      ClientCalls calls,
      LiveStreams streams,
      FrontEndLoop loop,
      CausalTokens tokens,
      LongSupplier nowMillis) {
    this.calls = calls;
    this.streams = streams;
    this.loop = loop;
    this.tokens = tokens;
    this.nowMillis = nowMillis;
  }

  void addTo(Router router) {
    router.getStream("/v1/orders/{id}/events", this::events);
  }

  private CompletableFuture<Reply> events(ApiRequest request) {
    request.parameters().requireOnly(List.of());
    return calls.answer(
        request,
        call -> {
          Query query = new Query.GetOrder(OrderApi.requireId(request), call.customer().viewer());
          return call.ask(query).thenApply(seen -> Reply.stream(admitted(call, query, seen)));
        });
  }

  private Consumer<EventStream> admitted(ClientCall call, Query query, Seen first) {
    String customerId = call.customer().id();
    streams.enter(customerId);
    Asked asked = new Asked(first, call.token());
    return out -> {
      boolean wasWatching = streams.isWatching();
      LiveStream.open(streams, customerId, keys(first), new OrderSource(call, query), out, asked);
      if (!wasWatching) {
        loop.tellWatching();
      }
    };
  }

  /** The order's own row, its events', and that of the fact who has its delivery. */
  private static List<Long> keys(Seen seen) {
    String orderId = order(seen).id();
    Hash128 id = CanonicalHash.parseOrderId(orderId).orElseThrow();
    return List.of(
        Subjects.ofOrder(new CallId(id.high(), id.low())),
        Subjects.ofFact(ForcedFacts.claimKey(orderId)).high());
  }

  private static Order order(Seen seen) {
    Order order = ((Answer.FoundOrder) seen.answer()).order();
    return order.seenAs(order.settled(), seen.durability());
  }

  private final class OrderSource implements LiveStream.Source {
    private final ClientCall call;
    private final Query query;

    OrderSource(ClientCall call, Query query) {
      this.call = call;
      this.query = query;
    }

    @Override
    public CompletableFuture<Asked> ask(Token token) {
      return calls
          .again(call, token)
          .thenCompose(again -> again.ask(query).thenApply(seen -> new Asked(seen, again.token())));
    }

    @Override
    public byte[] render(Seen seen) {
      return Json.bytes(order(seen));
    }

    @Override
    public String event() {
      return "order";
    }

    @Override
    public String sign(Token token) {
      return tokens.sign(token);
    }

    @Override
    public boolean isExpired() {
      return call.customer()
          .session()
          .filter(session -> session.expiresAtMillis() <= nowMillis.getAsLong())
          .isPresent();
    }
  }
}
