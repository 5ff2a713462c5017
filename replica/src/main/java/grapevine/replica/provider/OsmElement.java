package grapevine.replica.provider;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.Postcode;
import grapevine.replica.provider.FoundRestaurant.Offer;
import grapevine.replica.provider.PostcodeAddresses.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** One element of an Overpass answer. All tags are optional, and free text by anybody. */
record OsmElement(JsonNode element) {
  private static final int TAG_CHARS = 255;
  private static final int CUISINES_MAX = 10;
  private static final int CUISINE_CHARS = 40;
  private static final int NUMBER_CHARS = 40;
  private static final List<String> DIETS =
      List.of("gluten_free", "halal", "kosher", "vegan", "vegetarian");
  private static final List<String> AMENITIES = List.of("restaurant", "fast_food");
  private static final Pattern TYPE = Pattern.compile("node|way|relation");
  private static final Pattern FHRS_ID = Pattern.compile("[1-9][0-9]{0,9}");

  /** Empty without a name, a place or an id, and for what has closed for good. */
  Optional<FoundRestaurant> restaurant() {
    String type = Fields.text(element, "type", TAG_CHARS);
    JsonNode id = element.path("id");
    String name = tag("name", Bounds.NAME_CHARS);
    Optional<Coordinates> place = place();
    boolean isOne =
        TYPE.matcher(type).matches()
            && id.canConvertToLong()
            && id.longValue() > 0
            && AMENITIES.contains(tag("amenity"))
            && !element.path("tags").has("disused:amenity");
    if (!isOne || name.isEmpty() || place.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new FoundRestaurant(
            type + "/" + id.longValue(),
            name,
            place.get(),
            cuisines(),
            tag("opening_hours"),
            offer("takeaway"),
            offer("delivery"),
            DIETS.stream().filter(diet -> isYes(offer("diet:" + diet))).toList(),
            fhrsId()));
  }

  /** Of a node itself, of a way or relation its centre. */
  Optional<Coordinates> place() {
    JsonNode holder = element.has("center") ? element.path("center") : element;
    return Fields.place(holder.path("lat"), holder.path("lon"));
  }

  boolean isAt(Postcode postcode) {
    return Postcode.parse(tag("addr:postcode")).filter(postcode::equals).isPresent();
  }

  /** Empty without a house's number or name, or without a street. */
  Optional<Address> address() {
    String number = tag("addr:housenumber", NUMBER_CHARS);
    String named = number.isEmpty() ? tag("addr:housename", NUMBER_CHARS) : number;
    String street = tag("addr:street", Bounds.NAME_CHARS);
    return named.isEmpty() || street.isEmpty()
        ? Optional.empty()
        : Optional.of(new Address(named, street, tag("addr:city", Bounds.NAME_CHARS)));
  }

  private List<String> cuisines() {
    List<String> cuisines = new ArrayList<>();
    for (String part : tag("cuisine").split(";", -1)) {
      // As the built-in catalogue writes them: fish_and_chips.
      String cuisine = CleanText.of(part, CUISINE_CHARS).toLowerCase(Locale.ROOT).replace(' ', '_');
      if (!cuisine.isEmpty() && !cuisines.contains(cuisine) && cuisines.size() < CUISINES_MAX) {
        cuisines.add(cuisine);
      }
    }
    return cuisines;
  }

  private Offer offer(String tag) {
    return switch (tag(tag)) {
      case "yes" -> Offer.YES;
      case "only" -> Offer.ONLY;
      case "no" -> Offer.NO;
      default -> Offer.UNKNOWN;
    };
  }

  private static boolean isYes(Offer offer) {
    return offer == Offer.YES || offer == Offer.ONLY;
  }

  private Long fhrsId() {
    String id = tag("fhrs:id");
    return FHRS_ID.matcher(id).matches() ? Long.valueOf(id) : null;
  }

  private String tag(String key) {
    return tag(key, TAG_CHARS);
  }

  private String tag(String key, int maxChars) {
    return Fields.text(element.path("tags"), key, maxChars);
  }
}
