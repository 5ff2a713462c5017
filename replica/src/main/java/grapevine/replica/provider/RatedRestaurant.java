package grapevine.replica.provider;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** A restaurant on the map with its hygiene rating; null when there is none that is surely its. */
public record RatedRestaurant(FoundRestaurant restaurant, HygieneRating rating) {
  /** Ratings are placed by postcode, and the map's tag may be another branch's. */
  private static final int SAME_PLACE_METRES = 1_000;

  private static final Comparator<HygieneRating> BY_DATE =
      Comparator.comparing(HygieneRating::date, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** In the order of the restaurants; of two ratings under one id the later counts. */
  public static List<RatedRestaurant> join(
      List<FoundRestaurant> restaurants, List<HygieneRating> ratings) {
    TreeMap<Long, HygieneRating> byId = new TreeMap<>();
    for (HygieneRating rating : ratings) {
      byId.merge(rating.fhrsId(), rating, (a, b) -> BY_DATE.compare(a, b) >= 0 ? a : b);
    }
    List<RatedRestaurant> joined = new ArrayList<>();
    for (FoundRestaurant restaurant : restaurants) {
      HygieneRating rating = restaurant.fhrsId() == null ? null : byId.get(restaurant.fhrsId());
      boolean isIts = rating != null && isNear(restaurant, rating);
      joined.add(new RatedRestaurant(restaurant, isIts ? rating : null));
    }
    return joined;
  }

  private static boolean isNear(FoundRestaurant restaurant, HygieneRating rating) {
    return rating.place() == null
        || restaurant.place().metresTo(rating.place()) <= SAME_PLACE_METRES;
  }
}
