package grapevine.frontend.api;

import grapevine.common.Hash128;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Notice;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.frontend.api.Talk.TextRequest;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.QueryParameters;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** {@code /v1/notices}: the board on which anybody posts lines, and everybody reads them. */
final class NoticeApi {
  private final ClientCalls calls;
  private final LongSupplier nowMillis;

  NoticeApi(ClientCalls calls, LongSupplier nowMillis) {
    this.calls = calls;
    this.nowMillis = nowMillis;
  }

  void addTo(Router router) {
    router.get("/v1/notices", this::list).post("/v1/notices", this::post);
  }

  private CompletableFuture<Reply> list(ApiRequest request) {
    QueryParameters parameters = request.parameters();
    parameters.requireOnly(List.of("limit", "cursor"));
    Query query = new Query.ListNotices(Paging.limit(parameters), Paging.cursor(parameters));
    return calls.answer(
        request,
        call ->
            call.ask(query)
                .thenApply(seen -> Reply.json(200, ((Answer.FoundNotices) seen.answer()).page())));
  }

  private CompletableFuture<Reply> post(ApiRequest request) {
    IdempotencyKey key = IdempotencyKey.of(request);
    return calls.answerFirst(
        request,
        key,
        call -> {
          TextRequest body = JsonBody.read(request, TextRequest.class);
          Hash128 callId = call.callId(key);
          Operation.PostNotice facts =
              new Operation.PostNotice(Talk.author(call), body.text(), nowMillis.getAsLong());
          return Talk.post(
              call,
              key,
              body,
              facts,
              Notice.of(callId, facts),
              new Query.GetNotice(Notice.idOf(callId)),
              answer -> ((Answer.FoundNotice) answer).notice());
        });
  }
}
