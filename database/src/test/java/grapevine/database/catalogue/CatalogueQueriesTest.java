package grapevine.database.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.ProviderMode;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.RestaurantPage;
import grapevine.common.ordering.RestaurantSort;
import grapevine.common.ordering.RestaurantSummary;
import grapevine.database.catalogue.CatalogueQueries.Shown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CatalogueQueriesTest {
  private static final long EVENING = Instant.parse("2026-11-21T19:00:00Z").toEpochMilli();
  private static final long NIGHT = Instant.parse("2026-11-21T04:00:00Z").toEpochMilli();
  private static final Postcode DURHAM = new Postcode("DH1 3LE");

  private final CatalogueQueries queries = new CatalogueQueries(Catalogue.load());

  @Test
  void the_nearest_comes_first() {
    assertThat(page(find(null, null, false, RestaurantSort.DISTANCE, 100, null)).items())
        .hasSizeGreaterThanOrEqualTo(12)
        .isSortedAccordingTo(Comparator.comparingInt(RestaurantSummary::distanceMetres));
  }

  @Test
  void the_cheapest_delivery_comes_first_when_asked() {
    assertThat(page(find(null, null, false, RestaurantSort.FEE, 100, null)).items())
        .isSortedAccordingTo(Comparator.comparingLong(RestaurantSummary::deliveryFeePence));
  }

  @Test
  void pages_of_any_length_show_every_restaurant_once_and_in_order() {
    for (RestaurantSort sort : RestaurantSort.values()) {
      List<RestaurantSummary> whole = page(find(null, null, false, sort, 100, null)).items();
      for (int limit : new int[] {1, 3, 7}) {
        List<RestaurantSummary> collected = new ArrayList<>();
        String cursor = null;
        do {
          RestaurantPage page = page(find(null, null, false, sort, limit, cursor));
          collected.addAll(page.items());
          cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(collected).isEqualTo(whole);
      }
    }
  }

  @Test
  void a_cursor_of_another_search_is_refused() {
    String cursor = page(find(null, null, false, RestaurantSort.DISTANCE, 3, null)).nextCursor();
    assertThat(find("indian", null, false, RestaurantSort.DISTANCE, 3, cursor))
        .isInstanceOf(Answer.Invalid.class);
    assertThat(find(null, null, false, RestaurantSort.FEE, 3, cursor))
        .isInstanceOf(Answer.Invalid.class);
    assertThat(find(null, null, false, RestaurantSort.DISTANCE, 3, "!!"))
        .isInstanceOf(Answer.Invalid.class);
    assertThat(find(null, null, false, RestaurantSort.DISTANCE, 5, cursor))
        .isInstanceOf(Answer.FoundRestaurants.class);
  }

  @Test
  void a_cuisine_may_be_named_by_an_alias() {
    assertThat(page(find("Sushi", null, false, RestaurantSort.DISTANCE, 100, null)).items())
        .isNotEmpty()
        .allMatch(restaurant -> restaurant.cuisines().equals(List.of("japanese")));
    assertThat(page(find("martian", null, false, RestaurantSort.DISTANCE, 100, null)).items())
        .isEmpty();
  }

  @Test
  void words_are_sought_in_names_and_dishes() {
    assertThat(page(find(null, "TIRAMISU", false, RestaurantSort.DISTANCE, 100, null)).items())
        .isNotEmpty()
        .allMatch(restaurant -> restaurant.cuisines().contains("italian"));
    assertThat(page(find(null, "stack yard", false, RestaurantSort.DISTANCE, 100, null)).items())
        .extracting(RestaurantSummary::id)
        .containsExactly("dh1-3le-burger");
  }

  @Test
  void at_night_only_the_open_ones_are_shown_when_asked() {
    Query.FindRestaurants query =
        new Query.FindRestaurants(
            DURHAM, null, null, true, RestaurantSort.DISTANCE, 100, null, NIGHT);
    assertThat(page(answer(query, CatalogueQueriesTest::asBuiltIn)).items())
        .isNotEmpty()
        .allMatch(RestaurantSummary::openNow);
  }

  @Test
  void the_best_rated_comes_first_and_who_has_no_review_last() {
    Query.FindRestaurants query =
        new Query.FindRestaurants(
            DURHAM, null, null, false, RestaurantSort.RATING, 4, null, EVENING);
    TreeMap<String, Listed> rated = new TreeMap<>();
    rate(rated, "dh1-3le-thai", 3.5, 2);
    rate(rated, "dh1-3le-cafe", 4.5, 1);
    rate(rated, "dh1-3le-pizza", 3.5, 9);
    Answer answer =
        answer(query, near -> rated.getOrDefault(near.id(), CatalogueQueriesTest.asBuiltIn(near)));
    assertThat(page(answer).items())
        .extracting(RestaurantSummary::id)
        .startsWith("dh1-3le-cafe", "dh1-3le-pizza", "dh1-3le-thai");
    assertThat(page(answer).items())
        .extracting(RestaurantSummary::rating)
        .containsExactly(4.5, 3.5, 3.5, null);
  }

  private void rate(TreeMap<String, Listed> rated, String id, double rating, int count) {
    Restaurant restaurant = queries.catalogue().restaurant(id).orElseThrow();
    rated.put(id, new Listed(restaurant, rating, count));
  }

  private Answer answer(Query.FindRestaurants query, Function<Restaurant, Listed> nowadays) {
    Place place =
        queries
            .places()
            .find(query.postcode(), Optional.empty(), EVENING, ProviderMode.OFFLINE)
            .place()
            .orElseThrow();
    return queries.answer(
        query, place, queries.near(place).stream().map(nowadays).toList(), Shown.BUILT_IN);
  }

  private static Listed asBuiltIn(Restaurant restaurant) {
    return new Listed(restaurant, null, 0);
  }

  @Test
  void who_is_unknown_is_not_found() {
    assertThat(queries.catalogue().restaurant("nobody")).isEmpty();
  }

  @Test
  void every_listed_restaurant_has_a_menu() {
    for (RestaurantSummary restaurant :
        page(find(null, null, false, RestaurantSort.RATING, 100, null)).items()) {
      assertThat(queries.catalogue().restaurant(restaurant.id()).orElseThrow().menu().categories())
          .isNotEmpty();
    }
  }

  private Answer find(
      String cuisine, String q, boolean openNow, RestaurantSort sort, int limit, String cursor) {
    return answer(
        new Query.FindRestaurants(DURHAM, cuisine, q, openNow, sort, limit, cursor, EVENING),
        CatalogueQueriesTest::asBuiltIn);
  }

  private static RestaurantPage page(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.FoundRestaurants.class);
    return ((Answer.FoundRestaurants) answer).page();
  }
}
