package grapevine.frontend.api;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.NameKind;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.ThreadKind;
import grapevine.common.ordering.Threads;
import grapevine.common.ordering.UniqueName;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.QueryParameters;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** {@code /v1/messages}: from account to account, and the inbox of who calls. */
final class MessageApi {
  private final ClientCalls calls;
  private final SendMessage sending;
  private final LongSupplier nowMillis;

  MessageApi(ClientCalls calls, LongSupplier nowMillis) {
    this.calls = calls;
    this.sending = new SendMessage(nowMillis);
    this.nowMillis = nowMillis;
  }

  void addTo(Router router) {
    router
        .get("/v1/messages", this::list)
        .post("/v1/messages", this::post)
        .post("/v1/messages/read", this::markRead);
  }

  /**
   * @param to the name of an account
   */
  record MessageRequest(String to, String text) {
    MessageRequest {
      requireName("to", to);
      Talk.requireText(text);
    }
  }

  /** The ids of messages that the caller has seen. */
  record ReadRequest(List<String> ids) {
    ReadRequest {
      if (ids == null || ids.isEmpty() || ids.size() > Bounds.MESSAGES) {
        throw new IllegalArgumentException("ids has 1 to " + Bounds.MESSAGES + " entries");
      }
      for (String id : ids) {
        requireName("ids", id);
      }
      ids = List.copyOf(new TreeSet<>(ids));
    }
  }

  private static void requireName(String field, String text) {
    if (text == null || text.isBlank() || text.length() > Bounds.NAME_CHARS) {
      throw new IllegalArgumentException(field + " has 1 to " + Bounds.NAME_CHARS + " characters");
    }
  }

  private CompletableFuture<Reply> list(ApiRequest request) {
    QueryParameters parameters = request.parameters();
    parameters.requireOnly(List.of("unread", "with", "limit", "cursor"));
    boolean unread = parameters.flag("unread");
    int limit = Paging.limit(parameters);
    String cursor = Paging.cursor(parameters);
    String with = parameters.text("with").orElse(null);
    if (with != null && (unread || with.length() > Bounds.NAME_CHARS)) {
      throw QueryParameters.refusal(
              "with is the name of an account, and does not go together with unread.")
          .refused();
    }
    return calls.answer(
        request,
        call -> {
          String accountId = Callers.requireAccount(call);
          return with == null
              ? page(call, new Query.ListMessages(call.customer().viewer(), unread, limit, cursor))
              : accountOf(call, with)
                  .thenCompose(
                      other ->
                          page(call, new Query.ListConversation(accountId, other, limit, cursor)));
        });
  }

  private static CompletableFuture<Reply> page(ClientCall call, Query query) {
    return call.ask(query)
        .thenApply(seen -> Reply.json(200, ((Answer.FoundMessages) seen.answer()).page()));
  }

  private CompletableFuture<Reply> post(ApiRequest request) {
    IdempotencyKey key = IdempotencyKey.of(request);
    return calls.answer(
        request,
        call -> {
          String accountId = Callers.requireAccount(call);
          MessageRequest body = JsonBody.read(request, MessageRequest.class);
          return accountOf(call, body.to())
              .thenCompose(
                  to ->
                      sending.send(
                          call,
                          key,
                          body,
                          body.text(),
                          new SendMessage.Address(
                              ThreadKind.DIRECT,
                              Threads.between(accountId, to),
                              Threads.inboxOf(to),
                              null,
                              call.customer().viewer().role())));
        });
  }

  private static CompletableFuture<String> accountOf(ClientCall call, String name) {
    if (UniqueName.parse(name).isEmpty()) {
      throw Problem.of(ProblemCode.ACCOUNT_UNKNOWN).refused();
    }
    return call.ask(new Query.GetName(NameKind.ACCOUNT, name))
        .thenApply(
            seen -> {
              String owner = ((Answer.FoundName) seen.answer()).owner();
              if (owner == null) {
                throw Problem.of(ProblemCode.ACCOUNT_UNKNOWN).refused();
              }
              return owner;
            });
  }

  /** Says which are read from now on; those that were already are not marked once more. */
  private CompletableFuture<Reply> markRead(ApiRequest request) {
    IdempotencyKey key = IdempotencyKey.of(request);
    return calls.answer(
        request,
        call -> {
          String accountId = Callers.requireAccount(call);
          ReadRequest body = JsonBody.read(request, ReadRequest.class);
          Reply done = Reply.json(200, Map.of("ids", body.ids()));
          return call.ask(new Query.FindUnread(call.customer().viewer(), body.ids()))
              .thenCompose(
                  seen -> {
                    List<String> unread = ((Answer.FoundUnread) seen.answer()).ids();
                    if (unread.isEmpty()) {
                      return CompletableFuture.completedFuture(done);
                    }
                    Operation facts =
                        new Operation.MarkRead(
                            Threads.inboxOf(accountId), unread, nowMillis.getAsLong());
                    return call.make(call.callId(key), Talk.requestHash(call, body), facts)
                        .thenApply(acknowledged -> done);
                  });
        });
  }
}
