package grapevine.frontend.api;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Author;
import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.common.security.Session;
import grapevine.frontend.http.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What all who write to others have in common. */
final class Talk {
  private Talk() {}

  /** The body of whatever is only a text. */
  record TextRequest(String text) {
    TextRequest {
      requireText(text);
    }
  }

  static void requireText(String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException("text is required");
    }
    limitText(text);
  }

  static void limitText(String text) {
    if (text != null && text.length() > Bounds.TEXT_CHARS) {
      throw new IllegalArgumentException("text has more than " + Bounds.TEXT_CHARS + " characters");
    }
  }

  static Author author(ClientCall call) {
    return new Author(
        call.customer().id(),
        call.customer().viewer().accountId(),
        call.customer().session().map(Session::name).orElse(null));
  }

  static Hash128 requestHash(ClientCall call, Object body) {
    return CanonicalHash.requestHash(call.request().path(), Json.bytes(body));
  }

  /**
   * Makes it, and shows it. Under a key that was used before, what was written then is shown: the
   * same answer again.
   *
   * @param shown what this try has written
   * @param written asks for what stands under the call id
   */
  static CompletableFuture<Reply> post(
      ClientCall call,
      IdempotencyKey key,
      Object body,
      Operation operation,
      Object shown,
      Query written,
      Function<Answer, Object> read) {
    return call.make(call.callId(key), requestHash(call, body), operation)
        .thenCompose(
            acknowledged ->
                acknowledged.known()
                    ? readBack(call, written, read)
                    : CompletableFuture.completedFuture(Reply.json(201, shown)));
  }

  private static CompletableFuture<Reply> readBack(
      ClientCall call, Query written, Function<Answer, Object> read) {
    return call.readBack(written).thenApply(seen -> Reply.json(201, read.apply(seen.answer())));
  }
}
