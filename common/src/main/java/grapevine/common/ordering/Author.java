package grapevine.common.ordering;

/**
 * Who has written something, as the front end made sure when it was written.
 *
 * @param accountId null for a guest
 * @param name as it is shown, null for a guest
 */
public record Author(String customerId, String accountId, String name) {
  private static final String GUEST = "a guest";

  public Author {
    Bounds.required("customerId", customerId, Bounds.ID_CHARS);
    Bounds.optional("accountId", accountId, Bounds.ID_CHARS);
    Bounds.optional("name", name, Bounds.NAME_CHARS);
  }

  public String shownName() {
    return name == null ? GUEST : name;
  }
}
