package grapevine.common.ordering;

import java.util.List;

/** One page of restaurants; {@code nextCursor} is null on the last. */
public record RestaurantPage(List<RestaurantSummary> items, String nextCursor) {
  public RestaurantPage {
    items = List.copyOf(items);
  }
}
