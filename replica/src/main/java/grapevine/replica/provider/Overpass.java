package grapevine.replica.provider;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.Tile;
import grapevine.replica.provider.ProviderResult.Absence;
import grapevine.replica.provider.ProviderResult.Found;
import grapevine.replica.provider.ProviderResult.NotThere;
import grapevine.replica.provider.Transport.Answer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * OpenStreetMap through the <a href="https://wiki.openstreetmap.org/wiki/Overpass_API">Overpass
 * API</a>. An answer counts only when it is whole (no {@code remark}) and the mirror is not frozen.
 */
final class Overpass implements MapProvider {
  private static final int ELEMENTS_MAX = 200;
  private static final int ADDRESSES_MAX = 50;
  private static final int TIMESTAMP_CHARS = 40;

  /** As long as an answer counts as fresh: one that is older when it comes is of no use. */
  private static final Duration MAP_AGE_MAX = Duration.ofDays(7);

  /** Of the circle that a tile's restaurants are in: it reaches well beyond the tile. */
  static final int RADIUS_METRES = 2_500;

  /** Centres of large buildings may lie outside the circle that they touch. */
  private static final int STRAY_METRES = 2 * RADIUS_METRES;

  private static final String BRITISH_ISLES = "49.8,-8.7,60.9,1.8";

  private final ProviderLine line;
  private final HttpUrl interpreter;
  private final Clock clock;

  Overpass(ProviderLine line, HttpUrl interpreter, Clock clock) {
    this.line = line;
    this.interpreter = interpreter;
    this.clock = clock;
  }

  @Override
  public ProviderResult<FoundArea> restaurants(Tile tile) {
    Coordinates centre = Coordinates.centreOf(tile);
    String query =
        String.format(
            Locale.ROOT,
            "nwr[\"amenity\"~\"^(restaurant|fast_food)$\"][\"name\"](around:%d,%.4f,%.4f);",
            RADIUS_METRES,
            centre.latitude(),
            centre.longitude());
    return line.ask(request(query), answer -> read(answer, body -> area(body, tile)));
  }

  @Override
  public ProviderResult<PostcodeAddresses> addresses(Postcode postcode) {
    // A postcode is letters, digits and a space: nothing that could end the text of the query.
    String query = "nwr[\"addr:postcode\"=\"" + postcode.text() + "\"](" + BRITISH_ISLES + ");";
    return line.ask(request(query), answer -> read(answer, body -> addresses(body, postcode)));
  }

  private Request request(String query) {
    String data = "[out:json][timeout:10];" + query + "out center " + ELEMENTS_MAX + ";";
    return new Request.Builder()
        .url(interpreter)
        .header("Accept", "application/json")
        .post(new FormBody.Builder().add("data", data).build())
        .build();
  }

  private interface Reader<T> {
    ProviderResult<T> read(JsonNode body);
  }

  private <T> ProviderResult<T> read(Answer answer, Reader<T> reader) {
    JsonNode body = answer.body();
    if (!answer.isFound()) {
      return ProviderResult.failed(FailureReason.UNEXPECTED_STATUS);
    }
    if (body.hasNonNull("remark")) {
      return ProviderResult.failed(FailureReason.REMARK);
    }
    Optional<Instant> mapAsOf = mapAsOf(body);
    if (mapAsOf.isEmpty() || !body.path("elements").isArray()) {
      return ProviderResult.failed(FailureReason.MALFORMED);
    }
    if (mapAsOf.get().isBefore(clock.instant().minus(MAP_AGE_MAX))) {
      return ProviderResult.failed(FailureReason.STALE_MIRROR);
    }
    return reader.read(body);
  }

  private static Optional<Instant> mapAsOf(JsonNode body) {
    try {
      return Optional.of(
          Instant.parse(Fields.text(body.path("osm3s"), "timestamp_osm_base", TIMESTAMP_CHARS)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private ProviderResult<FoundArea> area(JsonNode body, Tile tile) {
    // By id: in the same order whatever the mirror's, and each once.
    TreeMap<String, FoundRestaurant> restaurants = new TreeMap<>();
    for (OsmElement element : elements(body)) {
      element
          .restaurant()
          .filter(found -> found.place().metresTo(Coordinates.centreOf(tile)) <= STRAY_METRES)
          .ifPresent(found -> restaurants.putIfAbsent(found.osmId(), found));
    }
    return new Found<>(
        new FoundArea(
            tile,
            List.copyOf(restaurants.values()),
            body.path("elements").size() >= ELEMENTS_MAX,
            mapAsOf(body).orElseThrow().toEpochMilli(),
            clock.millis()));
  }

  private ProviderResult<PostcodeAddresses> addresses(JsonNode body, Postcode postcode) {
    List<Coordinates> places = new ArrayList<>();
    TreeSet<PostcodeAddresses.Address> addresses =
        new TreeSet<>(PostcodeAddresses.Address.ALONG_THE_STREET);
    for (OsmElement element : elements(body)) {
      if (element.isAt(postcode)) {
        element.place().ifPresent(places::add);
        element.address().ifPresent(addresses::add);
      }
    }
    if (places.isEmpty()) {
      return new NotThere<>(Absence.UNKNOWN);
    }
    return new Found<>(
        new PostcodeAddresses(
            postcode,
            middle(places),
            addresses.stream().limit(ADDRESSES_MAX).toList(),
            clock.millis()));
  }

  private static List<OsmElement> elements(JsonNode body) {
    List<OsmElement> elements = new ArrayList<>();
    for (JsonNode element : body.path("elements")) {
      if (elements.size() == ELEMENTS_MAX) {
        break;
      }
      elements.add(new OsmElement(element));
    }
    return elements;
  }

  /** Of the middle ones, so that a few with a wrong postcode do not pull it away. */
  private static Coordinates middle(List<Coordinates> places) {
    return new Coordinates(
        median(places, Coordinates::latitude), median(places, Coordinates::longitude));
  }

  private static double median(List<Coordinates> places, ToDoubleFunction<Coordinates> axis) {
    List<Double> values = new ArrayList<>();
    places.forEach(place -> values.add(axis.applyAsDouble(place)));
    Collections.sort(values);
    return values.get(values.size() / 2);
  }
}
