package grapevine.database;

import grapevine.common.ordering.DeliveryTerms;
import grapevine.common.ordering.DishDetails;
import grapevine.common.ordering.KitchenEdit;
import grapevine.common.ordering.OpeningHours;
import grapevine.common.ordering.Operation;
import grapevine.database.OperationKinds.Generator;
import java.util.List;
import java.util.Map;

/** How to make an operation of each kind that restaurants are run by, and favourites. */
final class KitchenKinds {
  private static final List<String> OFTEN = List.of("17:00", "00:30");
  private static final List<OpeningHours> HOURS =
      List.of(
          OpeningHours.always(),
          OpeningHours.ofTemplate(Map.of("mon-sun", List.of(OFTEN))),
          OpeningHours.ofTemplate(Map.of()));

  private KitchenKinds() {}

  static void addTo(Map<Class<? extends Operation>, Generator> all) {
    all.put(
        KitchenEdit.AddDish.class,
        (some, call) ->
            new KitchenEdit.AddDish(
                restaurant(some), Universe.dishId(call), dish(some), some.millis()));
    all.put(
        KitchenEdit.EditDish.class,
        (some, call) ->
            new KitchenEdit.EditDish(
                restaurant(some), some.pick(Universe.DISHES), dish(some), some.millis()));
    all.put(
        KitchenEdit.SwitchDish.class,
        (some, call) ->
            new KitchenEdit.SwitchDish(
                restaurant(some), some.pick(Universe.DISHES), some.chance(0.5), some.millis()));
    all.put(
        KitchenEdit.SetHours.class,
        (some, call) ->
            new KitchenEdit.SetHours(restaurant(some), some.pick(HOURS), some.millis()));
    all.put(
        KitchenEdit.SetPause.class,
        (some, call) ->
            new KitchenEdit.SetPause(
                restaurant(some),
                some.chance(0.3) ? null : Long.valueOf(some.millis() + 1 + some.below(2)),
                some.millis()));
    all.put(
        KitchenEdit.SetTerms.class,
        (some, call) ->
            new KitchenEdit.SetTerms(
                restaurant(some),
                500L * some.below(3),
                List.of(new DeliveryTerms.Band(0, 100L * some.below(3))),
                some.millis()));
    all.put(
        Operation.SetFavourite.class,
        (some, call) ->
            new Operation.SetFavourite(
                some.pick(Universe.CUSTOMERS), restaurant(some), some.chance(0.6), some.millis()));
  }

  private static String restaurant(Universe some) {
    return some.pick(Universe.RESTAURANTS);
  }

  private static DishDetails dish(Universe some) {
    return new DishDetails(
        "Sides", some.text(), 300L + some.below(2), List.of(), List.of("milk"), some.chance(0.7));
  }
}
