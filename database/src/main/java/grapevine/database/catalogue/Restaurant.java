package grapevine.database.catalogue;

import grapevine.common.ordering.Menu;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A restaurant of the catalogue. Dishes come with the menu; {@code preparationMinutes} is the
 * shorter end of its range.
 */
record Restaurant(
    String id,
    String name,
    String cuisine,
    Position position,
    DeliveryTerms terms,
    OpeningHours hours,
    int preparationMinutes,
    Menu menu) {
  private static final int METRES_A_MINUTE = 250;
  private static final int ETA_SPREAD_MINUTES = 10;

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
