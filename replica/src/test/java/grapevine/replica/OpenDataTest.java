package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.HygieneRating;
import grapevine.common.ordering.OpeningHours;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.ProviderFact;
import grapevine.common.ordering.ProviderFact.AreaLoaded;
import grapevine.common.ordering.ProviderFact.AreaWanted;
import grapevine.common.ordering.ProviderFact.PostcodeResolved;
import grapevine.common.ordering.ProviderFact.PostcodeWanted;
import grapevine.common.ordering.ProviderFact.RatingsLoaded;
import grapevine.common.ordering.ProviderFact.RestaurantFound;
import grapevine.common.ordering.ProviderFact.Want;
import grapevine.common.ordering.ProviderMode;
import grapevine.common.ordering.Tile;
import grapevine.database.ProviderWants;
import grapevine.database.ReplicaDatabase;
import grapevine.replica.ProviderSource.Fetched;
import grapevine.replica.provider.Coordinates;
import grapevine.replica.provider.FailureReason;
import grapevine.replica.provider.FoundArea;
import grapevine.replica.provider.FoundRestaurant;
import grapevine.replica.provider.FoundRestaurant.Offer;
import grapevine.replica.provider.HygieneArea;
import grapevine.replica.provider.Inspection;
import grapevine.replica.provider.ProviderResult;
import grapevine.replica.provider.ProviderSettings;
import grapevine.replica.provider.Providers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the external APIs say becomes facts, and what was known is not lost by it. */
class OpenDataTest {
  private static final Tile TILE = Tile.at(54.767, -1.573);
  private static final Postcode POSTCODE = new Postcode("DH1 3LE");
  private static final long FETCHED = 7;
  private static final HygieneRating KNOWN = new HygieneRating("3", null);

  @TempDir Path directory;

  @Test
  void an_area_comes_after_its_restaurants_and_names_them() {
    List<ProviderFact> facts = area(List.of(found("node/1", 5L), found("way/2", null)), rated(5L));
    assertThat(facts).hasSize(3);
    assertThat(facts.get(0))
        .isEqualTo(
            new RestaurantFound(
                "osm-node-1",
                "Ann's",
                54.767,
                -1.573,
                List.of("indian"),
                OpeningHours.always(),
                new HygieneRating("5", "2026-03-01"),
                5L,
                FETCHED));
    assertThat(((RestaurantFound) facts.get(1)).hygiene()).isNull();
    assertThat(facts.get(2))
        .isEqualTo(
            new AreaLoaded(
                TILE, List.of("osm", "fsa"), List.of("osm-node-1", "osm-way-2"), FETCHED));
  }

  @Test
  void while_the_agency_does_not_answer_its_ratings_stand() {
    List<ProviderFact> facts =
        area(List.of(found("node/1", 5L)), new ProviderResult.Failed<>(FailureReason.TIMEOUT, 0));
    assertThat(((RestaurantFound) facts.get(0)).hygiene()).isEqualTo(KNOWN);
    assertThat(((AreaLoaded) facts.get(1)).sources()).containsExactly("osm");
  }

  @Test
  void a_rating_that_was_told_for_another_tile_stands() {
    RestaurantFound fresh = (RestaurantFound) area(List.of(found("node/1", 7L)), rated(5L)).get(0);
    assertThat(fresh.hygiene()).isNull();
    RestaurantFound before = fresh.rated(KNOWN);
    FoundArea map = new FoundArea(TILE, List.of(found("node/1", 7L)), false, FETCHED, FETCHED);
    List<ProviderFact> facts =
        OpenData.area(AreaWanted.now(TILE, FETCHED), map, rated(5L), id -> Optional.of(before));
    assertThat(((RestaurantFound) facts.get(0)).hygiene()).isEqualTo(KNOWN);
  }

  @Test
  void ratings_by_themselves_change_those_that_are_rated_anew_and_take_none_away() {
    RestaurantFound rated = (RestaurantFound) area(List.of(found("node/1", 5L)), rated(5L)).get(0);
    RestaurantFound other = (RestaurantFound) area(List.of(found("way/2", 6L)), rated(5L)).get(0);
    Map<String, RestaurantFound> known =
        new TreeMap<>(Map.of("osm-node-1", rated.rated(KNOWN), "osm-way-2", other.rated(KNOWN)));
    HygieneArea told = ((ProviderResult.Found<HygieneArea>) rated(5L)).value();
    List<String> ids = List.of("osm-node-1", "osm-way-2", "osm-node-404");
    assertThat(OpenData.ratings(told, ids, id -> Optional.ofNullable(known.get(id))))
        .containsExactly(rated, new RatingsLoaded(TILE, FETCHED));
    known.put("osm-node-1", rated);
    assertThat(OpenData.ratings(told, ids, id -> Optional.ofNullable(known.get(id))))
        .containsExactly(new RatingsLoaded(TILE, FETCHED));
  }

  @Test
  void a_postcode_that_there_is_not_is_a_fact_and_one_too_many_questions_a_silence()
      throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(json(404, "{\"status\":404,\"error\":\"Postcode not found\"}"));
      assertThat(fetch(server).facts())
          .singleElement()
          .isInstanceOfSatisfying(
              PostcodeResolved.class, fact -> assertThat(fact.known()).isFalse());
      server.enqueue(new MockResponse.Builder().code(429).body("slow down").build());
      server.enqueue(new MockResponse.Builder().code(429).body("slow down").build());
      Fetched refused = fetch(server);
      assertThat(refused.facts()).isEmpty();
      assertThat(refused.silence().millis()).isGreaterThanOrEqualTo(30_000);
    }
  }

  @Test
  void an_agency_that_is_asked_too_often_is_left_alone_and_the_map_is_told_all_the_same()
      throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(
          json(
              200,
              "{\"osm3s\":{\"timestamp_osm_base\":\"" + Instant.now() + "\"},\"elements\":[]}"));
      server.enqueue(new MockResponse.Builder().code(429).body("slow down").build());
      Fetched fetched =
          fetch(
              server,
              providers -> new OpenData.Areas(providers, () -> FETCHED),
              AreaWanted.now(TILE, FETCHED));
      assertThat(fetched.facts()).singleElement().isInstanceOf(AreaLoaded.class);
      assertThat(fetched.silence().provider()).isEqualTo("fsa");
    }
  }

  private Fetched fetch(MockWebServer server) {
    return fetch(
        server,
        providers -> new OpenData.Postcodes(providers, () -> FETCHED),
        PostcodeWanted.now(POSTCODE, FETCHED));
  }

  private Fetched fetch(
      MockWebServer server, Function<Providers, ProviderSource> source, Want want) {
    URI url = URI.create("http://127.0.0.1:" + server.getPort());
    ProviderSettings settings =
        new ProviderSettings(ProviderMode.AUTO, url, url, url, Optional.of("ops@example.org"));
    try (Providers providers = new Providers(settings, Clock.systemUTC());
        ReplicaDatabase database = ReplicaDatabase.open(directory, "rm1", () -> 7);
        ProviderWants known = database.providerWants()) {
      return source.apply(providers).fetch(want, known);
    }
  }

  private static MockResponse json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .setHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }

  private static List<ProviderFact> area(
      List<FoundRestaurant> restaurants, ProviderResult<HygieneArea> hygiene) {
    FoundArea found = new FoundArea(TILE, restaurants, false, FETCHED, FETCHED);
    return OpenData.area(AreaWanted.now(TILE, FETCHED), found, hygiene, OpenDataTest::known);
  }

  private static Optional<RestaurantFound> known(String id) {
    return Optional.of(
        new RestaurantFound(id, "before", 54.767, -1.573, List.of(), null, KNOWN, 1));
  }

  private static FoundRestaurant found(String osmId, Long fhrsId) {
    return new FoundRestaurant(
        osmId,
        "Ann's",
        new Coordinates(54.767, -1.573),
        List.of("indian"),
        "24/7",
        Offer.YES,
        Offer.UNKNOWN,
        List.of(),
        fhrsId);
  }

  private static ProviderResult<HygieneArea> rated(long fhrsId) {
    Inspection rating = new Inspection(fhrsId, "Ann's", new HygieneRating("5", "2026-03-01"), null);
    return new ProviderResult.Found<>(new HygieneArea(TILE, List.of(rating), false, FETCHED));
  }
}
