package grapevine.database.catalogue;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Postcode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Every known postcode, restaurant and voucher, in memory and immutable: any thread may read it.
 */
public final class Catalogue {
  private final Map<Postcode, Position> postcodes = new TreeMap<>();
  private final Map<String, Restaurant> restaurants = new TreeMap<>();
  private final Map<Postcode, List<Nearby>> reach = new TreeMap<>();
  private final Map<String, Voucher> vouchers = new TreeMap<>();
  private final Map<String, String> cuisineAliases;

  /** A restaurant that delivers to a postcode, and how far it is. */
  record Nearby(Restaurant restaurant, int metres) {}

  private Catalogue(PostcodesFile postcodesFile, MenusFile menus) {
    CatalogueAssembly assembly = new CatalogueAssembly(menus);
    for (PostcodesFile.Entry entry : postcodesFile.postcodes()) {
      for (Restaurant restaurant : assembly.restaurantsAt(entry, postcodes.size())) {
        restaurants.put(restaurant.id(), restaurant);
      }
      postcodes.put(entry.postcode(), new Position(entry.latitude(), entry.longitude()));
    }
    postcodes.forEach((postcode, position) -> reach.put(postcode, reaching(position)));
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

  /** In order of id. */
  List<Nearby> near(Postcode postcode) {
    return reach.getOrDefault(postcode, List.of());
  }

  /** Empty when the postcode is unknown. */
  OptionalInt metres(Restaurant restaurant, Postcode postcode) {
    Position position = postcodes.get(postcode);
    return position == null
        ? OptionalInt.empty()
        : OptionalInt.of(restaurant.position().metresTo(position));
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

  private List<Nearby> reaching(Position position) {
    List<Nearby> nearby = new ArrayList<>();
    for (Restaurant restaurant : restaurants.values()) {
      int radius = restaurant.terms().radiusMetres();
      if (restaurant.position().isSurelyBeyond(radius, position)) {
        continue;
      }
      int metres = restaurant.position().metresTo(position);
      if (metres <= radius) {
        nearby.add(new Nearby(restaurant, metres));
      }
    }
    return List.copyOf(nearby);
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
