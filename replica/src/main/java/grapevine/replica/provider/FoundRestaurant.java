package grapevine.replica.provider;

import grapevine.common.ordering.OpeningHours;
import java.util.List;
import java.util.Optional;

/**
 * A restaurant on the map. All text is cleaned but untrusted: anybody may have written it.
 *
 * @param osmId as node/9000000001; kinds of element number themselves apart
 * @param openingHours the tag as it stands, empty without one; {@link #hours()} reads it
 * @param diets those of {@code diet:*} that it serves
 * @param fhrsId the hygiene rating's id that the map tells, null without one
 */
public record FoundRestaurant(
    String osmId,
    String name,
    Coordinates place,
    List<String> cuisines,
    String openingHours,
    Offer takeaway,
    Offer delivery,
    List<String> diets,
    Long fhrsId) {
  public FoundRestaurant {
    cuisines = List.copyOf(cuisines);
    diets = List.copyOf(diets);
  }

  /** Whether it does something; the map mostly does not say. */
  public enum Offer {
    YES,
    ONLY,
    NO,
    UNKNOWN
  }

  /** Empty when it is unknown, or told in a way that is not understood for certain. */
  public Optional<OpeningHours> hours() {
    return OsmHours.parse(openingHours);
  }
}
