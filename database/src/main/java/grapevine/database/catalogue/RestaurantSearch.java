package grapevine.database.catalogue;

import grapevine.common.CanonicalHash;
import grapevine.common.Json;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Attribution;
import grapevine.common.ordering.ProviderFact.RestaurantFound;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.RestaurantPage;
import grapevine.common.ordering.RestaurantSort;
import grapevine.common.ordering.RestaurantSummary;
import grapevine.common.ordering.Rfc3339;
import grapevine.database.catalogue.CatalogueQueries.Shown;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Restaurants that deliver to a postcode, page by page. A cursor names the last restaurant shown
 * and the search it belongs to; it goes on from that place even if some have closed in between.
 */
final class RestaurantSearch {
  private static final int FINGERPRINT_CHARS = 16;

  private final Catalogue catalogue;

  RestaurantSearch(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  Answer find(Query.FindRestaurants query, Place place, List<Listed> candidates, Shown shown) {
    List<Found> all = new ArrayList<>();
    for (Listed listed : candidates) {
      if (listed.restaurant().reaches(place.position())) {
        all.add(new Found(listed, listed.restaurant().position().metresTo(place.position())));
      }
    }
    all.sort(comparator(query.sort()));
    if (query.cursor() == null || query.cursor().isEmpty()) {
      return new Answer.FoundRestaurants(page(query, all, shown));
    }
    Optional<Integer> start = start(query, all);
    if (start.isEmpty()) {
      return lost(query);
    }
    return new Answer.FoundRestaurants(page(query, all.subList(start.get(), all.size()), shown));
  }

  /** One near by, as it is run now. */
  private record Found(Listed listed, int metres) {
    String id() {
      return listed.restaurant().id();
    }
  }

  static RestaurantSummary summary(
      Listed listed, Integer metres, long atMillis, boolean isDegraded) {
    Restaurant restaurant = listed.restaurant();
    RestaurantFound real = restaurant.real();
    return new RestaurantSummary(
        restaurant.id(),
        restaurant.name(),
        restaurant.cuisines(),
        metres,
        restaurant.isOpenAt(atMillis),
        listed.rating(),
        listed.reviewCount(),
        restaurant.smallestOrderFeePence(),
        restaurant.terms().minimumOrderPence(),
        restaurant.etaMinutes(metres == null ? 0 : metres),
        real == null ? Catalogue.SOURCE : Attribution.OSM.source(),
        isDegraded,
        real == null ? null : Rfc3339.ofMillis(real.fetchedAtMillis()),
        real == null ? null : real.hygiene());
  }

  private RestaurantPage page(Query.FindRestaurants query, List<Found> rest, Shown shown) {
    List<RestaurantSummary> items = new ArrayList<>();
    for (Found found : rest) {
      if (!matches(query, found.listed.restaurant())) {
        continue;
      }
      if (items.size() == query.limit()) {
        return new RestaurantPage(
            items,
            cursor(fingerprint(query), items.get(items.size() - 1).id()),
            shown.isDegraded(),
            shown.attributions());
      }
      items.add(summary(found.listed, found.metres, query.atMillis(), shown.isDegraded()));
    }
    return new RestaurantPage(items, null, shown.isDegraded(), shown.attributions());
  }

  private boolean matches(Query.FindRestaurants query, Restaurant restaurant) {
    return (isAbsent(query.cuisine())
            || restaurant.cuisines().stream()
                .map(catalogue::cuisine)
                .anyMatch(catalogue.cuisine(query.cuisine())::equals))
        && (isAbsent(query.q()) || restaurant.mentions(query.q()))
        && (!query.openNow() || restaurant.isOpenAt(query.atMillis()));
  }

  /** Who has no review comes after all who have one. */
  private static Comparator<Found> comparator(RestaurantSort sort) {
    Comparator<Found> byDistance = Comparator.comparingInt(Found::metres).thenComparing(Found::id);
    return switch (sort) {
      case DISTANCE -> byDistance;
      case FEE ->
          Comparator.<Found>comparingLong(
                  found -> found.listed.restaurant().smallestOrderFeePence())
              .thenComparing(byDistance);
      case RATING ->
          Comparator.<Found>comparingDouble(
                  found -> found.listed.rating() == null ? 0 : -found.listed.rating())
              .thenComparing(Comparator.comparingInt(found -> -found.listed.reviewCount()))
              .thenComparing(byDistance);
    };
  }

  /** Real restaurants have come in the place of samples, or one has left the map. */
  private static Answer lost(Query.FindRestaurants query) {
    // To its end: what comes after is the id, of any length.
    String ours = cursor(fingerprint(query), "");
    return query.cursor().startsWith(ours.substring(0, ours.length() - 1))
        ? new Answer.Invalid(
            "CURSOR_EXPIRED", "cursor", "the list is another by now; begin again without cursor")
        : new Answer.Invalid(
            "PARAMETER_INVALID", "cursor", "not a cursor of this search; begin again without one");
  }

  private static Optional<Integer> start(Query.FindRestaurants query, List<Found> all) {
    String fingerprint = fingerprint(query); // hashed once, not once for each restaurant
    for (int i = 0; i < all.size(); i++) {
      if (cursor(fingerprint, all.get(i).id()).equals(query.cursor())) {
        return Optional.of(i + 1);
      }
    }
    return Optional.empty();
  }

  private static String cursor(String fingerprint, String lastId) {
    byte[] text = (fingerprint + lastId).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  /** The same search, whenever it is asked and however long its pages are. */
  private static String fingerprint(Query.FindRestaurants query) {
    Query.FindRestaurants search =
        new Query.FindRestaurants(
            query.postcode(),
            query.cuisine(),
            query.q(),
            query.openNow(),
            query.sort(),
            1,
            null,
            0);
    return CanonicalHash.of("grapevine/search/1", Json.bytes(search))
        .hex()
        .substring(0, FINGERPRINT_CHARS);
  }

  private static boolean isAbsent(String filter) {
    return filter == null || filter.isBlank();
  }
}
