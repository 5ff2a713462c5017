package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonInclude;
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

  /**
   * A dish; the id is unique within the restaurant.
   *
   * @param portionsLeft null, and not shown, unless they are limited
   */
  public record Item(
      String id,
      String name,
      long pricePence,
      List<String> diet,
      List<String> allergens,
      boolean inStock,
      @JsonInclude(JsonInclude.Include.NON_NULL) Integer portionsLeft,
      List<Option> options) {
    public Item {
      diet = List.copyOf(diet);
      allergens = List.copyOf(allergens);
      options = List.copyOf(options);
    }

    /** With as many portions as are ordered. */
    public Item(
        String id,
        String name,
        long pricePence,
        List<String> diet,
        List<String> allergens,
        boolean inStock,
        List<Option> options) {
      this(id, name, pricePence, diet, allergens, inStock, null, options);
    }

    /** The same dish while only so many portions are left. */
    public Item limitedTo(int portions) {
      return new Item(
          id, name, pricePence, diet, allergens, inStock && portions > 0, portions, options);
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
