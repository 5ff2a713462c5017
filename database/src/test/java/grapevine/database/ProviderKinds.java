package grapevine.database;

import grapevine.common.ordering.HygieneRating;
import grapevine.common.ordering.OpeningHours;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.ProviderFact;
import grapevine.common.ordering.Tile;
import grapevine.database.OperationKinds.Generator;
import java.util.List;
import java.util.Map;

/** How to make an operation of each kind that tells of providers. */
final class ProviderKinds {
  static final String REAL = "osm-node-1";

  /** Where nothing is built in, or each look would go through dozens of restaurants. */
  static final Postcode POSTCODE = new Postcode("ZE1 0AA");

  private static final double LATITUDE = 60.15;
  private static final double LONGITUDE = -1.15;
  private static final Tile TILE = Tile.at(LATITUDE, LONGITUDE);
  private static final List<String> REALS = List.of(REAL, "osm-way-2");

  private ProviderKinds() {}

  static void addTo(Map<Class<? extends Operation>, Generator> all) {
    all.put(
        ProviderFact.AreaWanted.class,
        (some, call) -> new ProviderFact.AreaWanted(TILE, some.millis()));
    all.put(
        ProviderFact.PostcodeWanted.class,
        (some, call) -> new ProviderFact.PostcodeWanted(POSTCODE, some.millis()));
    all.put(
        ProviderFact.RatingsWanted.class,
        (some, call) -> new ProviderFact.RatingsWanted(TILE, some.millis()));
    all.put(
        ProviderFact.RatingsLoaded.class,
        (some, call) -> new ProviderFact.RatingsLoaded(TILE, some.millis()));
    all.put(
        ProviderFact.AreaLoaded.class,
        (some, call) ->
            new ProviderFact.AreaLoaded(
                TILE,
                List.of("osm"),
                some.chance(0.5) ? REALS : List.of(some.pick(REALS)),
                some.millis()));
    all.put(ProviderFact.RestaurantFound.class, (some, call) -> restaurant(some));
    all.put(ProviderFact.PostcodeResolved.class, (some, call) -> postcode(some));
    all.put(
        ProviderFact.ProviderSilenced.class,
        (some, call) -> new ProviderFact.ProviderSilenced("osm", some.millis()));
  }

  private static Operation restaurant(Universe some) {
    return new ProviderFact.RestaurantFound(
        some.pick(REALS),
        some.text(),
        LATITUDE,
        LONGITUDE,
        some.chance(0.5) ? List.of("indian") : List.of(),
        some.chance(0.5) ? OpeningHours.always() : null,
        some.chance(0.5) ? new HygieneRating("" + some.below(6), null) : null,
        some.millis());
  }

  private static Operation postcode(Universe some) {
    Double latitude = some.chance(0.3) ? null : Double.valueOf(LATITUDE + some.below(2) * 0.001);
    return new ProviderFact.PostcodeResolved(
        POSTCODE,
        latitude != null || some.chance(0.5),
        latitude,
        latitude == null ? null : Double.valueOf(LONGITUDE),
        some.chance(0.5),
        "postcodes.io",
        List.of(some.text()),
        some.millis());
  }
}
