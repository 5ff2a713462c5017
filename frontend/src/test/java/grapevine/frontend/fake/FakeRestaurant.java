package grapevine.frontend.fake;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Basket;
import grapevine.common.ordering.BasketLine;
import grapevine.common.ordering.DeliveryTerms;
import grapevine.common.ordering.Kitchen;
import grapevine.common.ordering.KitchenDish;
import grapevine.common.ordering.KitchenEdit;
import grapevine.common.ordering.Menu;
import grapevine.common.ordering.OpeningHours;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.OrderRights;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.QuoteRequest;
import grapevine.common.ordering.RestaurantPage;
import grapevine.common.ordering.RestaurantSummary;
import grapevine.common.ordering.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** How the one restaurant is run, and whose favourite it is; edits hold in the order they come. */
final class FakeRestaurant {
  private final ForcedFactsInMemory facts;
  private final RestaurantSummary summary;
  private final TreeMap<String, Set<String>> favourites = new TreeMap<>();
  private Kitchen kitchen;

  FakeRestaurant(ForcedFactsInMemory facts, RestaurantSummary summary, Menu.Item dish) {
    this.facts = facts;
    this.summary = summary;
    this.kitchen =
        new Kitchen(
            summary.id(),
            List.of(KitchenDish.of("Mains", dish)),
            0,
            OpeningHours.always(),
            null,
            new DeliveryTerms(0, List.of(new DeliveryTerms.Band(0, 250)), 4_000));
  }

  KitchenDish dish() {
    return kitchen.dishes().get(0);
  }

  void setPrice(long pence) {
    KitchenDish now = dish();
    List<KitchenDish> dishes = new ArrayList<>(kitchen.dishes());
    dishes.set(
        0,
        KitchenDish.of(
            now.category(),
            new Menu.Item(now.id(), now.name(), pence, List.of(), List.of(), true, List.of())));
    kitchen = with(dishes, kitchen.added());
  }

  List<Menu.Category> categories() {
    return kitchen.categories();
  }

  void apply(Operation.SetFavourite said) {
    Set<String> own = favourites.computeIfAbsent(said.customerId(), id -> new TreeSet<>());
    if (said.on()) {
      own.add(said.restaurantId());
    } else {
      own.remove(said.restaurantId());
    }
  }

  void apply(KitchenEdit edit) {
    if (edit instanceof KitchenEdit.AddDish add) {
      List<KitchenDish> dishes = new ArrayList<>(kitchen.dishes());
      dishes.add(KitchenDish.of(add.itemId(), add.dish()));
      kitchen = with(dishes, kitchen.added() + 1);
    } else if (edit instanceof KitchenEdit.SetHours set) {
      kitchen = with(set.hours(), kitchen.pausedUntilMillis(), kitchen.terms());
    } else if (edit instanceof KitchenEdit.SetPause set) {
      kitchen = with(kitchen.hours(), set.untilMillis(), kitchen.terms());
    } else if (edit instanceof KitchenEdit.SetTerms set) {
      DeliveryTerms terms = new DeliveryTerms(set.minimumOrderPence(), set.bands(), 4_000);
      kitchen = with(kitchen.hours(), kitchen.pausedUntilMillis(), terms);
    } else {
      kitchen =
          with(kitchen.dishes().stream().map(dish -> edited(dish, edit)).toList(), kitchen.added());
    }
  }

  private static KitchenDish edited(KitchenDish dish, KitchenEdit edit) {
    if (edit instanceof KitchenEdit.EditDish said && said.itemId().equals(dish.id())) {
      return dish.editedTo(said.dish());
    }
    return edit instanceof KitchenEdit.SwitchDish said && said.itemId().equals(dish.id())
        ? dish.switchedTo(said.inStock())
        : dish;
  }

  private Kitchen with(List<KitchenDish> dishes, int added) {
    return new Kitchen(
        kitchen.restaurantId(),
        dishes,
        added,
        kitchen.hours(),
        kitchen.pausedUntilMillis(),
        kitchen.terms());
  }

  private Kitchen with(OpeningHours hours, Long pausedUntil, DeliveryTerms terms) {
    return new Kitchen(
        kitchen.restaurantId(), kitchen.dishes(), kitchen.added(), hours, pausedUntil, terms);
  }

  /**
   * @param ordered how the order was to be had; empty when it is not the asker's
   */
  Answer answer(Query.OfKitchen query, Function<Query.GetBasket, Optional<Service>> ordered) {
    if (query instanceof Query.GetKitchen get) {
      return kitchen(get);
    }
    return query instanceof Query.GetBasket get
        ? basket(get, ordered.apply(get))
        : favourites((Query.ListFavourites) query);
  }

  private Answer kitchen(Query.GetKitchen get) {
    if (!get.restaurantId().equals(kitchen.restaurantId())) {
      return new Answer.NotFound("RESTAURANT_UNKNOWN", "no such restaurant");
    }
    return OrderRights.isRunBy(get.viewer(), facts.ownerOf(get.restaurantId()))
        ? new Answer.FoundKitchen(kitchen)
        : new Answer.Invalid("NOT_ALLOWED", "", "Only its owner runs a restaurant.");
  }

  private Answer basket(Query.GetBasket get, Optional<Service> service) {
    if (service.isEmpty()) {
      return new Answer.NotFound("ORDER_UNKNOWN", "no such order");
    }
    List<BasketLine> lines = List.of(new BasketLine(dish().id(), 1, List.of()));
    QuoteRequest request =
        new QuoteRequest(summary.id(), service.get(), FakeKitchen.POSTCODE, lines, null, 0);
    Basket.Missing gone = new Basket.Missing(dish().id(), dish().name(), "Extra hot");
    return new Answer.FoundBasket(new Basket(get.orderId(), request, List.of(gone)));
  }

  private Answer favourites(Query.ListFavourites list) {
    boolean isFavourite =
        favourites.getOrDefault(list.customerId(), Set.of()).contains(summary.id());
    return new Answer.FoundRestaurants(
        new RestaurantPage(isFavourite ? List.of(summary) : List.of(), null));
  }
}
