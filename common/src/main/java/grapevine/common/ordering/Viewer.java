package grapevine.common.ordering;

/**
 * Who asks, as a front end has made sure.
 *
 * @param customerId whose orders are his own: an account's, or a guest's
 * @param accountId null for a guest
 * @param role null for a guest
 */
public record Viewer(String customerId, String accountId, Role role) {
  public Viewer {
    Bounds.required("customerId", customerId, Bounds.ID_CHARS);
    Bounds.optional("accountId", accountId, Bounds.ID_CHARS);
    if ((accountId == null) != (role == null)) {
      throw new IllegalArgumentException("accountId and role come together");
    }
  }

  public static Viewer guest(String customerId) {
    return new Viewer(customerId, null, null);
  }

  public boolean is(Role asked) {
    return role == asked;
  }
}
