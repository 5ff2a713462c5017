package grapevine.common.ordering;

/**
 * An account as the cluster knows it.
 *
 * @param passwordHash only where it was asked for, and never of a deleted account; not for clients
 * @param customerId whose orders are the account's own: the guest's who signed up, or its own id
 */
public record Account(
    String id,
    String name,
    Role role,
    PasswordHash passwordHash,
    String customerId,
    long createdAtMillis,
    boolean deleted) {
  public Account withoutHash() {
    return new Account(id, name, role, null, customerId, createdAtMillis, deleted);
  }

  /** Whether somebody can log in. */
  public boolean canLogIn() {
    return !deleted && passwordHash != null;
  }
}
