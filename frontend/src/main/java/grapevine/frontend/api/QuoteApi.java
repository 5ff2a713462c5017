package grapevine.frontend.api;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.QuoteRequest;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** What a basket costs. A basket that cannot be ordered is still quoted, with its issues. */
final class QuoteApi {
  private final ClientCalls calls;
  private final LongSupplier nowMillis;

  QuoteApi(ClientCalls calls, LongSupplier nowMillis) {
    this.calls = calls;
    this.nowMillis = nowMillis;
  }

  void addTo(Router router) {
    router.post("/v1/quotes", this::quote);
  }

  private CompletableFuture<Reply> quote(ApiRequest request) {
    return calls.answer(
        request,
        call -> {
          QuoteRequest basket = JsonBody.read(request, QuoteRequest.class);
          OrderRules.requirePostcode(basket.postcode());
          return call.ask(new Query.GetQuote(basket, nowMillis.getAsLong()))
              .thenApply(seen -> Reply.json(200, ((Answer.Quoted) seen.answer()).quote()));
        });
  }
}
