package grapevine.common.ordering;

import java.util.List;

/**
 * A restaurant runs its menu. Each kind is a register of its own, of a dish or of the restaurant:
 * of several edits of one register the newest by (lamport, call id) counts, so edits of different
 * registers made at the same time all hold. An edit of what is not there has no effect.
 */
public sealed interface KitchenEdit extends Operation.OfKitchen {
  String restaurantId();

  /** Found by its call id, which its id is made from, so a retry is the same dish. */
  record AddDish(String restaurantId, String itemId, DishDetails dish, long atMillis)
      implements KitchenEdit {
    public AddDish {
      requireDish(restaurantId, itemId);
      requireValue("dish", dish);
    }
  }

  /** Says all of the dish but whether it is in stock, and its options, which never change. */
  record EditDish(String restaurantId, String itemId, DishDetails dish, long atMillis)
      implements KitchenEdit {
    public EditDish {
      requireDish(restaurantId, itemId);
      requireValue("dish", dish);
    }
  }

  /** Whether there is any of it, for as long as nobody says otherwise. */
  record SwitchDish(String restaurantId, String itemId, boolean inStock, long atMillis)
      implements KitchenEdit {
    public SwitchDish {
      requireDish(restaurantId, itemId);
    }
  }

  record SetHours(String restaurantId, OpeningHours hours, long atMillis) implements KitchenEdit {
    public SetHours {
      requireRestaurant(restaurantId);
      requireValue("hours", hours);
    }
  }

  /**
   * Takes no orders before then, whatever the hours say.
   *
   * @param untilMillis null to go on
   */
  record SetPause(String restaurantId, Long untilMillis, long atMillis) implements KitchenEdit {
    public SetPause {
      requireRestaurant(restaurantId);
    }
  }

  /** How far it delivers is not said here, and stays. */
  record SetTerms(
      String restaurantId, long minimumOrderPence, List<DeliveryTerms.Band> bands, long atMillis)
      implements KitchenEdit {
    public SetTerms {
      requireRestaurant(restaurantId);
      Bounds.pence("minimumOrderPence", minimumOrderPence);
      bands = Bounds.list("bands", bands, Bounds.FEE_BANDS);
      if (bands.isEmpty()) {
        throw new IllegalArgumentException("bands is required");
      }
    }
  }

  private static void requireRestaurant(String restaurantId) {
    Bounds.required("restaurantId", restaurantId, Bounds.ID_CHARS);
  }

  private static void requireDish(String restaurantId, String itemId) {
    requireRestaurant(restaurantId);
    Bounds.required("itemId", itemId, Bounds.ID_CHARS);
  }

  private static void requireValue(String field, Object value) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is required");
    }
  }
}
