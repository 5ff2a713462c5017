package grapevine.replica;

import grapevine.common.ordering.Attribution;
import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.HygieneRating;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.ProviderFact;
import grapevine.common.ordering.ProviderFact.AreaLoaded;
import grapevine.common.ordering.ProviderFact.AreaWanted;
import grapevine.common.ordering.ProviderFact.PostcodeResolved;
import grapevine.common.ordering.ProviderFact.PostcodeWanted;
import grapevine.common.ordering.ProviderFact.RatingsLoaded;
import grapevine.common.ordering.ProviderFact.RatingsWanted;
import grapevine.common.ordering.ProviderFact.RestaurantFound;
import grapevine.common.ordering.ProviderFact.Want;
import grapevine.common.ordering.Tile;
import grapevine.database.ProviderWants;
import grapevine.replica.ProviderSource.Fetched;
import grapevine.replica.provider.Coordinates;
import grapevine.replica.provider.FailureReason;
import grapevine.replica.provider.FoundArea;
import grapevine.replica.provider.FoundRestaurant;
import grapevine.replica.provider.HygieneArea;
import grapevine.replica.provider.Inspection;
import grapevine.replica.provider.PostcodeAddresses;
import grapevine.replica.provider.ProviderResult;
import grapevine.replica.provider.ProviderResult.Absence;
import grapevine.replica.provider.ProviderResult.Failed;
import grapevine.replica.provider.ProviderResult.Found;
import grapevine.replica.provider.ProviderResult.NotThere;
import grapevine.replica.provider.Providers;
import grapevine.replica.provider.RatedRestaurant;
import grapevine.replica.provider.ResolvedPostcode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** What the external APIs say, as facts. */
final class OpenData {
  /** Who says 429 and not for how long means at least this. */
  private static final long SILENT_MILLIS = TimeUnit.MINUTES.toMillis(1);

  private OpenData() {}

  static List<ProviderSource> of(Providers providers) {
    return List.of(
        new Areas(providers, System::currentTimeMillis),
        new Ratings(providers),
        new Postcodes(providers, System::currentTimeMillis));
  }

  /** Restaurants of the map, with the hygiene ratings that are theirs, if those came. */
  record Areas(Providers providers, LongSupplier nowMillis) implements ProviderSource {
    @Override
    public boolean takes(Want want) {
      return want instanceof AreaWanted;
    }

    @Override
    public String provider() {
      return Attribution.OSM.source();
    }

    @Override
    public Fetched fetch(Want want, ProviderWants known) {
      AreaWanted wanted = (AreaWanted) want;
      ProviderResult<FoundArea> map = providers.map().restaurants(wanted.tile());
      if (!(map instanceof Found<FoundArea> found)) {
        return nothing(provider(), map);
      }
      String agency = Attribution.FSA.source();
      boolean isAsked = known.silencedUntil(agency) <= nowMillis.getAsLong();
      ProviderResult<HygieneArea> hygiene =
          isAsked
              ? providers.hygiene().near(wanted.tile())
              : ProviderResult.failed(FailureReason.RATE_LIMITED);
      return new Fetched(
          area(wanted, found.value(), hygiene, known::restaurant),
          isAsked ? nothing(agency, hygiene).silence() : null,
          false);
    }
  }

  /** The agency's ratings of restaurants that are known, which change sooner than the map. */
  record Ratings(Providers providers) implements ProviderSource {
    @Override
    public boolean takes(Want want) {
      return want instanceof RatingsWanted;
    }

    @Override
    public String provider() {
      return Attribution.FSA.source();
    }

    @Override
    public Fetched fetch(Want want, ProviderWants known) {
      Tile tile = ((RatingsWanted) want).tile();
      ProviderResult<HygieneArea> hygiene = providers.hygiene().near(tile);
      return hygiene instanceof Found<HygieneArea> found
          // Read only now: the map may have been asked meanwhile.
          ? Fetched.of(ratings(found.value(), known.restaurants(tile), known::restaurant))
          : nothing(provider(), hygiene);
    }
  }

  /** postcodes.io; while it does not answer, the middle of what the map has at a postcode. */
  record Postcodes(Providers providers, LongSupplier nowMillis) implements ProviderSource {
    @Override
    public boolean takes(Want want) {
      return want instanceof PostcodeWanted;
    }

    @Override
    public String provider() {
      return Attribution.POSTCODES_IO.source();
    }

    @Override
    public Fetched fetch(Want want, ProviderWants known) {
      Postcode postcode = ((PostcodeWanted) want).postcode();
      ProviderResult<ResolvedPostcode> resolved = providers.postcodes().resolve(postcode);
      if (resolved instanceof Found<ResolvedPostcode> found) {
        List<String> addresses =
            known.postcode(postcode).map(PostcodeResolved::addresses).orElse(List.of());
        return Fetched.of(List.of(resolved(found.value(), addresses)));
      }
      if (resolved instanceof NotThere<ResolvedPostcode> absent) {
        return absent.reason() == Absence.UNKNOWN
            ? Fetched.of(List.of(unknown(postcode, nowMillis.getAsLong())))
            : Fetched.NOTHING;
      }
      String map = Attribution.OSM.source();
      if (known.silencedUntil(map) > nowMillis.getAsLong()) {
        return nothing(provider(), resolved);
      }
      ProviderResult<PostcodeAddresses> addresses = providers.map().addresses(postcode);
      if (addresses instanceof Found<PostcodeAddresses> found) {
        return Fetched.of(List.of(resolved(found.value())));
      }
      Fetched silent = nothing(map, addresses);
      return silent.silence() == null ? nothing(provider(), resolved) : silent;
    }
  }

  static List<ProviderFact> area(
      AreaWanted wanted,
      FoundArea found,
      ProviderResult<HygieneArea> hygiene,
      Function<String, Optional<RestaurantFound>> known) {
    List<String> sources = new ArrayList<>(List.of(Attribution.OSM.source()));
    List<Inspection> inspections = List.of();
    if (hygiene instanceof Found<HygieneArea> rated) {
      sources.add(Attribution.FSA.source());
      inspections = rated.value().inspections();
    }
    boolean isRated = hygiene instanceof Found;
    List<ProviderFact> facts = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (RatedRestaurant each : RatedRestaurant.join(found.restaurants(), inspections)) {
      Optional<RestaurantFound> restaurant =
          restaurant(each, found.fetchedAtMillis())
              .map(fresh -> fresh.hygiene() == null ? ratedAs(fresh, isRated, known) : fresh);
      if (restaurant.isPresent() && ids.size() < Bounds.AREA_RESTAURANTS) {
        facts.add(restaurant.get());
        ids.add(restaurant.get().restaurantId());
      }
    }
    facts.add(new AreaLoaded(wanted.tile(), sources, ids, found.fetchedAtMillis()));
    return facts;
  }

  /** None is taken away: the agency tells those within a mile, and the tile reaches further. */
  static List<ProviderFact> ratings(
      HygieneArea hygiene, List<String> ids, Function<String, Optional<RestaurantFound>> known) {
    List<ProviderFact> facts = new ArrayList<>();
    for (String id : ids) {
      Optional<RestaurantFound> before = known.apply(id);
      before
          .flatMap(it -> ratingOf(it, hygiene.inspections()))
          .filter(rating -> !rating.equals(before.get().hygiene()))
          .ifPresent(rating -> facts.add(before.get().rated(rating)));
    }
    facts.add(new RatingsLoaded(hygiene.tile(), hygiene.fetchedAtMillis()));
    return facts;
  }

  private static Optional<HygieneRating> ratingOf(
      RestaurantFound found, List<Inspection> inspections) {
    Coordinates place = new Coordinates(found.latitude(), found.longitude());
    return RatedRestaurant.ratingOf(found.fhrsId(), place, inspections);
  }

  /** Empty for one that is beyond a bound of ours, whatever the map says. */
  private static Optional<RestaurantFound> restaurant(RatedRestaurant rated, long fetchedAt) {
    FoundRestaurant found = rated.restaurant();
    String id = "osm-" + found.osmId().replace('/', '-');
    try {
      return Optional.of(
          new RestaurantFound(
              id,
              found.name(),
              found.place().latitude(),
              found.place().longitude(),
              found.cuisines().stream().limit(Bounds.CUISINES).toList(),
              found.hours().orElse(null),
              rated.rating(),
              found.fhrsId(),
              fetchedAt));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * While the agency does not answer, what it said before stands; also where it says nothing of
   * what it has rated, being asked about another tile.
   */
  private static RestaurantFound ratedAs(
      RestaurantFound fresh, boolean isRated, Function<String, Optional<RestaurantFound>> known) {
    return known
        .apply(fresh.restaurantId())
        .filter(
            before ->
                !isRated || (fresh.fhrsId() != null && fresh.fhrsId().equals(before.fhrsId())))
        .map(before -> fresh.rated(before.hygiene()))
        .orElse(fresh);
  }

  private static PostcodeResolved resolved(PostcodeAddresses map) {
    List<String> addresses = new ArrayList<>();
    for (PostcodeAddresses.Address address : map.addresses()) {
      if (addresses.size() < Bounds.ADDRESSES) {
        String town = address.town().isEmpty() ? "" : ", " + address.town();
        addresses.add(address.number() + " " + address.street() + town);
      }
    }
    return resolved(map.resolved(), addresses);
  }

  private static PostcodeResolved resolved(ResolvedPostcode found, List<String> addresses) {
    boolean hasPlace = found.place() != null;
    return new PostcodeResolved(
        found.postcode(),
        true,
        hasPlace ? found.place().latitude() : null,
        hasPlace ? found.place().longitude() : null,
        found.isRetired(),
        found.source() == ResolvedPostcode.Source.OSM
            ? Attribution.OSM.source()
            : Attribution.POSTCODES_IO.source(),
        addresses,
        found.fetchedAtMillis());
  }

  private static PostcodeResolved unknown(Postcode postcode, long fetchedAt) {
    return new PostcodeResolved(
        postcode,
        false,
        null,
        null,
        false,
        Attribution.POSTCODES_IO.source(),
        List.of(),
        fetchedAt);
  }

  private static Fetched nothing(String provider, ProviderResult<?> result) {
    if (!(result instanceof Failed<?> failed)) {
      return Fetched.NOTHING;
    }
    if (failed.reason() == FailureReason.RATE_LIMITED) {
      return Fetched.silenced(provider, Math.max(SILENT_MILLIS, failed.retryAfterMillis()));
    }
    return failed.reason() == FailureReason.QUOTA ? Fetched.NOT_ASKED : Fetched.NOTHING;
  }
}
