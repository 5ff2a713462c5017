package grapevine.common.ordering;

import java.util.List;

/**
 * A restaurant in a list. {@code distanceMetres} is null when no postcode was given, {@code rating}
 * while there are no reviews; {@code etaMinutes} is [from, to].
 */
public record RestaurantSummary(
    String id,
    String name,
    List<String> cuisines,
    Integer distanceMetres,
    boolean openNow,
    Double rating,
    int reviewCount,
    long deliveryFeePence,
    long minimumOrderPence,
    List<Integer> etaMinutes,
    String source,
    boolean degraded) {
  public RestaurantSummary {
    cuisines = List.copyOf(cuisines);
    etaMinutes = List.copyOf(etaMinutes);
  }
}
