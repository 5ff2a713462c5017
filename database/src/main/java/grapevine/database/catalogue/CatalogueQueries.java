package grapevine.database.catalogue;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Quote;
import grapevine.common.ordering.QuoteRequest;
import java.util.Optional;

/**
 * Answers the queries that need the catalogue. Pure and thread-safe; the time, and what is limited,
 * come with the query.
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

  /** Restaurants near a postcode; POSTCODE_UNKNOWN or PARAMETER_INVALID for a foreign cursor. */
  public Answer answer(Query.FindRestaurants query) {
    return search.find(query);
  }

  public Answer answer(Query.GetRestaurant query) {
    return catalogue
        .restaurant(query.restaurantId())
        .<Answer>map(
            found ->
                new Answer.FoundRestaurant(RestaurantSearch.summary(found, null, query.atMillis())))
        .orElseGet(CatalogueQueries::restaurantUnknown);
  }

  public Answer answer(Query.GetMenu query, Limits limits) {
    return catalogue
        .restaurant(query.restaurantId())
        .<Answer>map(found -> new Answer.FoundMenu(limits.applyTo(found.menu())))
        .orElseGet(CatalogueQueries::restaurantUnknown);
  }

  public Answer answer(Query.GetQuote query, Limits limits) {
    return quote(query.request(), limits, query.atMillis())
        .<Answer>map(Answer.Quoted::new)
        .orElseGet(CatalogueQueries::restaurantUnknown);
  }

  /** For preparing an order; empty when there is no such restaurant. */
  public Optional<Quote> quote(QuoteRequest request, Limits limits, long atMillis) {
    return pricing.quote(request, limits, atMillis);
  }

  public static Answer restaurantUnknown() {
    return new Answer.NotFound(
        "RESTAURANT_UNKNOWN", "no such restaurant; search for one by postcode");
  }
}
