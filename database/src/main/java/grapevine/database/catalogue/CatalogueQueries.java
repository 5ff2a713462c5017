package grapevine.database.catalogue;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Quote;
import grapevine.common.ordering.QuoteRequest;
import grapevine.common.ordering.RestaurantSummary;
import java.util.List;
import java.util.function.Function;

/**
 * What needs the catalogue as a whole. Pure and thread-safe: the time, what is limited, and how
 * restaurants are run now come with the question.
 */
public final class CatalogueQueries {
  private final Catalogue catalogue;
  private final Pricing pricing;
  private final RestaurantSearch search;

  public CatalogueQueries(Catalogue catalogue) {
    this.catalogue = catalogue;
    pricing = new Pricing(catalogue);
    search = new RestaurantSearch(catalogue);
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /** Those that a search at this postcode looks at, in order of id. */
  public List<Restaurant> near(Postcode postcode) {
    return catalogue.near(postcode).stream().map(Catalogue.Nearby::restaurant).toList();
  }

  /**
   * Restaurants near a postcode; POSTCODE_UNKNOWN or PARAMETER_INVALID for a foreign cursor.
   *
   * @param nowadays how one of {@link #near} is run now
   */
  public Answer answer(Query.FindRestaurants query, Function<Restaurant, Listed> nowadays) {
    return search.find(query, nowadays);
  }

  /** As in a list, of nobody knows how far away. */
  public static RestaurantSummary summary(Listed listed, long atMillis) {
    return RestaurantSearch.summary(listed, null, atMillis);
  }

  public Quote quote(Restaurant restaurant, QuoteRequest request, Limits limits, long atMillis) {
    return pricing.quote(restaurant, request, limits, atMillis);
  }

  public static Answer restaurantUnknown() {
    return new Answer.NotFound(
        "RESTAURANT_UNKNOWN", "no such restaurant; search for one by postcode");
  }
}
