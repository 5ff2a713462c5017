package grapevine.frontend.http;

import java.util.concurrent.CompletableFuture;

/**
 * Answers one kind of request. Must not block; refuses with {@link RequestRefused}, thrown or as
 * the future's end.
 */
public interface Endpoint {
  CompletableFuture<Reply> answer(ApiRequest request);
}
