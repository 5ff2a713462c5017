package grapevine.common.ordering;

import java.util.List;

/** One page of a customer's orders, newest first; {@code nextCursor} is null on the last. */
public record OrderPage(List<Order> items, String nextCursor) {
  public OrderPage {
    items = List.copyOf(items);
  }
}
