package grapevine.frontend.api;

import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.NameKind;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.UniqueName;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** {@code POST /v1/names}: the first who asks for a name has it for good. */
final class NameApi {
  private final ClientCalls calls;

  NameApi(ClientCalls calls) {
    this.calls = calls;
  }

  void addTo(Router router) {
    router.post("/v1/names", this::register);
  }

  record NameRequest(NameKind kind, String name) {
    NameRequest {
      if (kind == null || name == null) {
        throw new IllegalArgumentException("kind (ACCOUNT or RESTAURANT) and name are required");
      }
      if (name.length() > Bounds.NAME_CHARS) {
        throw new IllegalArgumentException(
            "name has more than " + Bounds.NAME_CHARS + " characters");
      }
    }
  }

  private CompletableFuture<Reply> register(ApiRequest request) {
    IdempotencyKey key = IdempotencyKey.of(request);
    return calls.answerFirst(
        request,
        key,
        call -> {
          NameRequest body = JsonBody.read(request, NameRequest.class);
          UniqueName name =
              UniqueName.parse(body.name())
                  .orElseThrow(
                      () ->
                          Problem.of(ProblemCode.NAME_INVALID).with("pointer", "/name").refused());
          String owner = call.customer().id();
          Operation operation = new Operation.RegisterName(body.kind(), name, owner);
          return ForcedCall.decide(
              call,
              key,
              body,
              operation,
              () -> Reply.json(201, registered(body.kind(), name, owner)));
        });
  }

  private static Map<String, Object> registered(NameKind kind, UniqueName name, String owner) {
    Map<String, Object> registered = new LinkedHashMap<>();
    registered.put("kind", kind);
    registered.put("name", name.shown());
    registered.put("owner", owner);
    return registered;
  }
}
