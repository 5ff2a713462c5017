package grapevine.common.security;

import grapevine.common.ordering.Role;
import grapevine.common.ordering.Viewer;

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
}
