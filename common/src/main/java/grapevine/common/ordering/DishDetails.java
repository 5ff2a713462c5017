package grapevine.common.ordering;

import java.util.List;

/**
 * What a restaurant says of a dish, all at once: name and price are never those of two different
 * edits. Whether it is in stock is said apart.
 */
public record DishDetails(
    String category,
    String name,
    long pricePence,
    List<String> diet,
    List<String> allergens,
    boolean onMenu) {
  /** Front ends take these words only. Those of {@code menus.json}: UK law names these fourteen. */
  public static final List<String> ALLERGENS =
      List.of(
          "celery",
          "gluten",
          "crustaceans",
          "eggs",
          "fish",
          "lupin",
          "milk",
          "molluscs",
          "mustard",
          "nuts",
          "peanuts",
          "sesame",
          "soya",
          "sulphites");

  public static final List<String> DIETS = List.of("vegetarian", "vegan", "halal", "kosher");

  public DishDetails {
    Bounds.required("category", category, Bounds.NAME_CHARS);
    Bounds.required("name", name, Bounds.NAME_CHARS);
    Bounds.pence("pricePence", pricePence);
    diet = Bounds.list("diet", diet, Bounds.DISH_WORDS);
    allergens = Bounds.list("allergens", allergens, Bounds.DISH_WORDS);
  }
}
