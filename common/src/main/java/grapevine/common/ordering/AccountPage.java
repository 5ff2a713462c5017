package grapevine.common.ordering;

import java.util.List;

/** One page of accounts, without their hashes; {@code nextCursor} is null on the last. */
public record AccountPage(List<Account> items, String nextCursor) {
  public AccountPage {
    items = List.copyOf(items);
  }
}
