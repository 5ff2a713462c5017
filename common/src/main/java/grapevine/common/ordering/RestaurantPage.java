package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One page of restaurants; {@code nextCursor} is null on the last.
 *
 * @param degraded live data was wanted, and is missing or stale: what is listed may not be all
 * @param attributions what the providers of the data want to be said beside it; not written when
 *     there are none
 */
public record RestaurantPage(
    List<RestaurantSummary> items,
    String nextCursor,
    boolean degraded,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> attributions) {
  public RestaurantPage {
    items = List.copyOf(items);
    attributions = attributions == null ? List.of() : List.copyOf(attributions);
  }

  /** Of our own data. */
  public RestaurantPage(List<RestaurantSummary> items, String nextCursor) {
    this(items, nextCursor, false, List.of());
  }
}
