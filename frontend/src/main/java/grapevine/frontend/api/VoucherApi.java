package grapevine.frontend.api;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.frontend.api.ClientCall.Seen;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@code POST /v1/vouchers}: operators issue one that may be used so many times in all. */
final class VoucherApi {
  private final ClientCalls calls;
  private final OperatorRights operators;

  VoucherApi(ClientCalls calls, OperatorRights operators) {
    this.calls = calls;
    this.operators = operators;
  }

  void addTo(Router router) {
    router.post("/v1/vouchers", this::issue);
  }

  /** Also the answer: then the code is spelled as it will be shown. */
  record VoucherRequest(String code, long discountPence, int limit) {
    VoucherRequest {
      code = new Operation.IssueVoucher(code, discountPence, limit).code();
    }

    Operation toOperation() {
      return new Operation.IssueVoucher(code, discountPence, limit);
    }
  }

  private CompletableFuture<Reply> issue(ApiRequest request) {
    IdempotencyKey key = IdempotencyKey.of(request);
    return calls.answerFirst(
        request,
        key,
        call -> {
          operators.require(call);
          VoucherRequest body = JsonBody.read(request, VoucherRequest.class);
          return call.askIfKnown(new Query.GetVoucher(body.code()))
              .thenCompose(
                  known -> {
                    requireNotBuiltIn(known);
                    return ForcedCall.decide(
                        call, key, body, body.toOperation(), () -> Reply.json(201, body));
                  });
        });
  }

  /** Those have terms of their own. Which they are never changes, so nobody can be faster. */
  private static void requireNotBuiltIn(Optional<Seen> known) {
    boolean isBuiltIn =
        known.isPresent()
            && known.get().answer() instanceof Answer.FoundVoucher found
            && found.builtIn();
    if (isBuiltIn) {
      throw Problem.of(ProblemCode.VOUCHER_TAKEN).refused();
    }
  }
}
