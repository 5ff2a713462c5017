package grapevine.database;

import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.DeliveryTerms;
import grapevine.common.ordering.Kitchen;
import grapevine.common.ordering.KitchenDish;
import grapevine.common.ordering.KitchenEdit;
import grapevine.common.ordering.OpeningHours;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.ProviderFact.PostcodeResolved;
import grapevine.common.ordering.ProviderFact.RestaurantFound;
import grapevine.database.catalogue.Catalogue;
import grapevine.database.catalogue.Position;
import grapevine.database.catalogue.Restaurant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Restaurants as they are run, as of one snapshot: what is built in, and over it the registers that
 * their owners have set. A real restaurant is built from what was found of it.
 */
final class KitchenReader {
  private final Snapshot snapshot;
  private final RestaurantMemory memory;
  private final Catalogue catalogue;
  private final Registers registers;
  private final ProviderReader provided;

  KitchenReader(Snapshot snapshot, RestaurantMemory memory, Catalogue catalogue) {
    this.snapshot = snapshot;
    this.memory = memory;
    this.catalogue = catalogue;
    this.registers = new Registers(snapshot);
    this.provided = new ProviderReader(snapshot);
  }

  /**
   * A restaurant, and what its owner sees of it.
   *
   * @param edited empty while nobody has edited it
   */
  record Run(Restaurant restaurant, Optional<Kitchen> edited) {
    Kitchen kitchen() {
      return edited.orElseGet(restaurant::kitchen);
    }
  }

  /** Empty when there is no such restaurant, whatever was said of it. */
  Optional<Run> find(String restaurantId) throws Snapshot.Outdated {
    Optional<Restaurant> builtIn = catalogue.restaurant(restaurantId);
    if (builtIn.isPresent()) {
      return Optional.of(of(builtIn.get()));
    }
    return RestaurantFound.isId(restaurantId)
        ? memory.run(restaurantId, snapshot, () -> readReal(restaurantId))
        : readPlaced(restaurantId);
  }

  /** Not remembered: where its postcode is may be said anew. */
  private Optional<Run> readPlaced(String restaurantId) throws Snapshot.Outdated {
    Optional<Postcode> postcode = Catalogue.placeOf(restaurantId);
    if (postcode.isEmpty()) {
      return Optional.empty();
    }
    Optional<Position> position =
        provided
            .postcode(postcode.get())
            .filter(PostcodeResolved::hasPosition)
            .map(fact -> new Position(fact.latitude(), fact.longitude()));
    if (position.isEmpty()) {
      return Optional.empty();
    }
    Optional<Restaurant> placed = catalogue.placedAt(postcode.get(), position.get(), restaurantId);
    return placed.isEmpty() ? Optional.empty() : Optional.of(read(placed.get()));
  }

  Run of(Restaurant builtIn) throws Snapshot.Outdated {
    return memory.run(builtIn.id(), snapshot, () -> Optional.of(read(builtIn))).orElseThrow();
  }

  private Optional<Run> readReal(String restaurantId) throws Snapshot.Outdated {
    Optional<RestaurantFound> found = provided.restaurant(restaurantId);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(read(catalogue.restaurantOf(found.get())));
  }

  /** As it is run now, and not remembered. */
  Run read(Restaurant builtIn) throws Snapshot.Outdated {
    String id = builtIn.id();
    boolean isEdited =
        snapshot.isAnyFor(KitchenFiling.editsOf(id))
            || snapshot.isAnyFor(KitchenFiling.dishesOf(id));
    if (!isEdited) {
      return new Run(builtIn, Optional.empty());
    }
    Kitchen before = builtIn.kitchen();
    List<KitchenDish> added = added(id);
    List<KitchenDish> dishes = new ArrayList<>(before.dishes());
    dishes.addAll(added);
    for (int i = 0; i < dishes.size(); i++) {
      dishes.set(i, edited(id, dishes.get(i)));
    }
    Kitchen kitchen =
        new Kitchen(
            id,
            dishes,
            added.size(),
            hours(id, before.hours()),
            pause(id),
            terms(id, before.terms()));
    return new Run(builtIn.runAs(kitchen), Optional.of(kitchen));
  }

  /** The oldest first. Beyond the bound, which concurrent ones may pass, the newest are kept. */
  private List<KitchenDish> added(String restaurantId) throws Snapshot.Outdated {
    List<KitchenDish> added = new ArrayList<>();
    for (OperationRow row :
        snapshot.newest(
            FiledUnder.AUDIENCE,
            KitchenFiling.dishesOf(restaurantId),
            OperationKind.DISH_ADDED,
            ListCursor.START,
            Bounds.DISHES_ADDED)) {
      TalkRows.readAs(KitchenEdit.AddDish.class, row)
          // Two restaurants may have one fingerprint.
          .filter(facts -> facts.restaurantId().equals(restaurantId))
          .ifPresent(facts -> added.add(KitchenDish.of(facts.itemId(), facts.dish())));
    }
    Collections.reverse(added);
    return added;
  }

  private KitchenDish edited(String restaurantId, KitchenDish dish) throws Snapshot.Outdated {
    long key = KitchenFiling.dish(restaurantId, dish.id());
    Optional<KitchenEdit.EditDish> edit =
        registers.newest(
            KitchenEdit.EditDish.class,
            key,
            OperationKind.DISH_EDITED,
            facts -> facts.restaurantId().equals(restaurantId) && facts.itemId().equals(dish.id()));
    Optional<KitchenEdit.SwitchDish> turned =
        registers.newest(
            KitchenEdit.SwitchDish.class,
            KitchenFiling.dishSwitch(restaurantId, dish.id()),
            OperationKind.DISH_SWITCHED,
            facts -> facts.restaurantId().equals(restaurantId) && facts.itemId().equals(dish.id()));
    KitchenDish now = edit.isPresent() ? dish.editedTo(edit.get().dish()) : dish;
    return turned.isPresent() ? now.switchedTo(turned.get().inStock()) : now;
  }

  private OpeningHours hours(String restaurantId, OpeningHours builtIn) throws Snapshot.Outdated {
    return ofRestaurant(KitchenEdit.SetHours.class, OperationKind.HOURS, restaurantId)
        .map(KitchenEdit.SetHours::hours)
        .orElse(builtIn);
  }

  private Long pause(String restaurantId) throws Snapshot.Outdated {
    return ofRestaurant(KitchenEdit.SetPause.class, OperationKind.PAUSE, restaurantId)
        .map(KitchenEdit.SetPause::untilMillis)
        .orElse(null);
  }

  private DeliveryTerms terms(String restaurantId, DeliveryTerms builtIn) throws Snapshot.Outdated {
    return ofRestaurant(KitchenEdit.SetTerms.class, OperationKind.TERMS, restaurantId)
        .map(
            facts ->
                new DeliveryTerms(facts.minimumOrderPence(), facts.bands(), builtIn.radiusMetres()))
        .orElse(builtIn);
  }

  private <T extends KitchenEdit> Optional<T> ofRestaurant(
      Class<T> type, OperationKind kind, String restaurantId) throws Snapshot.Outdated {
    return registers.newest(
        type,
        KitchenFiling.register(kind, restaurantId),
        kind,
        facts -> facts.restaurantId().equals(restaurantId));
  }
}
