package grapevine.database;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Attribution;
import grapevine.common.ordering.Basket;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderRights;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.ProviderFact.AreaLoaded;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Quote;
import grapevine.common.ordering.QuoteRequest;
import grapevine.common.ordering.RestaurantPage;
import grapevine.common.ordering.RestaurantSummary;
import grapevine.database.KitchenReader.Run;
import grapevine.database.OrderReader.Found;
import grapevine.database.ReviewReader.Rating;
import grapevine.database.catalogue.CatalogueQueries;
import grapevine.database.catalogue.CatalogueQueries.Shown;
import grapevine.database.catalogue.Limits;
import grapevine.database.catalogue.Listed;
import grapevine.database.catalogue.Place;
import grapevine.database.catalogue.Restaurant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers about restaurants as they are run now, from one snapshot. */
final class RestaurantAnswers {
  private final KitchenReader kitchens;
  private final ReviewReader reviews;
  private final FavouriteReader favourites;
  private final FactReader facts;
  private final OrderReader orders;
  private final CatalogueQueries catalogue;
  private final PlaceReader places;

  RestaurantAnswers(
      KitchenReader kitchens,
      ReviewReader reviews,
      FavouriteReader favourites,
      FactReader facts,
      OrderReader orders,
      CatalogueQueries catalogue,
      PlaceReader places) {
    this.kitchens = kitchens;
    this.reviews = reviews;
    this.favourites = favourites;
    this.facts = facts;
    this.orders = orders;
    this.catalogue = catalogue;
    this.places = places;
  }

  /** Real restaurants where an area is loaded; else those of the catalogue, if they count. */
  Answer answer(Query.FindRestaurants find) throws Snapshot.Outdated {
    PlaceReader.Found where = places.find(find.postcode(), find.atMillis());
    if (where.place().isEmpty()) {
      return where.unknown();
    }
    Place place = where.place().get();
    PlaceReader.Area area = places.area(place, find.atMillis());
    boolean isDegraded = place.isDegraded() || area.isDegraded();
    List<Listed> candidates =
        area.loaded().isPresent() ? listed(area.loaded().get()) : standIns(find.postcode(), place);
    List<String> sources = new ArrayList<>(List.of(place.source()));
    if (area.loaded().isPresent()) {
      sources.addAll(places.sources(area.loaded().get()));
    }
    Shown shown = new Shown(isDegraded, Attribution.of(sources));
    return where.and(area.wants()).awaiting(catalogue.answer(find, place, candidates, shown));
  }

  private List<Listed> listed(AreaLoaded area) throws Snapshot.Outdated {
    List<Listed> real = new ArrayList<>();
    for (String id : area.restaurantIds()) {
      Optional<Run> run = kitchens.find(id);
      if (run.isPresent()) {
        real.add(listed(run.get()));
      }
    }
    return real;
  }

  /** While no real ones are known: of the catalogue, or placed as if it went on there. */
  private List<Listed> standIns(Postcode postcode, Place place) throws Snapshot.Outdated {
    if (!places.showsBuiltIn()) {
      return List.of();
    }
    List<Listed> builtIn = builtIn(place);
    return builtIn.isEmpty() && place.isExact() ? placed(postcode, place) : builtIn;
  }

  private List<Listed> builtIn(Place place) throws Snapshot.Outdated {
    List<Listed> near = new ArrayList<>();
    for (Restaurant each : catalogue.near(place)) {
      near.add(listed(kitchens.of(each)));
    }
    return near;
  }

  private List<Listed> placed(Postcode postcode, Place place) throws Snapshot.Outdated {
    List<Listed> placed = new ArrayList<>();
    for (Restaurant each : catalogue.catalogue().placedAt(postcode, place.position())) {
      placed.add(listed(kitchens.read(each)));
    }
    return placed;
  }

  Answer answer(Query.GetRestaurant get) throws Snapshot.Outdated {
    Optional<Run> run = kitchens.find(get.restaurantId());
    return run.isEmpty()
        ? CatalogueQueries.restaurantUnknown()
        : new Answer.FoundRestaurant(CatalogueQueries.summary(listed(run.get()), get.atMillis()));
  }

  Answer answer(Query.GetMenu get) throws Snapshot.Outdated {
    Optional<Run> run = kitchens.find(get.restaurantId());
    if (run.isEmpty()) {
      return CatalogueQueries.restaurantUnknown();
    }
    Limits limits = facts.limits(get.restaurantId(), null);
    return new Answer.FoundMenu(limits.applyTo(run.get().restaurant().menu()));
  }

  Answer answer(Query.GetQuote get) throws Snapshot.Outdated {
    QuoteRequest request = get.request();
    Optional<Restaurant> restaurant = restaurant(request.restaurantId());
    if (restaurant.isEmpty()) {
      return CatalogueQueries.restaurantUnknown();
    }
    Limits limits = facts.limits(request.restaurantId(), request.voucher());
    return new Answer.Quoted(quote(restaurant.get(), request, limits, get.atMillis()));
  }

  Quote quote(Restaurant restaurant, QuoteRequest request, Limits limits, long atMillis)
      throws Snapshot.Outdated {
    Optional<Postcode> postcode = Postcode.parse(request.postcode());
    Optional<Place> place =
        postcode.isEmpty() ? Optional.empty() : places.find(postcode.get(), atMillis).place();
    return catalogue.quote(restaurant, request, place, limits, atMillis);
  }

  Answer answer(Query.OfKitchen query) throws Snapshot.Outdated {
    if (query instanceof Query.GetKitchen get) {
      return kitchen(get);
    }
    return query instanceof Query.GetBasket get
        ? basket(get)
        : listed((Query.ListFavourites) query);
  }

  /** As it is run now; empty when there is no such restaurant. */
  Optional<Restaurant> restaurant(String restaurantId) throws Snapshot.Outdated {
    return kitchens.find(restaurantId).map(Run::restaurant);
  }

  private Listed listed(Run run) throws Snapshot.Outdated {
    Rating rating = reviews.rating(run.restaurant().id());
    return new Listed(run.restaurant(), rating.average(), rating.count());
  }

  private Answer kitchen(Query.GetKitchen get) throws Snapshot.Outdated {
    Optional<Run> run = kitchens.find(get.restaurantId());
    if (run.isEmpty()) {
      return CatalogueQueries.restaurantUnknown();
    }
    String owner = facts.ownerOf(get.restaurantId()).orElse(null);
    return OrderRights.isRunBy(get.viewer(), owner)
        ? new Answer.FoundKitchen(run.get().kitchen())
        : new Answer.Invalid(
            "NOT_ALLOWED",
            "",
            "Only its owner runs a restaurant: log in with the owner's account.");
  }

  private Answer listed(Query.ListFavourites list) throws Snapshot.Outdated {
    List<RestaurantSummary> items = new ArrayList<>();
    for (String id : favourites.of(list.customerId())) {
      Optional<Run> run = kitchens.find(id);
      if (run.isPresent()) {
        items.add(CatalogueQueries.summary(listed(run.get()), list.atMillis()));
      }
    }
    return new Answer.FoundRestaurants(new RestaurantPage(items, null));
  }

  private Answer basket(Query.GetBasket get) throws Snapshot.Outdated {
    Optional<Found> found = orders.find(get.orderId(), get.customerId());
    if (found.isEmpty()) {
      return OrderAnswers.unknown();
    }
    Order order = found.get().order();
    Optional<Restaurant> restaurant = restaurant(order.restaurantId());
    return restaurant.isEmpty()
        ? CatalogueQueries.restaurantUnknown()
        : new Answer.FoundBasket(basket(order, restaurant.get()));
  }

  private static Basket basket(Order order, Restaurant restaurant) {
    return new OrderedAgain(restaurant.menu()).basket(order);
  }
}
