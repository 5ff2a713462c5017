package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonInclude;
import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What is asked of providers of open data, and what they answered: a fact like any other, so that
 * the cluster asks once and every replica manager shows the same. Answers are registers: of two for
 * one place the newest by (lamport, call id) counts.
 */
public sealed interface ProviderFact extends Operation.OfProviders {
  /** Equal for equal facts, so the same made by several is one update. */
  default Hash128 callId() {
    return CanonicalHash.of("grapevine/call/provider/1", Json.bytes(this));
  }

  /** A want; {@code atMillis} is a period's beginning, so all wants of a period are one. */
  sealed interface Want extends ProviderFact {
    /** After so long one that was not met may be said again. */
    long PERIOD_MILLIS = TimeUnit.HOURS.toMillis(1);

    /** What is wanted, in a word. */
    String key();

    long atMillis();

    /** Whether an answer gets so much better by it that it is worth a moment. */
    default boolean customersWait() {
      return true;
    }

    private static long period(long nowMillis) {
      return Math.floorDiv(nowMillis, PERIOD_MILLIS) * PERIOD_MILLIS;
    }
  }

  record AreaWanted(Tile tile, long atMillis) implements Want {
    public AreaWanted {
      requireValue("tile", tile);
    }

    public static AreaWanted now(Tile tile, long nowMillis) {
      return new AreaWanted(tile, Want.period(nowMillis));
    }

    @Override
    public String key() {
      return tile.text();
    }
  }

  /** The agency's, of restaurants that are known. */
  record RatingsWanted(Tile tile, long atMillis) implements Want {
    public RatingsWanted {
      requireValue("tile", tile);
    }

    public static RatingsWanted now(Tile tile, long nowMillis) {
      return new RatingsWanted(tile, Want.period(nowMillis));
    }

    @Override
    public String key() {
      return tile.text();
    }

    @Override
    public boolean customersWait() {
      return false;
    }
  }

  record PostcodeWanted(Postcode postcode, long atMillis) implements Want {
    public PostcodeWanted {
      requireValue("postcode", postcode);
    }

    public static PostcodeWanted now(Postcode postcode, long nowMillis) {
      return new PostcodeWanted(postcode, Want.period(nowMillis));
    }

    @Override
    public String key() {
      return postcode.text();
    }
  }

  /**
   * Where a postcode is, or that there is none.
   *
   * @param known false: the provider says that there is no such postcode
   * @param latitude null, as the longitude, where the provider has no position for it
   * @param retired it was in use once; its position still holds
   * @param addresses some of those at it, as suggestions
   */
  record PostcodeResolved(
      Postcode postcode,
      boolean known,
      Double latitude,
      Double longitude,
      boolean retired,
      String source,
      List<String> addresses,
      long fetchedAtMillis)
      implements ProviderFact {
    public PostcodeResolved {
      requireValue("postcode", postcode);
      if ((latitude == null) != (longitude == null)) {
        throw new IllegalArgumentException("latitude and longitude come together");
      }
      if (latitude != null) {
        requirePosition(latitude, longitude);
      }
      Bounds.required("source", source, Bounds.NAME_CHARS);
      addresses = Bounds.list("addresses", addresses, Bounds.ADDRESSES);
      addresses.forEach(line -> Bounds.required("addresses", line, Bounds.NOTE_CHARS));
    }

    public boolean hasPosition() {
      return latitude != null;
    }
  }

  /** All that was found around a tile; the restaurants themselves are in their own registers. */
  record AreaLoaded(
      Tile tile, List<String> sources, List<String> restaurantIds, long fetchedAtMillis)
      implements ProviderFact {
    public AreaLoaded {
      requireValue("tile", tile);
      sources = Bounds.list("sources", sources, Bounds.SOURCES);
      sources.forEach(source -> Bounds.required("sources", source, Bounds.NAME_CHARS));
      restaurantIds = Bounds.list("restaurantIds", restaurantIds, Bounds.AREA_RESTAURANTS);
      restaurantIds.forEach(RestaurantFound::requireId);
    }
  }

  /** The agency was asked about a tile; the ratings are in the restaurants' own registers. */
  record RatingsLoaded(Tile tile, long fetchedAtMillis) implements ProviderFact {
    public RatingsLoaded {
      requireValue("tile", tile);
    }
  }

  /**
   * A real restaurant. What it cooks and charges is nobody's open data: that is made up from its
   * id.
   *
   * @param cuisines as the provider words them; may be empty
   * @param hours null when they are not told or not understood
   * @param hygiene null when there is none
   * @param fhrsId under which the agency rates it, as the map says; null when it does not
   */
  record RestaurantFound(
      String restaurantId,
      String name,
      double latitude,
      double longitude,
      List<String> cuisines,
      OpeningHours hours,
      HygieneRating hygiene,
      @JsonInclude(JsonInclude.Include.NON_NULL) Long fhrsId,
      long fetchedAtMillis)
      implements ProviderFact {
    private static final Pattern ID = Pattern.compile("osm-(node|way|relation)-[0-9]{1,19}");

    public RestaurantFound {
      requireId(restaurantId);
      Bounds.required("name", name, Bounds.NAME_CHARS);
      requirePosition(latitude, longitude);
      cuisines = Bounds.list("cuisines", cuisines, Bounds.CUISINES);
      cuisines.forEach(cuisine -> Bounds.required("cuisines", cuisine, Bounds.NAME_CHARS));
      if (hours != null) {
        hours.week().forEach(day -> Bounds.list("hours", day, Bounds.SPANS_A_DAY));
      }
    }

    /** Of one that the agency is not known to rate. */
    public RestaurantFound(
        String restaurantId,
        String name,
        double latitude,
        double longitude,
        List<String> cuisines,
        OpeningHours hours,
        HygieneRating hygiene,
        long fetchedAtMillis) {
      this(
          restaurantId, name, latitude, longitude, cuisines, hours, hygiene, null, fetchedAtMillis);
    }

    /** Whether a restaurant of this id would be a real one. */
    public static boolean isId(String id) {
      return id != null && ID.matcher(id).matches();
    }

    /** Whether it says the same, whenever it was found. */
    public boolean isSameAs(RestaurantFound other) {
      return equals(other.fetchedAt(fetchedAtMillis));
    }

    public RestaurantFound rated(HygieneRating rating) {
      return new RestaurantFound(
          restaurantId,
          name,
          latitude,
          longitude,
          cuisines,
          hours,
          rating,
          fhrsId,
          fetchedAtMillis);
    }

    private RestaurantFound fetchedAt(long millis) {
      return new RestaurantFound(
          restaurantId, name, latitude, longitude, cuisines, hours, hygiene, fhrsId, millis);
    }

    private static void requireId(String id) {
      if (!isId(id)) {
        throw new IllegalArgumentException("not the id of a real restaurant");
      }
    }
  }

  /** Asked too often: nobody of the cluster asks again before then. */
  record ProviderSilenced(String provider, long untilMillis) implements ProviderFact {
    public ProviderSilenced {
      Bounds.required("provider", provider, Bounds.NAME_CHARS);
    }
  }

  private static void requireValue(String field, Object value) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is required");
    }
  }

  private static void requirePosition(double latitude, double longitude) {
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
      throw new IllegalArgumentException("not a position on Earth");
    }
  }
}
