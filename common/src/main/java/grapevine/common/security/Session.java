package grapevine.common.security;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Viewer;
import java.nio.charset.StandardCharsets;

/**
 * Somebody who has logged in, as his session's text says it.
 *
 * @param id of the session: what logging out ends
 * @param customerId whose orders are the account's own
 */
public record Session(
    String id,
    String accountId,
    String name,
    Role role,
    String customerId,
    long startedAtMillis,
    long expiresAtMillis) {
  public Viewer viewer() {
    return new Viewer(customerId, accountId, role);
  }

  /** The call id of the update that ends it: alike for whoever ends it, and found by it. */
  public static Hash128 endCallId(String sessionId) {
    return CanonicalHash.of("grapevine/session-end/1", sessionId.getBytes(StandardCharsets.UTF_8));
  }
}
