package grapevine.replica.provider;

import static grapevine.replica.provider.TestProviders.START;
import static grapevine.replica.provider.TestProviders.TILE;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.HygieneRating;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.Tile;
import grapevine.replica.provider.FoundRestaurant.Offer;
import grapevine.replica.provider.ProviderResult.Absence;
import grapevine.replica.provider.ProviderResult.Failed;
import grapevine.replica.provider.ProviderResult.Found;
import grapevine.replica.provider.ProviderResult.NotThere;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example exchange is read as what it says, or refused with a reason. */
class ExamplesTest {
  private static final long NOW = START.toEpochMilli();

  /** Between the questions about two kinds of business. */
  private static final long NOW_AND_A_SECOND = NOW + 1_000;

  private static final long MAP_AS_OF = NOW - 3_600_000;

  /** What is asked when an example answers, and what has to come of it. */
  private record Case(
      Function<Providers, ProviderResult<?>> question, ProviderResult<?> expected) {}

  private static final Map<String, Case> CASES = new TreeMap<>();

  static {
    postcode("lookup_200", "DH1 3LE", placed("DH1 3LE", 54.767, -1.573, false));
    postcode("lookup_404_not_found", "DH9 9ZZ", new NotThere<>(Absence.UNKNOWN));
    postcode("lookup_404_invalid", "DH1 3LE", new NotThere<>(Absence.MALFORMED));
    postcode("lookup_404_terminated", "E1W 1UU", placed("E1W 1UU", 51.508774, -0.051135, true));
    postcode("terminated_200", "E1W 1UU", placed("E1W 1UU", 51.508774, -0.051135, true));
    postcode("lookup_200_no_coordinates", "JE2 3AB", found("JE2 3AB", null, false));
    postcode("error_429", "DH1 3LE", new Failed<>(FailureReason.RATE_LIMITED, 30_000));
    postcode("error_500", "DH1 3LE", failed(FailureReason.SERVER_ERROR));
    for (String other :
        List.of(
            "autocomplete_200",
            "autocomplete_200_none",
            "bulk_200",
            "outcode_200",
            "outcode_404",
            "reverse_200",
            "reverse_200_none",
            "terminated_404",
            "validate_200_false",
            "validate_200_true")) {
      postcode(other, "DH1 3LE", failed(FailureReason.MALFORMED));
    }
    postcode("bulk_400_bad_json", "DH1 3LE", failed(FailureReason.UNEXPECTED_STATUS));
    postcode("bulk_400_too_many", "DH1 3LE", failed(FailureReason.UNEXPECTED_STATUS));
    overpass("around_200", new Found<>(area(TILE, restaurants())));
    overpass("around_200_empty", new Found<>(area(TILE, List.of())));
    overpass("around_200_remark_timeout", failed(FailureReason.REMARK));
    overpass("around_200_stale_mirror", failed(FailureReason.STALE_MIRROR));
    overpass("error_400", failed(FailureReason.UNEXPECTED_STATUS));
    overpass("error_406_no_user_agent", failed(FailureReason.REFUSED));
    overpass("error_429", new Failed<>(FailureReason.RATE_LIMITED, 60_000));
    overpass("error_504", failed(FailureReason.SERVER_ERROR));
    overpass("status_200", failed(FailureReason.WRONG_TYPE));
    hygiene(
        "establishments_200",
        new Found<>(new HygieneArea(TILE, ratings(), false, NOW_AND_A_SECOND)));
    hygiene("establishments_200_takeaway", rated(900010, "Example Pizza & Kebab", "4"));
    hygiene("establishments_200_scotland", new Found<>(scotland()));
    hygiene(
        "establishments_200_empty",
        new Found<>(new HygieneArea(TILE, List.of(), false, NOW_AND_A_SECOND)));
    hygiene("business_types_200", failed(FailureReason.MALFORMED));
    hygiene("error_404_no_version_header", failed(FailureReason.WRONG_TYPE));
    hygiene("error_503_html", failed(FailureReason.SERVER_ERROR));
    CASES.put(
        "fsa/establishment_200.json",
        new Case(p -> p.hygiene().inspection(900001), new Found<>(ratings().get(0))));
  }

  static List<Example> examples() {
    return Example.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_is_read_or_refused_with_a_reason(Example example) {
    assertThat(CASES).containsKey(example.file());
    Case expected = CASES.get(example.file());
    try (TestProviders test = new TestProviders()) {
      // For a second attempt, and for the second kind of business.
      test.server.enqueue(example.response().build());
      test.server.enqueue(example.response().build());
      assertThat(expected.question().apply(test.providers)).isEqualTo(expected.expected());
    }
  }

  @Test
  void nothing_is_expected_of_an_example_that_is_not_there() {
    assertThat(examples()).extracting(Example::file).containsAll(CASES.keySet()).hasSize(37);
  }

  @Test
  void requests_are_those_of_the_examples_and_say_who_asks() throws InterruptedException {
    try (TestProviders test = new TestProviders()) {
      test.serve("postcodes.io/lookup_200.json");
      test.serve("overpass/around_200.json");
      test.serve("fsa/establishment_200.json");
      for (ProviderId provider : ProviderId.values()) {
        test.ask(provider);
      }
      RecordedRequest lookup = sent(test);
      assertThat(lookup.getRequestLine()).startsWith("GET /postcodes/DH13LE ");
      RecordedRequest around = sent(test);
      assertThat(around.getRequestLine()).startsWith("POST /api/interpreter ");
      assertThat(around.getBody().utf8())
          .startsWith("data=%5Bout%3Ajson%5D")
          .contains("around%3A2500%2C54.7700%2C-1.5700")
          .endsWith("out+center+200%3B");
      RecordedRequest rating = sent(test);
      assertThat(rating.getRequestLine()).startsWith("GET /Establishments/900001 ");
      assertThat(rating.getHeaders().get("x-api-version")).isEqualTo("2");
    }
  }

  @Test
  void both_kinds_of_business_are_asked_for_page_by_page() throws InterruptedException {
    try (TestProviders test = new TestProviders()) {
      Example first = Example.of("fsa/establishments_200.json");
      String manyPages = first.body().replace("\"totalPages\":1", "\"totalPages\":9");
      for (int page = 0; page < 3; page++) {
        test.server.enqueue(first.response(manyPages).build());
      }
      test.serve("fsa/establishments_200_takeaway.json");
      Found<HygieneArea> found = (Found<HygieneArea>) test.providers.hygiene().near(TILE);
      assertThat(found.value().inspections()).hasSize(5);
      assertThat(found.value().isTruncated()).isTrue();
      assertThat(sent(test).getTarget()).isEqualTo(page(1, 1));
      assertThat(sent(test).getTarget()).isEqualTo(page(1, 2));
      assertThat(sent(test).getTarget()).isEqualTo(page(1, 3));
      assertThat(sent(test).getTarget()).isEqualTo(page(7844, 1));
    }
  }

  @Test
  void half_an_area_is_none() {
    try (TestProviders test = new TestProviders()) {
      test.serve("fsa/establishments_200.json");
      test.serve("fsa/error_503_html.json");
      test.serve("fsa/error_503_html.json");
      assertThat(test.providers.hygiene().near(TILE)).isEqualTo(failed(FailureReason.SERVER_ERROR));
    }
  }

  @Test
  void the_fsa_need_not_know_an_id_that_the_map_tells() {
    try (TestProviders test = new TestProviders()) {
      Example outcode = Example.of("postcodes.io/outcode_404.json");
      test.server.enqueue(outcode.response("{}").build());
      assertThat(test.providers.hygiene().inspection(1)).isEqualTo(new NotThere<>(Absence.UNKNOWN));
      test.serve("fsa/establishment_200.json");
      assertThat(test.providers.hygiene().inspection(1)).isEqualTo(failed(FailureReason.MALFORMED));
    }
  }

  private static String page(int businessType, int number) {
    return "/Establishments?latitude=54.7700&longitude=-1.5700&maxDistanceLimit=1&businessTypeId="
        + businessType
        + "&sortOptionKey=distance&pageNumber="
        + number
        + "&pageSize=50";
  }

  private static RecordedRequest sent(TestProviders test) throws InterruptedException {
    RecordedRequest request = test.server.takeRequest();
    assertThat(request.getHeaders().get("User-Agent"))
        .contains("Grapevine")
        .contains(TestProviders.CONTACT);
    return request;
  }

  private static void postcode(String name, String postcode, ProviderResult<?> expected) {
    Postcode asked = Postcode.parse(postcode).orElseThrow();
    CASES.put(
        "postcodes.io/" + name + ".json", new Case(p -> p.postcodes().resolve(asked), expected));
  }

  private static void overpass(String name, ProviderResult<?> expected) {
    CASES.put("overpass/" + name + ".json", new Case(p -> p.map().restaurants(TILE), expected));
  }

  private static void hygiene(String name, ProviderResult<?> expected) {
    CASES.put("fsa/" + name + ".json", new Case(p -> p.hygiene().near(TILE), expected));
  }

  private static ProviderResult<?> failed(FailureReason reason) {
    return ProviderResult.failed(reason);
  }

  private static ProviderResult<?> placed(
      String postcode, double latitude, double longitude, boolean isRetired) {
    return found(postcode, new Coordinates(latitude, longitude), isRetired);
  }

  private static ProviderResult<?> found(String postcode, Coordinates place, boolean isRetired) {
    return new Found<>(
        new ResolvedPostcode(
            Postcode.parse(postcode).orElseThrow(),
            place,
            isRetired,
            ResolvedPostcode.Source.POSTCODES_IO,
            NOW));
  }

  private static FoundArea area(Tile tile, List<FoundRestaurant> restaurants) {
    return new FoundArea(tile, restaurants, false, MAP_AS_OF, NOW);
  }

  /** The fifth is tagged as closed for good. */
  private static List<FoundRestaurant> restaurants() {
    return List.of(
        new FoundRestaurant(
            "node/9000000001",
            "Example Kitchen One",
            new Coordinates(54.7757, -1.5768),
            List.of("indian", "bangladeshi"),
            "Mo-Th 17:00-23:00; Fr-Sa 17:00-00:30; Su 17:00-22:30",
            Offer.YES,
            Offer.YES,
            List.of("vegan", "vegetarian"),
            900001L),
        new FoundRestaurant(
            "node/9000000002",
            "Example Pizza & Kebab",
            new Coordinates(54.7741, -1.5802),
            List.of("pizza", "kebab", "burger"),
            "16:00-03:00",
            Offer.ONLY,
            Offer.UNKNOWN,
            List.of(),
            null),
        new FoundRestaurant(
            "relation/90000004",
            "Example Noodle Court",
            new Coordinates(54.7688, -1.5721),
            List.of(),
            "24/7",
            Offer.UNKNOWN,
            Offer.UNKNOWN,
            List.of(),
            null),
        new FoundRestaurant(
            "way/900000003",
            "Example Cantina",
            new Coordinates(54.7703, -1.5755),
            List.of("latin_american"),
            "Tu-Su 12:00-14:30,17:30-22:00; Mo off; PH off",
            Offer.UNKNOWN,
            Offer.UNKNOWN,
            List.of(),
            null));
  }

  private static List<Inspection> ratings() {
    return List.of(
        new Inspection(
            900001,
            "Example Kitchen One",
            new HygieneRating("5", "2025-06-12"),
            new Coordinates(54.7751, -1.5772)),
        new Inspection(
            900002,
            "Example Spice House",
            new HygieneRating("2", "2024-11-03"),
            new Coordinates(54.7733, -1.5741)),
        new Inspection(
            900003,
            "Example Cafe Awaiting",
            new HygieneRating("AwaitingInspection", null),
            new Coordinates(54.7769, -1.5803)),
        new Inspection(
            900004, "Example Home Caterer", new HygieneRating("Exempt", "2023-02-26"), null));
  }

  private static ProviderResult<?> rated(long id, String name, String value) {
    Inspection rating =
        new Inspection(
            id, name, new HygieneRating(value, "2025-01-20"), new Coordinates(54.7772, -1.5808));
    return new Found<>(new HygieneArea(TILE, List.of(rating), false, NOW_AND_A_SECOND));
  }

  private static HygieneArea scotland() {
    return new HygieneArea(
        TILE,
        List.of(
            new Inspection(
                900020,
                "Example Bistro",
                new HygieneRating("Pass", "2024-10-12"),
                new Coordinates(57.1423, -2.0923)),
            new Inspection(
                900021,
                "Example Bar",
                new HygieneRating("Improvement Required", "2024-03-11"),
                new Coordinates(57.1446, -2.1119))),
        false,
        NOW_AND_A_SECOND);
  }
}
