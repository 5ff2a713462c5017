package grapevine.frontend.api;

import grapevine.common.ordering.Role;
import grapevine.common.security.ClusterKey;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import java.util.Optional;

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
    if (!isOperator(call)) {
      throw Problem.of(
              ProblemCode.NOT_ALLOWED,
              "Only operators can do this. Log in as one, or send the cluster's credential in "
                  + HEADER
                  + ".")
          .refused();
    }
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
