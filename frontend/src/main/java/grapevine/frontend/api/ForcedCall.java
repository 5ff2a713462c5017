package grapevine.frontend.api;

import grapevine.common.CanonicalHash;
import grapevine.common.Json;
import grapevine.common.ordering.Operation;
import grapevine.frontend.http.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The last step of a call that is decided in the one order for all. */
final class ForcedCall {
  private ForcedCall() {}

  /**
   * @param body as it was understood: what a retry must be equal to
   * @param done what is answered unless it was decided against the caller
   */
  static CompletableFuture<Reply> decide(
      ClientCall call, IdempotencyKey key, Object body, Operation operation, Supplier<Reply> done) {
    return call.force(
            call.callId(key),
            CanonicalHash.requestHash(call.request().path(), Json.bytes(body)),
            operation)
        .thenApply(
            ruled -> {
              ForcedRefusals.requireDone(ruled.result());
              return done.get();
            });
  }
}
