package grapevine.database;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.JsonRefused;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.ProviderMode;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Quote;
import grapevine.common.ordering.QuoteRequest;
import grapevine.database.OrderReader.Found;
import grapevine.database.OrderReader.Safety;
import grapevine.database.catalogue.CatalogueQueries;
import grapevine.database.catalogue.Limits;
import grapevine.database.catalogue.Restaurant;
import grapevine.protocol.CallId;
import grapevine.protocol.Payload;
import java.util.Locale;
import java.util.Optional;

/**
 * Answers queries from one snapshot: what causal updates have made, what forced ones have decided,
 * and the catalogue.
 */
final class QueryAnswers {
  private final OrderReader orders;
  private final FactReader facts;
  private final AccountReader accounts;
  private final OrderAnswers orderAnswers;
  private final WorkAnswers workAnswers;
  private final TalkAnswers talks;
  private final RestaurantAnswers restaurants;
  private final CatalogueQueries catalogue;
  private final PlaceReader places;

  /**
   * @param providers what this replica manager makes of them
   */
  QueryAnswers(
      Snapshot snapshot,
      Safety safety,
      CatalogueQueries catalogue,
      RestaurantMemory memory,
      ProviderMode providers) {
    this.orders = new OrderReader(snapshot, safety);
    this.facts = new FactReader(snapshot);
    this.accounts = new AccountReader(snapshot, facts);
    this.orderAnswers = new OrderAnswers(snapshot, orders, facts);
    this.workAnswers = new WorkAnswers(snapshot, orders, facts);
    ReviewReader reviews = new ReviewReader(snapshot, memory);
    this.talks = new TalkAnswers(snapshot, orders, orderAnswers, reviews);
    this.places = new PlaceReader(snapshot, catalogue, providers);
    this.restaurants =
        new RestaurantAnswers(
            new KitchenReader(snapshot, memory, catalogue.catalogue()),
            reviews,
            new FavouriteReader(snapshot),
            facts,
            orders,
            catalogue,
            places);
    this.catalogue = catalogue;
  }

  Answer answer(Payload payload) throws Snapshot.Outdated {
    Query query;
    try {
      query = Json.readOwn(payload.bytes(), Query.class);
    } catch (JsonRefused e) {
      return new Answer.Invalid(e.code(), e.pointer(), e.getMessage());
    }
    if (query instanceof Query.GetOrder get) {
      return orderAnswers.order(get);
    }
    if (query instanceof Query.ListOrders list) {
      return orderAnswers.own(list);
    }
    if (query instanceof Query.PrepareOrder prepare) {
      return prepared(prepare);
    }
    if (query instanceof Query.OfAccounts asked) {
      return accounts.answer(asked);
    }
    if (WorkAnswers.isAsked(query)) {
      return workAnswers.answer(query);
    }
    if (query instanceof Query.Talk talk) {
      return talks.answer(talk);
    }
    if (query instanceof Query.OfKitchen asked) {
      return restaurants.answer(asked);
    }
    if (query instanceof Query.OfPlaces asked) {
      return places.answer(asked);
    }
    return isOfFacts(query) ? answerFromFacts(query) : answerOfRestaurants(query);
  }

  private static boolean isOfFacts(Query query) {
    return query instanceof Query.GetName
        || query instanceof Query.GetClaim
        || query instanceof Query.GetStock
        || query instanceof Query.GetVoucher;
  }

  private Answer answerFromFacts(Query query) throws Snapshot.Outdated {
    if (query instanceof Query.GetName get) {
      return facts.name(get.kind(), get.name());
    }
    if (query instanceof Query.GetClaim get) {
      return claim(get);
    }
    if (query instanceof Query.GetStock get) {
      return facts.stock(get.restaurantId(), get.itemIds());
    }
    String code = ((Query.GetVoucher) query).code();
    return catalogue.catalogue().hasVoucher(code)
        ? new Answer.FoundVoucher(code.strip().toUpperCase(Locale.ROOT), true, 0, 0, 0)
        : facts.voucher(code);
  }

  private Answer claim(Query.GetClaim get) throws Snapshot.Outdated {
    Optional<Found> order = orders.find(get.orderId());
    if (order.isEmpty()) {
      return new Answer.NotFound("ORDER_UNKNOWN", "there is no order with this id");
    }
    return new Answer.FoundClaim(
        get.orderId(),
        order.get().order().service(),
        order.get().exactStatus(),
        facts.courierOf(get.orderId()).orElse(null));
  }

  private Answer answerOfRestaurants(Query query) throws Snapshot.Outdated {
    if (query instanceof Query.FindRestaurants find) {
      return restaurants.answer(find);
    }
    if (query instanceof Query.GetRestaurant get) {
      return restaurants.answer(get);
    }
    return query instanceof Query.GetMenu get
        ? restaurants.answer(get)
        : restaurants.answer((Query.GetQuote) query);
  }

  private Answer prepared(Query.PrepareOrder prepare) throws Snapshot.Outdated {
    QuoteRequest request = prepare.request();
    Limits limits = facts.limits(request.restaurantId(), request.voucher());
    Optional<Restaurant> restaurant = restaurants.restaurant(request.restaurantId());
    Optional<Quote> quote =
        restaurant.isEmpty()
            ? Optional.empty()
            : Optional.of(restaurants.quote(restaurant.get(), request, limits, prepare.atMillis()));
    // An update of a known call id is told as such. Only before a refusal must the order be looked
    // up, or a retry would be refused because the restaurant has closed meanwhile, or the last
    // portion is gone.
    boolean mustBeForced = limits.touch(request) || isDecided(prepare.orderId());
    boolean isLookedUp =
        prepare.thorough() || mustBeForced || quote.isEmpty() || !quote.get().orderable();
    Optional<Found> existing =
        isLookedUp ? orderAnswers.own(prepare.orderId(), prepare.customerId()) : Optional.empty();
    if (existing.isEmpty() && quote.isEmpty()) {
      return CatalogueQueries.restaurantUnknown();
    }
    return new Answer.Prepared(
        existing.map(Found::order).orElse(null),
        existing.map(Found::requestHash).orElse(null),
        // Null only beside an existing order, whose key was used again for a restaurant that does
        // not exist.
        quote.orElse(null),
        restaurant.map(Restaurant::name).orElse(null),
        mustBeForced);
  }

  /** Also a refusal stands, whatever is limited by now. */
  private boolean isDecided(String orderId) throws Snapshot.Outdated {
    Optional<Hash128> callId = CanonicalHash.parseOrderId(orderId);
    return callId.isPresent()
        && facts.isDecided(new CallId(callId.get().high(), callId.get().low()));
  }
}
