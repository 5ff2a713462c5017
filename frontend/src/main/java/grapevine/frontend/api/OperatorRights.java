package grapevine.frontend.api;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.OrderRights;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Role;
import grapevine.common.security.ClusterKey;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Who may do what only operators may: an account of that role, or whoever holds the cluster's key,
 * which makes the first operator. The credential has a header of its own: {@code Authorization} is
 * the session's.
 */
final class OperatorRights {
  static final String HEADER = "Grapevine-Credential";

  private final ClusterKey key;

  OperatorRights(ClusterKey key) {
    this.key = key;
  }

  void require(ClientCall call) {
    Callers.require(
        call,
        isOperator(call),
        "Only operators can do this. Log in as one, or send the cluster's credential in "
            + HEADER
            + ".");
  }

  /** Operators, and the account that owns the restaurant. */
  CompletableFuture<Void> requireToRun(ClientCall call, String restaurantId) {
    if (isOperator(call)) {
      return CompletableFuture.completedFuture(null);
    }
    Callers.requireAccount(call);
    return call.ask(new Query.GetOwner(restaurantId))
        .thenAccept(
            seen -> {
              String owner = ((Answer.FoundOwner) seen.answer()).accountId();
              Callers.require(
                  call,
                  OrderRights.isRunBy(call.customer().viewer(), owner),
                  "Only its owner and operators run a restaurant. Log in as one of them.");
            });
  }

  boolean isOperator(ClientCall call) {
    return hasCredential(call) || call.customer().viewer().is(Role.OPERATOR);
  }

  /** Refuses a credential that is sent and wrong, or nobody would find out. */
  boolean hasCredential(ClientCall call) {
    Optional<String> credential = call.request().header(HEADER);
    if (credential.isPresent() && !key.isLinkCredential(credential.get().strip())) {
      throw Problem.of(
              ProblemCode.CREDENTIAL_REQUIRED,
              "The credential in " + HEADER + " is not this cluster's: grapevine credential.")
          .refused();
    }
    return credential.isPresent();
  }
}
