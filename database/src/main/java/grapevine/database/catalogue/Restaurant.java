package grapevine.database.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import grapevine.common.ordering.DeliveryTerms;
import grapevine.common.ordering.Kitchen;
import grapevine.common.ordering.KitchenDish;
import grapevine.common.ordering.Menu;
import grapevine.common.ordering.OpeningHours;
import grapevine.common.ordering.ProviderFact.RestaurantFound;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A restaurant, as it was built in (a real one: as it was made up from what was found) or as it is
 * run now. Dishes come with the menu; {@code preparationMinutes} is the shorter end of its range.
 *
 * @param pausedUntilMillis 0 as it was built in, and no part of the catalogue's content
 * @param real null for one of the catalogue
 */
public record Restaurant(
    String id,
    String name,
    String cuisine,
    Position position,
    DeliveryTerms terms,
    OpeningHours hours,
    int preparationMinutes,
    Menu menu,
    @JsonIgnore long pausedUntilMillis,
    @JsonIgnore RestaurantFound real) {
  private static final int METRES_A_MINUTE = 250;
  private static final int ETA_SPREAD_MINUTES = 10;

  /** As it was built in, for who is about to change it. */
  public Kitchen kitchen() {
    List<KitchenDish> dishes = new ArrayList<>();
    for (Menu.Category category : menu.categories()) {
      category.items().forEach(item -> dishes.add(KitchenDish.of(category.name(), item)));
    }
    return new Kitchen(id, dishes, 0, hours, null, terms);
  }

  public Restaurant runAs(Kitchen kitchen) {
    return new Restaurant(
        id,
        name,
        cuisine,
        position,
        kitchen.terms(),
        kitchen.hours(),
        preparationMinutes,
        new Menu(id, menu.demo(), kitchen.categories()),
        kitchen.pausedUntilMillis() == null ? 0 : kitchen.pausedUntilMillis(),
        real);
  }

  /** Of a real one what it is said to cook, whatever its made-up menu has. */
  List<String> cuisines() {
    return real == null ? List.of(cuisine) : real.cuisines();
  }

  boolean reaches(Position place) {
    return !position.isSurelyBeyond(terms.radiusMetres(), place)
        && position.metresTo(place) <= terms.radiusMetres();
  }

  boolean isOpenAt(long atMillis) {
    return atMillis >= pausedUntilMillis && hours.isOpenAt(atMillis);
  }

  Optional<Menu.Item> item(String itemId) {
    for (Menu.Category category : menu.categories()) {
      for (Menu.Item item : category.items()) {
        if (item.id().equals(itemId)) {
          return Optional.of(item);
        }
      }
    }
    return Optional.empty();
  }

  /** The words of a search in the name or in a dish's name, in any case. */
  boolean mentions(String words) {
    String sought = words.strip().toLowerCase(Locale.ROOT);
    return name.toLowerCase(Locale.ROOT).contains(sought)
        || menu.categories().stream()
            .flatMap(category -> category.items().stream())
            .anyMatch(item -> item.name().toLowerCase(Locale.ROOT).contains(sought));
  }

  /** What the smallest order that is accepted pays for delivery. */
  long smallestOrderFeePence() {
    return terms.feeFor(terms.minimumOrderPence());
  }

  /** [from, to] minutes, rounded up to five. */
  List<Integer> etaMinutes(int metres) {
    int minutes = preparationMinutes + metres / METRES_A_MINUTE;
    int from = (minutes + 4) / 5 * 5;
    return List.of(from, from + ETA_SPREAD_MINUTES);
  }
}
