package grapevine.database.catalogue;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.ordering.DeliveryTerms;
import grapevine.common.ordering.Menu;
import grapevine.common.ordering.OpeningHours;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.ProviderFact.RestaurantFound;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the restaurants: one of each cuisine for each known postcode. Whatever looks random (place,
 * terms, speed) comes from a hash of the restaurant's id, so it is the same everywhere and for
 * ever.
 */
final class CatalogueAssembly {
  /**
   * The one that never closes and delivers far, so that a demo does not fail because it is night.
   */
  static final String OPEN_24_HOURS = "burger";

  private static final int NIGHT_RADIUS_METRES = 10_000;
  private static final int NEAREST_METRES = 150;
  private static final int SPREAD_METRES = 1_800;
  private static final int FASTEST_KITCHEN_MINUTES = 15;
  private static final int NAMES_APART = 1_000;
  private static final Pattern ID = Pattern.compile("([a-z0-9]{2,4})-([0-9][a-z]{2})-[a-z0-9-]+");

  private final MenusFile menus;
  private final Map<String, List<Menu.Category>> categoriesByCuisine = new TreeMap<>();
  private final Map<String, OpeningHours> hoursByTemplate = new ConcurrentHashMap<>();

  CatalogueAssembly(MenusFile menus) {
    this.menus = menus;
    menus
        .cuisines()
        .forEach((cuisine, dishes) -> categoriesByCuisine.put(cuisine, categories(dishes)));
  }

  /** {@code index} is the postcode's place in the file: neighbours get different names. */
  List<Restaurant> restaurantsAt(PostcodesFile.Entry entry, int index) {
    List<Restaurant> restaurants = new ArrayList<>();
    for (String cuisine : menus.cuisines().keySet()) {
      restaurants.add(restaurant(entry, cuisine, index + restaurants.size()));
    }
    return restaurants;
  }

  /** As for a postcode of the file, where somebody else says that one is. */
  List<Restaurant> restaurantsAt(Postcode postcode, Position position) {
    return restaurantsAt(entry(postcode, position), firstName(postcode));
  }

  /** One of those, without the others; empty when the id is none of theirs. */
  Optional<Restaurant> restaurantAt(Postcode postcode, Position position, String restaurantId) {
    int nameIndex = firstName(postcode);
    for (String cuisine : menus.cuisines().keySet()) {
      if (idOf(postcode, cuisine).equals(restaurantId)) {
        return Optional.of(restaurant(entry(postcode, position), cuisine, nameIndex));
      }
      nameIndex++;
    }
    return Optional.empty();
  }

  private static PostcodesFile.Entry entry(Postcode postcode, Position position) {
    return new PostcodesFile.Entry(
        postcode,
        null,
        null,
        postcode.text(),
        null,
        null,
        position.latitude(),
        position.longitude(),
        null);
  }

  private static int firstName(Postcode postcode) {
    return Math.floorMod(postcode.text().hashCode(), NAMES_APART);
  }

  private static String idOf(Postcode postcode, String cuisine) {
    return slug(postcode.text()) + "-" + slug(cuisine);
  }

  /** Whose restaurant this would be, if somebody knows where that is. */
  static Optional<Postcode> postcodeOf(String restaurantId) {
    Matcher id = ID.matcher(restaurantId);
    return id.matches() ? Postcode.parse(id.group(1) + " " + id.group(2)) : Optional.empty();
  }

  private Restaurant restaurant(PostcodesFile.Entry entry, String cuisine, int nameIndex) {
    String id = idOf(entry.postcode(), cuisine);
    List<String> names = menus.inventedNames().get(cuisine);
    String name = names.get(nameIndex % names.size()) + ", " + street(entry.place());
    Hash128 seed = CanonicalHash.of("grapevine/catalogue/1", id.getBytes(StandardCharsets.UTF_8));
    Position centre = new Position(entry.latitude(), entry.longitude());
    Position position =
        centre.movedBy(NEAREST_METRES + pick(seed, 0, SPREAD_METRES), pick(seed, 1, 360));
    DeliveryTerms terms =
        menus.deliveryTemplates().get(pick(seed, 2, menus.deliveryTemplates().size()));
    boolean isAlwaysOpen = cuisine.equals(OPEN_24_HOURS);
    return new Restaurant(
        id,
        name,
        cuisine,
        position,
        isAlwaysOpen ? terms.withRadius(NIGHT_RADIUS_METRES) : terms,
        isAlwaysOpen ? OpeningHours.always() : hours(cuisine),
        FASTEST_KITCHEN_MINUTES + 5 * pick(seed, 3, 3),
        new Menu(id, true, categoriesByCuisine.get(cuisine)),
        0,
        null);
  }

  /**
   * As if its cuisine's restaurant of the catalogue had moved there; one whose cuisine has no menu
   * gets some menu.
   *
   * @param ourWord for a word of the provider's
   */
  Restaurant restaurantOf(RestaurantFound found, UnaryOperator<String> ourWord) {
    String id = found.restaurantId();
    Hash128 seed = CanonicalHash.of("grapevine/real/1", id.getBytes(StandardCharsets.UTF_8));
    List<String> known = List.copyOf(menus.cuisines().keySet());
    String cuisine =
        found.cuisines().stream()
            .map(ourWord)
            .filter(categoriesByCuisine::containsKey)
            .findFirst()
            .orElseGet(() -> known.get(pick(seed, 1, known.size())));
    return new Restaurant(
        id,
        found.name(),
        cuisine,
        new Position(found.latitude(), found.longitude()),
        menus.deliveryTemplates().get(pick(seed, 2, menus.deliveryTemplates().size())),
        found.hours() == null ? hours(cuisine) : found.hours(),
        FASTEST_KITCHEN_MINUTES + 5 * pick(seed, 3, 3),
        new Menu(id, true, categoriesByCuisine.get(cuisine)),
        0,
        found);
  }

  private OpeningHours hours(String cuisine) {
    String template = menus.hoursByCuisine().getOrDefault(cuisine, "default");
    // Parsed once each: this runs while a replica starts, before anything is compiled.
    return hoursByTemplate.computeIfAbsent(
        template, name -> OpeningHours.ofTemplate(menus.hoursTemplates().get(name)));
  }

  /** Four independent 16-bit draws are enough for one restaurant. */
  private static int pick(Hash128 seed, int draw, int bound) {
    return (int) ((seed.high() >>> (16 * draw)) & 0xFFFF) % bound;
  }

  private static List<Menu.Category> categories(List<MenusFile.Dish> dishes) {
    Map<String, List<Menu.Item>> byCategory = new LinkedHashMap<>();
    for (MenusFile.Dish dish : dishes) {
      byCategory.computeIfAbsent(dish.category(), category -> new ArrayList<>()).add(item(dish));
    }
    List<Menu.Category> categories = new ArrayList<>();
    byCategory.forEach((name, items) -> categories.add(new Menu.Category(name, items)));
    return List.copyOf(categories);
  }

  private static Menu.Item item(MenusFile.Dish dish) {
    List<Menu.Option> options = new ArrayList<>();
    if (dish.options() != null) {
      dish.options().forEach(option -> options.add(option(option)));
    }
    return new Menu.Item(
        slug(dish.name()),
        dish.name(),
        dish.pricePence(),
        dish.diet(),
        dish.allergens(),
        true,
        options);
  }

  private static Menu.Option option(MenusFile.DishOption option) {
    String optionId = slug(option.name());
    List<Menu.Choice> choices = new ArrayList<>();
    for (MenusFile.DishChoice choice : option.choices()) {
      // The option's id keeps choices apart that have one name in two options of a dish.
      String id = optionId + "-" + slug(choice.name());
      choices.add(new Menu.Choice(id, choice.name(), choice.pricePence()));
    }
    return new Menu.Option(optionId, option.name(), option.min(), option.max(), choices);
  }

  /** "Durham University, Stockton Road" is in Stockton Road; other places name themselves. */
  private static String street(String place) {
    return place.substring(place.lastIndexOf(',') + 1).strip();
  }

  /** Letters and digits, and one dash for whatever is between them. */
  private static String slug(String name) {
    StringBuilder slug = new StringBuilder(name.length());
    boolean isBetween = false;
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      boolean isKept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (isKept) {
        slug.append(isBetween && !slug.isEmpty() ? "-" : "").append(c);
      }
      isBetween = !isKept;
    }
    return slug.toString();
  }
}
