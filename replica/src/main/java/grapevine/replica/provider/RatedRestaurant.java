package grapevine.replica.provider;

import grapevine.common.ordering.HygieneRating;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A restaurant on the map with its hygiene rating; null when there is none that is surely its. */
public record RatedRestaurant(FoundRestaurant restaurant, HygieneRating rating) {
  /** Ratings are placed by postcode, and the map's tag may be another branch's. */
  private static final int SAME_PLACE_METRES = 1_000;

  /** Dates are written so that their order is that of the text. */
  private static final Comparator<Inspection> BY_DATE =
      Comparator.comparing(
          inspection -> inspection.rating().ratedOn(),
          Comparator.nullsFirst(Comparator.naturalOrder()));

  /** In the order of the restaurants; of two inspections under one id the later counts. */
  public static List<RatedRestaurant> join(
      List<FoundRestaurant> restaurants, List<Inspection> inspections) {
    TreeMap<Long, Inspection> byId = byId(inspections);
    List<RatedRestaurant> joined = new ArrayList<>();
    for (FoundRestaurant restaurant : restaurants) {
      joined.add(
          new RatedRestaurant(restaurant, ratingOf(restaurant.fhrsId(), restaurant.place(), byId)));
    }
    return joined;
  }

  /** Of one by itself. */
  public static Optional<HygieneRating> ratingOf(
      Long fhrsId, Coordinates place, List<Inspection> inspections) {
    return Optional.ofNullable(ratingOf(fhrsId, place, byId(inspections)));
  }

  private static TreeMap<Long, Inspection> byId(List<Inspection> inspections) {
    TreeMap<Long, Inspection> byId = new TreeMap<>();
    for (Inspection inspection : inspections) {
      byId.merge(inspection.fhrsId(), inspection, (a, b) -> BY_DATE.compare(a, b) >= 0 ? a : b);
    }
    return byId;
  }

  private static HygieneRating ratingOf(
      Long fhrsId, Coordinates place, TreeMap<Long, Inspection> byId) {
    Inspection inspection = fhrsId == null ? null : byId.get(fhrsId);
    boolean isIts =
        inspection != null
            && (inspection.place() == null
                || place.metresTo(inspection.place()) <= SAME_PLACE_METRES);
    return isIts ? inspection.rating() : null;
  }
}
