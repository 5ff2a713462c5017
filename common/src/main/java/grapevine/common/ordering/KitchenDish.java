package grapevine.common.ordering;

import java.util.List;

/** A dish as its restaurant sees it: also one that is off the menu just now. */
public record KitchenDish(
    String id,
    String category,
    String name,
    long pricePence,
    List<String> diet,
    List<String> allergens,
    boolean onMenu,
    boolean inStock,
    List<Menu.Option> options) {
  public KitchenDish {
    diet = List.copyOf(diet);
    allergens = List.copyOf(allergens);
    options = List.copyOf(options);
  }

  /** One that stands on the menu. */
  public static KitchenDish of(String category, Menu.Item item) {
    return new KitchenDish(
        item.id(),
        category,
        item.name(),
        item.pricePence(),
        item.diet(),
        item.allergens(),
        true,
        item.inStock(),
        item.options());
  }

  /** A new one, without options. */
  public static KitchenDish of(String id, DishDetails details) {
    return of(id, details, true, List.of());
  }

  private static KitchenDish of(
      String id, DishDetails details, boolean inStock, List<Menu.Option> options) {
    return new KitchenDish(
        id,
        details.category(),
        details.name(),
        details.pricePence(),
        details.diet(),
        details.allergens(),
        details.onMenu(),
        inStock,
        options);
  }

  public DishDetails details() {
    return new DishDetails(category, name, pricePence, diet, allergens, onMenu);
  }

  /** The options stay as they are. */
  public KitchenDish editedTo(DishDetails details) {
    return of(id, details, inStock, options);
  }

  public KitchenDish switchedTo(boolean isInStock) {
    return of(id, details(), isInStock, options);
  }

  public Menu.Item item() {
    return new Menu.Item(id, name, pricePence, diet, allergens, inStock, options);
  }
}
