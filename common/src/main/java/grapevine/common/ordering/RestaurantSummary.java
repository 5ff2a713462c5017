package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A restaurant in a list. {@code distanceMetres} is null when no postcode was given, {@code rating}
 * while there are no reviews; {@code etaMinutes} is [from, to].
 *
 * @param source osm for a real restaurant, whose menu is made up; else catalogue
 * @param degraded live data was wanted, and is missing or stale
 * @param fetchedAt when a real one was last found; null, and not written, for others
 * @param hygiene of a real one, if there is any
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
    boolean degraded,
    @JsonInclude(JsonInclude.Include.NON_NULL) String fetchedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) HygieneRating hygiene) {
  public RestaurantSummary {
    cuisines = List.copyOf(cuisines);
    etaMinutes = List.copyOf(etaMinutes);
  }

  /** One of the catalogue. */
  public RestaurantSummary(
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
    this(
        id,
        name,
        cuisines,
        distanceMetres,
        openNow,
        rating,
        reviewCount,
        deliveryFeePence,
        minimumOrderPence,
        etaMinutes,
        source,
        degraded,
        null,
        null);
  }
}
