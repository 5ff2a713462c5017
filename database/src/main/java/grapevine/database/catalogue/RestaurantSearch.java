package grapevine.database.catalogue;

import grapevine.common.CanonicalHash;
import grapevine.common.Json;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.RestaurantPage;
import grapevine.common.ordering.RestaurantSort;
import grapevine.common.ordering.RestaurantSummary;
import grapevine.database.catalogue.Catalogue.Nearby;
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
  private static final String SOURCE = "catalogue";
  private static final int FINGERPRINT_CHARS = 16;

  private final Catalogue catalogue;

  RestaurantSearch(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  Answer find(Query.FindRestaurants query) {
    if (!catalogue.knows(query.postcode())) {
      String detail = query.postcode() + " is not known here; try DH1 3LE";
      return new Answer.NotFound("POSTCODE_UNKNOWN", detail);
    }
    List<Nearby> all = new ArrayList<>(catalogue.near(query.postcode()));
    all.sort(comparator(query.sort()));
    if (query.cursor() == null || query.cursor().isEmpty()) {
      return new Answer.FoundRestaurants(page(query, all));
    }
    Optional<Integer> start = start(query, all);
    if (start.isEmpty()) {
      String detail = "not a cursor of this search; begin again without one";
      return new Answer.Invalid("PARAMETER_INVALID", "cursor", detail);
    }
    return new Answer.FoundRestaurants(page(query, all.subList(start.get(), all.size())));
  }

  static RestaurantSummary summary(Restaurant restaurant, Integer metres, long atMillis) {
    return new RestaurantSummary(
        restaurant.id(),
        restaurant.name(),
        List.of(restaurant.cuisine()),
        metres,
        restaurant.hours().isOpenAt(atMillis),
        null, // no reviews yet
        0,
        restaurant.smallestOrderFeePence(),
        restaurant.terms().minimumOrderPence(),
        restaurant.etaMinutes(metres == null ? 0 : metres),
        SOURCE,
        false);
  }

  private RestaurantPage page(Query.FindRestaurants query, List<Nearby> rest) {
    List<RestaurantSummary> items = new ArrayList<>();
    for (Nearby nearby : rest) {
      if (!matches(query, nearby.restaurant())) {
        continue;
      }
      if (items.size() == query.limit()) {
        return new RestaurantPage(
            items, cursor(fingerprint(query), items.get(items.size() - 1).id()));
      }
      items.add(summary(nearby.restaurant(), nearby.metres(), query.atMillis()));
    }
    return new RestaurantPage(items, null);
  }

  private boolean matches(Query.FindRestaurants query, Restaurant restaurant) {
    return (isAbsent(query.cuisine())
            || restaurant.cuisine().equals(catalogue.cuisine(query.cuisine())))
        && (isAbsent(query.q()) || restaurant.mentions(query.q()))
        && (!query.openNow() || restaurant.hours().isOpenAt(query.atMillis()));
  }

  /** Without reviews all ratings are equal, so that sort falls back to the distance. */
  private static Comparator<Nearby> comparator(RestaurantSort sort) {
    Comparator<Nearby> byDistance =
        Comparator.comparingInt(Nearby::metres).thenComparing(nearby -> nearby.restaurant().id());
    return sort == RestaurantSort.FEE
        ? Comparator.<Nearby>comparingLong(nearby -> nearby.restaurant().smallestOrderFeePence())
            .thenComparing(byDistance)
        : byDistance;
  }

  private static Optional<Integer> start(Query.FindRestaurants query, List<Nearby> all) {
    String fingerprint = fingerprint(query); // hashed once, not once for each restaurant
    for (int i = 0; i < all.size(); i++) {
      if (cursor(fingerprint, all.get(i).restaurant().id()).equals(query.cursor())) {
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
