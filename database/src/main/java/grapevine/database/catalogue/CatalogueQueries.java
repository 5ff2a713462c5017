package grapevine.database.catalogue;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Quote;
import grapevine.common.ordering.QuoteRequest;
import grapevine.common.ordering.RestaurantSummary;
import java.util.List;
import java.util.Optional;

/**
 * What needs the catalogue as a whole. Pure and thread-safe: the time, what is limited, and how
 * restaurants are run now come with the question.
 */
public final class CatalogueQueries {
  private final Catalogue catalogue;
  private final Pricing pricing;
  private final RestaurantSearch search;
  private final PostcodeChain places;

  public CatalogueQueries(Catalogue catalogue) {
    this.catalogue = catalogue;
    pricing = new Pricing(catalogue);
    search = new RestaurantSearch(catalogue);
    places = new PostcodeChain(catalogue);
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /** Where a postcode is, as far as is known. */
  public PostcodeChain places() {
    return places;
  }

  /** Restaurants of the catalogue that a search there looks at, in order of id. */
  public List<Restaurant> near(Place place) {
    return catalogue.near(place);
  }

  /**
   * Those of the candidates that deliver there; PARAMETER_INVALID for a foreign cursor.
   *
   * @param candidates as they are run now
   */
  public Answer answer(
      Query.FindRestaurants query, Place place, List<Listed> candidates, Shown shown) {
    return search.find(query, place, candidates, shown);
  }

  /**
   * What a list says of itself.
   *
   * @param isDegraded live data was wanted, and is missing or stale
   */
  public record Shown(boolean isDegraded, List<String> attributions) {
    public static final Shown BUILT_IN = new Shown(false, List.of());

    public Shown {
      attributions = List.copyOf(attributions);
    }
  }

  public static Answer postcodeUnknown(Postcode postcode) {
    return new Answer.NotFound("POSTCODE_UNKNOWN", postcode + " is not known here; try DH1 3LE");
  }

  /** Nobody knows by now; a provider is being asked. */
  public static Answer postcodeAwaited(Postcode postcode) {
    return new Answer.NotFound(
        "PROVIDER_UNAVAILABLE",
        postcode + " is being looked up, and not told yet; nothing has happened: try again");
  }

  /** As in a list, of nobody knows how far away. */
  public static RestaurantSummary summary(Listed listed, long atMillis) {
    return RestaurantSearch.summary(listed, null, atMillis, false);
  }

  /**
   * @param place of the request's postcode; empty when it is not known or not given
   */
  public Quote quote(
      Restaurant restaurant,
      QuoteRequest request,
      Optional<Place> place,
      Limits limits,
      long atMillis) {
    return pricing.quote(restaurant, request, place, limits, atMillis);
  }

  public static Answer restaurantUnknown() {
    return new Answer.NotFound(
        "RESTAURANT_UNKNOWN", "no such restaurant; search for one by postcode");
  }
}
