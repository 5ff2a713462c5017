package grapevine.common.ordering;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a restaurant is run: what its owner has set, over what is built in.
 *
 * @param dishes the built-in ones in the catalogue's order, then those added, the oldest first
 * @param added how many of them were added
 * @param pausedUntilMillis null when it is not paused; may be over
 */
public record Kitchen(
    String restaurantId,
    List<KitchenDish> dishes,
    int added,
    OpeningHours hours,
    Long pausedUntilMillis,
    DeliveryTerms terms) {
  public Kitchen {
    dishes = List.copyOf(dishes);
  }

  public Optional<KitchenDish> dish(String id) {
    return dishes.stream().filter(dish -> dish.id().equals(id)).findFirst();
  }

  /** What can be ordered, under its headings in the order in which dishes first name them. */
  public List<Menu.Category> categories() {
    Map<String, List<Menu.Item>> byCategory = new LinkedHashMap<>();
    for (KitchenDish dish : dishes) {
      List<Menu.Item> items =
          byCategory.computeIfAbsent(dish.category(), category -> new ArrayList<>());
      if (dish.onMenu()) {
        items.add(dish.item());
      }
    }
    List<Menu.Category> categories = new ArrayList<>();
    byCategory.forEach(
        (name, items) -> {
          if (!items.isEmpty()) {
            categories.add(new Menu.Category(name, items));
          }
        });
    return categories;
  }
}
