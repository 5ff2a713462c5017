package grapevine.frontend.api;

import grapevine.common.Json;
import grapevine.common.ordering.Query;
import grapevine.frontend.api.ClientCall.Seen;
import grapevine.frontend.api.LiveStream.Asked;
import grapevine.frontend.cluster.FrontEndLoop;
import grapevine.frontend.http.EventStream;
import grapevine.frontend.http.Reply;
import grapevine.protocol.Token;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Answers to a query that stay open: as it is, and again whenever it is another. */
final class LiveAnswers {
  private final ClientCalls calls;
  private final LiveStreams streams;
  private final FrontEndLoop loop;
  private final CausalTokens tokens;
  private final LongSupplier nowMillis;

  LiveAnswers(
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

  /**
   * @param query asked anew each time, since it may say what time it is
   * @param keys what changes when the answer does, of {@link grapevine.common.ordering.Subjects}
   */
  record Live(
      String event,
      Supplier<Query> query,
      Function<Seen, Object> body,
      Function<Seen, List<Long>> keys) {}

  CompletableFuture<Reply> open(ClientCall call, Live live) {
    return call.ask(live.query.get()).thenApply(seen -> Reply.stream(admitted(call, live, seen)));
  }

  private Consumer<EventStream> admitted(ClientCall call, Live live, Seen first) {
    String customerId = call.customer().id();
    streams.enter(customerId);
    Asked asked = new Asked(first, call.token());
    return out -> {
      boolean wasWatching = streams.isWatching();
      LiveStream.open(streams, customerId, new LiveSource(call, live), out, asked);
      if (!wasWatching) {
        loop.tellWatching();
      }
    };
  }

  private final class LiveSource implements LiveStream.Source {
    private final ClientCall call;
    private final Live live;

    LiveSource(ClientCall call, Live live) {
      this.call = call;
      this.live = live;
    }

    @Override
    public CompletableFuture<Asked> ask(Token token) {
      return calls
          .again(call, token)
          .thenCompose(
              again ->
                  again.ask(live.query.get()).thenApply(seen -> new Asked(seen, again.token())));
    }

    @Override
    public byte[] render(Seen seen) {
      return Json.bytes(live.body.apply(seen));
    }

    @Override
    public List<Long> keys(Seen seen) {
      return live.keys.apply(seen);
    }

    @Override
    public String event() {
      return live.event;
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
