package grapevine.database;

import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.OTHER;
import static grapevine.database.Samples.answer;
import static grapevine.database.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.Json;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.BasketLine;
import grapevine.common.ordering.HygieneRating;
import grapevine.common.ordering.KitchenEdit;
import grapevine.common.ordering.Menu;
import grapevine.common.ordering.OpeningHours;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.PostcodePlace;
import grapevine.common.ordering.ProviderFact;
import grapevine.common.ordering.ProviderFact.AreaLoaded;
import grapevine.common.ordering.ProviderFact.AreaWanted;
import grapevine.common.ordering.ProviderFact.PostcodeResolved;
import grapevine.common.ordering.ProviderFact.PostcodeWanted;
import grapevine.common.ordering.ProviderFact.RatingsLoaded;
import grapevine.common.ordering.ProviderFact.RatingsWanted;
import grapevine.common.ordering.ProviderFact.RestaurantFound;
import grapevine.common.ordering.ProviderMode;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Quote;
import grapevine.common.ordering.QuoteRequest;
import grapevine.common.ordering.RestaurantPage;
import grapevine.common.ordering.RestaurantSort;
import grapevine.common.ordering.RestaurantSummary;
import grapevine.common.ordering.Service;
import grapevine.common.ordering.Tile;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Payload;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What providers said is shown as it was said, at every replica alike. */
class LiveDataTest {
  private static final long NOW = Instant.parse("2026-11-21T19:00:00Z").toEpochMilli();
  private static final Postcode DURHAM = new Postcode("DH1 3LE");
  private static final Postcode FAR = new Postcode("ZE1 0AA");
  private static final Tile TILE = Tile.at(54.767, -1.573);
  private static final String ANN = "osm-node-1";
  private static final String BOB = "osm-way-2";

  @TempDir Path directory;
  private ReplicaDatabase database;
  private QueryReader reader;
  private long lamport;

  @BeforeEach
  void open() {
    database = Samples.open(directory.resolve("one"));
    database.askProviders(ProviderMode.AUTO);
    reader = database.newReader();
  }

  @AfterEach
  void close() {
    reader.close();
    database.close();
  }

  @Test
  void where_nothing_is_loaded_the_catalogue_answers_and_says_what_is_wanted() {
    Answer answer = answer(reader, find(DURHAM));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Awaiting.class,
            awaiting ->
                assertThat(awaiting.wants())
                    .containsExactly(PostcodeWanted.now(DURHAM, NOW), AreaWanted.now(TILE, NOW)));
    assertThat(page(answer).items())
        .isNotEmpty()
        .allMatch(RestaurantSummary::degraded)
        .allMatch(restaurant -> restaurant.source().equals("catalogue"));
    assertThat(page(answer).attributions()).isEmpty();
  }

  @Test
  void the_catalogue_is_placed_round_a_postcode_that_only_a_provider_knows() {
    make(postcode(FAR, 60.155, -1.145, NOW));
    List<RestaurantSummary> placed = page(answer(reader, find(FAR))).items();
    assertThat(placed).isNotEmpty().allMatch(restaurant -> restaurant.source().equals("catalogue"));
    String open = "ze1-0aa-burger";
    assertThat(placed).extracting(RestaurantSummary::id).contains(open);
    assertThat(summary(open).name()).endsWith(", " + FAR.text());
    Menu.Item dish =
        ((Answer.FoundMenu) answer(reader, new Query.GetMenu(open, NOW)))
            .menu()
            .categories()
            .get(0)
            .items()
            .get(0);
    QuoteRequest request =
        new QuoteRequest(
            open,
            Service.DELIVERY,
            FAR.text(),
            List.of(new BasketLine(dish.id(), 9, List.of())),
            null,
            0);
    assertThat(quote(request).issues())
        .allMatch(issue -> issue.code().name().startsWith("CHOICES"))
        .hasSizeLessThan(2);
    make(new KitchenEdit.SetPause(open, NOW + 1, NOW));
    assertThat(summary(open).openNow()).isFalse();
    for (String nobodys : List.of("ze1-0aa-nothing", "ze1-0ab-burger", "ze1-burger", "burger")) {
      assertThat(answer(reader, new Query.GetRestaurant(nobodys, NOW)))
          .isInstanceOf(Answer.NotFound.class);
    }
  }

  @Test
  void a_loaded_area_shows_real_restaurants_with_demo_menus() {
    loadDurham(NOW);
    Answer answer = answer(reader, find(DURHAM));
    assertThat(answer).isInstanceOf(Answer.FoundRestaurants.class);
    assertThat(page(answer).attributions()).hasSize(3);
    assertThat(page(answer).items()).extracting(RestaurantSummary::id).containsExactly(ANN, BOB);
    RestaurantSummary ann = page(answer).items().get(0);
    assertThat(ann.source()).isEqualTo("osm");
    assertThat(ann.degraded()).isFalse();
    assertThat(ann.hygiene()).isEqualTo(new HygieneRating("5", "2026-03-01"));
    assertThat(ann.rating()).isNull();
    assertThat(ann.cuisines()).containsExactly("indian");
    assertThat(ann.fetchedAt()).isEqualTo("2026-11-21T19:00:00.000Z");
    Menu menu = ((Answer.FoundMenu) answer(reader, new Query.GetMenu(ANN, NOW))).menu();
    assertThat(menu.demo()).isTrue();
    assertThat(menu.categories()).isNotEmpty();
  }

  @Test
  void a_real_restaurant_is_quoted_edited_and_unknown_like_any_other() {
    loadDurham(NOW);
    String dish =
        ((Answer.FoundMenu) answer(reader, new Query.GetMenu(ANN, NOW)))
            .menu()
            .categories()
            .get(0)
            .items()
            .get(0)
            .id();
    QuoteRequest request =
        new QuoteRequest(
            ANN,
            Service.DELIVERY,
            DURHAM.text(),
            List.of(new BasketLine(dish, 9, List.of())),
            null,
            0);
    assertThat(quote(request).orderable()).isTrue();
    make(new KitchenEdit.SwitchDish(ANN, dish, false, NOW));
    assertThat(quote(request).orderable()).isFalse();
    make(new KitchenEdit.SetPause(ANN, NOW + 1, NOW));
    assertThat(summary(ANN).openNow()).isFalse();
    assertThat(answer(reader, new Query.GetRestaurant("osm-node-404", NOW)))
        .isInstanceOf(Answer.NotFound.class);
  }

  @Test
  void a_restaurant_found_again_is_shown_as_it_is_now() {
    loadDurham(NOW);
    assertThat(summary(ANN).name()).isEqualTo("Ann's");
    make(restaurant(ANN, "Ann's new place", NOW + 1));
    assertThat(summary(ANN).name()).isEqualTo("Ann's new place");
  }

  @Test
  void a_stale_area_is_shown_as_degraded_and_a_very_old_one_is_not_shown() {
    loadDurham(NOW - TimeUnit.DAYS.toMillis(7));
    Answer stale = answer(reader, find(DURHAM));
    assertThat(stale)
        .isInstanceOfSatisfying(
            Answer.Awaiting.class,
            awaiting -> assertThat(awaiting.wants()).containsExactly(AreaWanted.now(TILE, NOW)));
    assertThat(page(stale).items())
        .hasSize(2)
        .allMatch(RestaurantSummary::degraded)
        .allMatch(restaurant -> restaurant.source().equals("osm"));
    make(area(NOW - TimeUnit.DAYS.toMillis(60), ANN));
    assertThat(page(answer(reader, find(DURHAM))).items())
        .isNotEmpty()
        .allMatch(restaurant -> restaurant.source().equals("catalogue"));
  }

  @Test
  void who_asks_no_providers_shows_what_is_there_and_wants_nothing() {
    loadDurham(NOW - TimeUnit.DAYS.toMillis(7));
    try (ReplicaDatabase offline = Samples.open(directory.resolve("two"));
        QueryReader there = offline.newReader()) {
      assertThat(answer(there, find(DURHAM))).isInstanceOf(Answer.FoundRestaurants.class);
      assertThat(answer(there, find(FAR))).isInstanceOf(Answer.NotFound.class);
      Answer resolved = answer(there, new Query.GetPostcode(DURHAM, NOW));
      assertThat(((Answer.FoundPostcode) resolved).place().degraded()).isFalse();
    }
  }

  @Test
  void a_postcode_that_a_provider_knows_is_delivered_to() {
    loadDurham(NOW);
    assertThat(answer(reader, find(FAR)))
        .isInstanceOfSatisfying(
            Answer.Awaiting.class,
            awaiting ->
                assertThat(awaiting.answer())
                    .isInstanceOfSatisfying(
                        Answer.NotFound.class,
                        missing -> assertThat(missing.code()).isEqualTo("PROVIDER_UNAVAILABLE")));
    make(postcode(FAR, 54.768, -1.574, NOW));
    assertThat(page(answer(reader, find(FAR))).items()).hasSize(2);
    PostcodePlace place =
        ((Answer.FoundPostcode) answer(reader, new Query.GetPostcode(FAR, NOW))).place();
    assertThat(place.latitude()).isEqualTo(54.768);
    assertThat(place.precision()).isEqualTo("postcode");
    assertThat(place.addresses()).containsExactly("1 Stockton Road");
    assertThat(listed("ZE")).containsExactly(FAR);
    assertThat(listed("ZE1 0B")).isEmpty();
    assertThat(listed("DH13")).contains(DURHAM).doesNotContain(FAR);
  }

  @Test
  void live_shows_an_empty_page_in_the_place_of_samples_and_says_so() {
    database.askProviders(ProviderMode.LIVE);
    try (QueryReader live = database.newReader()) {
      Answer.Awaiting unknown = (Answer.Awaiting) answer(live, find(DURHAM));
      assertThat(unknown.answer()).isInstanceOf(Answer.NotFound.class);
      make(postcode(DURHAM, 54.767, -1.573, NOW));
      RestaurantPage empty = page(answer(live, find(DURHAM)));
      assertThat(empty.items()).isEmpty();
      assertThat(empty.degraded()).isTrue();
      loadDurham(NOW);
      assertThat(page(answer(live, find(DURHAM))).items()).hasSize(2);
      assertThat(page(answer(live, find(DURHAM))).degraded()).isFalse();
    }
  }

  @Test
  void ratings_are_wanted_after_a_day_and_nothing_is_degraded_by_that() {
    long day = TimeUnit.DAYS.toMillis(1);
    loadDurham(NOW - day);
    Answer.Awaiting answer = (Answer.Awaiting) answer(reader, find(DURHAM));
    assertThat(answer.wants()).containsExactly(RatingsWanted.now(TILE, NOW));
    assertThat(page(answer).degraded()).isFalse();
    try (ProviderWants wants = database.providerWants()) {
      assertThat(wants.isMet(RatingsWanted.now(TILE, NOW), NOW)).isFalse();
      make(new RatingsLoaded(TILE, NOW));
      assertThat(wants.isMet(RatingsWanted.now(TILE, NOW), NOW)).isTrue();
      assertThat(answer(reader, find(DURHAM))).isInstanceOf(Answer.FoundRestaurants.class);
      assertThat(wants.isMet(RatingsWanted.now(TILE, NOW), NOW + day)).isFalse();
    }
  }

  @Test
  void a_cursor_from_before_an_area_was_loaded_is_told_to_begin_again() {
    String cursor = page(answer(reader, find(DURHAM, 2, null))).nextCursor();
    assertThat(page(answer(reader, find(DURHAM, 2, cursor))).items()).hasSize(2);
    loadDurham(NOW);
    assertThat(answer(reader, find(DURHAM, 2, cursor)))
        .isInstanceOfSatisfying(
            Answer.Invalid.class,
            refused -> assertThat(refused.code()).isEqualTo("CURSOR_EXPIRED"));
    String real = page(answer(reader, find(DURHAM, 1, null))).nextCursor();
    assertThat(page(answer(reader, find(DURHAM, 1, real))).items())
        .extracting(RestaurantSummary::id)
        .containsExactly(BOB);
    assertThat(answer(reader, find(FAR, 1, real))).isNotInstanceOf(Answer.FoundRestaurants.class);
    assertThat(answer(reader, find(DURHAM, 1, "x" + real)))
        .isInstanceOfSatisfying(
            Answer.Invalid.class,
            refused -> assertThat(refused.code()).isEqualTo("PARAMETER_INVALID"));
  }

  /** Concurrent: no stamp is above all the others. */
  @Test
  void two_answers_of_providers_meet_alike_whatever_order_they_came_in() {
    List<LogRecord> facts = new ArrayList<>();
    facts.add(of(1, 5, restaurant(ANN, "Ann's", NOW)));
    facts.add(of(2, 5, restaurant(ANN, "Anne's", NOW)));
    facts.add(of(3, 7, restaurant(BOB, "Bob's", NOW)));
    facts.add(of(4, 9, area(NOW, ANN, BOB)));
    facts.add(of(5, 9, area(NOW + 1, ANN)));
    facts.add(of(6, 3, postcode(DURHAM, 54.768, -1.573, NOW)));
    facts.add(of(7, 3, postcode(DURHAM, 54.769, -1.573, NOW)));
    facts.add(of(8, 3, AreaWanted.now(TILE, NOW)));
    facts.add(of(9, 3, PostcodeWanted.now(DURHAM, NOW)));
    facts.add(of(10, 3, new ProviderFact.ProviderSilenced("osm", NOW)));
    try (ReplicaDatabase second =
            ReplicaDatabase.open(directory.resolve("two"), Samples.NAME, ME::incarnation, 1);
        QueryReader there = second.newReader()) {
      for (LogRecord fact : facts) {
        Samples.execute(database, fact);
        database.commit();
        answer(reader, find(DURHAM)); // what is remembered must not stay
      }
      Collections.reverse(facts);
      for (LogRecord fact : facts) {
        Samples.execute(second, fact);
        second.commit();
        answer(there, find(DURHAM));
      }
      for (Query query :
          List.of(
              find(DURHAM),
              new Query.GetRestaurant(ANN, NOW),
              new Query.GetPostcode(DURHAM, NOW),
              new Query.ListPostcodes("DH", 100))) {
        assertThat(answer(there, query)).as("%s", query).isEqualTo(answer(reader, query));
      }
      assertThat(second.value().digest()).isEqualTo(database.value().digest());
    }
  }

  private List<Postcode> listed(String prefix) {
    return ((Answer.FoundPostcodes) answer(reader, new Query.ListPostcodes(prefix, 20))).items();
  }

  private void loadDurham(long fetchedAt) {
    make(postcode(DURHAM, 54.767, -1.573, NOW));
    make(restaurant(ANN, "Ann's", fetchedAt));
    make(restaurant(BOB, "Bob's", fetchedAt));
    make(area(fetchedAt, ANN, BOB));
  }

  private static RestaurantFound restaurant(String id, String name, long fetchedAt) {
    return new RestaurantFound(
        id,
        name,
        id.equals(ANN) ? 54.7671 : 54.768,
        -1.5731,
        List.of("indian"),
        OpeningHours.always(),
        new HygieneRating("5", "2026-03-01"),
        fetchedAt);
  }

  private static AreaLoaded area(long fetchedAt, String... ids) {
    return new AreaLoaded(TILE, List.of("osm", "fsa"), List.of(ids), fetchedAt);
  }

  private static PostcodeResolved postcode(
      Postcode postcode, double latitude, double longitude, long fetchedAt) {
    return new PostcodeResolved(
        postcode,
        true,
        latitude,
        longitude,
        false,
        "postcodes.io",
        List.of("1 Stockton Road"),
        fetchedAt);
  }

  private static Query find(Postcode postcode) {
    return find(postcode, 100, null);
  }

  private static Query find(Postcode postcode, int limit, String cursor) {
    return new Query.FindRestaurants(
        postcode, null, null, false, RestaurantSort.DISTANCE, limit, cursor, NOW);
  }

  private static RestaurantPage page(Answer answer) {
    Answer now = answer instanceof Answer.Awaiting awaiting ? awaiting.answer() : answer;
    return ((Answer.FoundRestaurants) now).page();
  }

  private RestaurantSummary summary(String id) {
    return ((Answer.FoundRestaurant) answer(reader, new Query.GetRestaurant(id, NOW))).restaurant();
  }

  private Quote quote(QuoteRequest request) {
    return ((Answer.Quoted) answer(reader, new Query.GetQuote(request, NOW))).quote();
  }

  private static LogRecord of(long n, long stamp, ProviderFact fact) {
    return record(n % 2 == 0 ? ME : OTHER, n, "fact-" + n, stamp, Payload.of(Json.bytes(fact)));
  }

  private void make(Operation operation) {
    long stamp = ++lamport;
    Samples.execute(
        database, record(ME, stamp, "k" + stamp, stamp, Payload.of(Json.bytes(operation))));
    database.commit();
  }
}
