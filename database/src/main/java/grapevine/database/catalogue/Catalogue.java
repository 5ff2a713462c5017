package grapevine.database.catalogue;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.ProviderFact.RestaurantFound;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every known postcode, restaurant and voucher, in memory and immutable: any thread may read it.
 */
public final class Catalogue {
  static final String SOURCE = "catalogue";

  private final Map<Postcode, Position> postcodes = new TreeMap<>();
  private final Map<Postcode, String> addresses = new TreeMap<>();
  private final Map<String, Position> middles = new TreeMap<>();
  private final CatalogueAssembly assembly;
  private final Map<String, Restaurant> restaurants = new TreeMap<>();

  /** By the positions of known postcodes. */
  private final Map<Position, List<Restaurant>> reach = new HashMap<>();

  private final Map<String, Voucher> vouchers = new TreeMap<>();
  private final Map<String, String> cuisineAliases;

  private Catalogue(PostcodesFile postcodesFile, MenusFile menus) {
    assembly = new CatalogueAssembly(menus);
    for (PostcodesFile.Entry entry : postcodesFile.postcodes()) {
      for (Restaurant restaurant : assembly.restaurantsAt(entry, postcodes.size())) {
        restaurants.put(restaurant.id(), restaurant);
      }
      postcodes.put(entry.postcode(), new Position(entry.latitude(), entry.longitude()));
      addresses.put(entry.postcode(), entry.place() + ", " + entry.town());
    }
    fillMiddles();
    postcodes.values().forEach(position -> reach.put(position, reaching(position)));
    menus.vouchers().forEach(voucher -> vouchers.put(voucher.code(), voucher));
    cuisineAliases = new TreeMap<>(menus.cuisineAliases());
  }

  /**
   * Reads the two files of the jar; tens of milliseconds once Jackson is warm, more in a cold
   * process.
   */
  public static Catalogue load() {
    return new Catalogue(
        resource("postcodes.json", PostcodesFile.class), resource("menus.json", MenusFile.class));
  }

  public boolean knows(Postcode postcode) {
    return postcodes.containsKey(postcode);
  }

  public List<Postcode> postcodes() {
    return List.copyOf(postcodes.keySet());
  }

  public List<String> restaurantIds() {
    return List.copyOf(restaurants.keySet());
  }

  /** Nobody can issue a voucher of this code: it has terms of its own. */
  public boolean hasVoucher(String code) {
    return voucher(code).isPresent();
  }

  /**
   * Equal at two replicas exactly when their catalogues are: compare it before trusting answers to
   * agree.
   */
  public Hash128 contentHash() {
    List<Object> content =
        List.of(List.copyOf(restaurants.values()), postcodes, vouchers, cuisineAliases);
    return CanonicalHash.of("grapevine/catalogue-content/1", Json.bytes(content));
  }

  /** As it was built in; empty when there is no such restaurant. */
  public Optional<Restaurant> restaurant(String restaurantId) {
    return Optional.ofNullable(restaurants.get(restaurantId));
  }

  /** A real restaurant: what nobody tells of it is made up from its id. */
  public Restaurant restaurantOf(RestaurantFound found) {
    return assembly.restaurantOf(found, this::cuisine);
  }

  /** Invented ones round a postcode that is not built in; whoever says where it is may err. */
  public List<Restaurant> placedAt(Postcode postcode, Position position) {
    return knows(postcode) ? List.of() : assembly.restaurantsAt(postcode, position);
  }

  /** One of {@link #placedAt} by its id. */
  public Optional<Restaurant> placedAt(Postcode postcode, Position position, String restaurantId) {
    return knows(postcode)
        ? Optional.empty()
        : assembly.restaurantAt(postcode, position, restaurantId);
  }

  /** The postcode that one of {@link #placedAt} is at, by its id. */
  public static Optional<Postcode> placeOf(String restaurantId) {
    return CatalogueAssembly.postcodeOf(restaurantId);
  }

  /** Those that deliver there, in order of id. */
  List<Restaurant> near(Place place) {
    List<Restaurant> known = reach.get(place.position());
    return known != null ? known : reaching(place.position());
  }

  Optional<Position> position(Postcode postcode) {
    return Optional.ofNullable(postcodes.get(postcode));
  }

  /** Of the known postcodes of an outcode; empty when there are none. */
  Optional<Position> middle(String outcode) {
    return Optional.ofNullable(middles.get(outcode));
  }

  /** Samples, for who has to type one. */
  public List<String> addresses(Postcode postcode) {
    return Optional.ofNullable(addresses.get(postcode)).stream().toList();
  }

  Optional<Voucher> voucher(String code) {
    return Optional.ofNullable(vouchers.get(code.strip().toUpperCase(Locale.ROOT)));
  }

  /**
   * Our word for a cuisine: "Sushi" is japanese. An unknown word stays as it is and matches
   * nothing.
   */
  String cuisine(String word) {
    String plain = word.strip().toLowerCase(Locale.ROOT);
    String alias = cuisineAliases.get(plain);
    if (alias != null) {
      return alias;
    }
    String joined = plain.replace(' ', '_').replace('-', '_');
    return cuisineAliases.getOrDefault(joined, joined);
  }

  private List<Restaurant> reaching(Position position) {
    return restaurants.values().stream()
        .filter(restaurant -> restaurant.reaches(position))
        .toList();
  }

  private void fillMiddles() {
    Map<String, List<Position>> byOutcode = new TreeMap<>();
    postcodes.forEach(
        (postcode, position) ->
            byOutcode.computeIfAbsent(postcode.outcode(), any -> new ArrayList<>()).add(position));
    byOutcode.forEach((outcode, positions) -> middles.put(outcode, Position.middle(positions)));
  }

  private static <T> T resource(String name, Class<T> type) {
    try (InputStream stream = Catalogue.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the jar; build it again");
      }
      return Json.read(stream.readAllBytes(), type);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " from the jar", e);
    }
  }
}
