package grapevine.frontend.api;

import grapevine.common.ordering.Role;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;

/**
 * What callers must be. Whoever has not logged in is told to (401), whoever has is told that it is
 * not for him (403).
 */
final class Callers {
  private Callers() {}

  /** The id of the caller's account. */
  static String requireAccount(ClientCall call) {
    String accountId = call.customer().viewer().accountId();
    if (accountId == null) {
      throw Problem.of(ProblemCode.LOGIN_REQUIRED).refused();
    }
    return accountId;
  }

  /** The id of the caller's account, which has the role. */
  static String require(ClientCall call, Role role, String otherwise) {
    require(call, call.customer().viewer().is(role), otherwise);
    return call.customer().viewer().accountId();
  }

  static void require(ClientCall call, boolean isAllowed, String otherwise) {
    if (!isAllowed) {
      boolean isGuest = call.customer().viewer().accountId() == null;
      ProblemCode code = isGuest ? ProblemCode.LOGIN_REQUIRED : ProblemCode.NOT_ALLOWED;
      throw Problem.of(code, otherwise).refused();
    }
  }
}
