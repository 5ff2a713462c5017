package grapevine.common.ordering;

import java.util.List;

/**
 * A restaurant's menu. {@code demo} marks invented dishes, whose allergens are no advice to anyone.
 */
public record Menu(String restaurantId, boolean demo, List<Category> categories) {
  public Menu {
    categories = List.copyOf(categories);
  }

  /** A heading and its dishes in the restaurant's order. */
  public record Category(String name, List<Item> items) {
    public Category {
      items = List.copyOf(items);
    }
  }

  /** A dish; the id is unique within the restaurant. */
  public record Item(
      String id,
      String name,
      long pricePence,
      List<String> diet,
      List<String> allergens,
      boolean inStock,
      List<Option> options) {
    public Item {
      diet = List.copyOf(diet);
      allergens = List.copyOf(allergens);
      options = List.copyOf(options);
    }
  }

  /** From {@code min} to {@code max} different choices must be made. */
  public record Option(String id, String name, int min, int max, List<Choice> choices) {
    public Option {
      choices = List.copyOf(choices);
    }
  }

  /**
   * The id is unique within the dish, so a basket names choices without their options. The price
   * adds to the dish's.
   */
  public record Choice(String id, String name, long pricePence) {}
}
