package grapevine.database.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.DishDetails;
import grapevine.common.ordering.KitchenDish;
import grapevine.common.ordering.Menu;
import grapevine.common.ordering.Postcode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final Catalogue CATALOGUE = Catalogue.load();

  @Test
  void two_replicas_load_the_same_catalogue() {
    assertThat(Catalogue.load().contentHash()).isEqualTo(CATALOGUE.contentHash());
  }

  /** Replicas of two builds answer differently when this changes: change it on purpose only. */
  @Test
  void the_catalogue_is_the_one_that_other_machines_have() {
    assertThat(CATALOGUE.contentHash()).hasToString("fdc833630d2c994b0bf1a4a4807f6ddc");
  }

  @Test
  void every_known_postcode_has_a_dozen_restaurants_of_its_own() {
    for (Postcode postcode : CATALOGUE.postcodes()) {
      String prefix = postcode.text().toLowerCase(java.util.Locale.ROOT).replace(' ', '-') + "-";
      assertThat(near(postcode))
          .filteredOn(nearby -> nearby.id().startsWith(prefix))
          .as(postcode.text())
          .hasSizeGreaterThanOrEqualTo(12);
    }
  }

  @Test
  void somebody_delivers_to_every_known_postcode_at_every_hour_of_the_week() {
    Instant start = Instant.parse("2026-11-21T00:30:00Z");
    for (Postcode postcode : CATALOGUE.postcodes()) {
      for (int hour = 0; hour < 7 * 24; hour++) {
        long at = start.plus(Duration.ofHours(hour)).toEpochMilli();
        assertThat(near(postcode))
            .as("%s in hour %d", postcode, hour)
            .anyMatch(nearby -> nearby.hours().isOpenAt(at));
      }
    }
  }

  @Test
  void no_two_restaurants_have_one_name() {
    List<String> names = new ArrayList<>();
    for (String id : CATALOGUE.restaurantIds()) {
      names.add(CATALOGUE.restaurant(id).orElseThrow().name());
    }
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void ids_are_readable_and_unique_within_what_contains_them() {
    assertThat(CATALOGUE.restaurantIds()).contains("dh1-3le-chicken", "dh1-3le-fish-and-chips");
    for (String id : CATALOGUE.restaurantIds()) {
      List<String> itemIds = new ArrayList<>();
      for (Menu.Category category : CATALOGUE.restaurant(id).orElseThrow().menu().categories()) {
        for (Menu.Item item : category.items()) {
          itemIds.add(item.id());
          assertThat(choiceIds(item)).as(item.name()).doesNotHaveDuplicates();
        }
      }
      assertThat(itemIds).as(id).isNotEmpty().doesNotHaveDuplicates();
      assertThat(itemIds).allMatch(itemId -> itemId.matches("[a-z0-9]+(-[a-z0-9]+)*"));
    }
  }

  @Test
  void every_restaurant_delivers_where_it_is_listed_and_lists_where_it_delivers() {
    for (Postcode postcode : CATALOGUE.postcodes()) {
      TreeSet<String> listed = new TreeSet<>();
      near(postcode).forEach(nearby -> listed.add(nearby.id()));
      for (String id : CATALOGUE.restaurantIds()) {
        Restaurant restaurant = CATALOGUE.restaurant(id).orElseThrow();
        int metres = restaurant.position().metresTo(CATALOGUE.position(postcode).orElseThrow());
        boolean reaches = metres <= restaurant.terms().radiusMetres();
        assertThat(listed.contains(id)).as("%s to %s", id, postcode).isEqualTo(reaches);
      }
    }
  }

  private static List<Restaurant> near(Postcode postcode) {
    return CATALOGUE.near(Place.builtIn(CATALOGUE.position(postcode).orElseThrow(), true, false));
  }

  @Test
  void a_distance_agrees_with_the_map() {
    Position durham = new Position(54.767, -1.573);
    Position newcastle = new Position(54.979, -1.6147);
    assertThat(durham.metresTo(newcastle)).isBetween(23_600, 23_850);
    assertThat(newcastle.metresTo(durham)).isEqualTo(durham.metresTo(newcastle));
    assertThat(durham.metresTo(durham.movedBy(1_000, 60))).isBetween(998, 1_002);
  }

  @Test
  void a_cuisine_is_known_by_its_other_names() {
    assertThat(CATALOGUE.cuisine("Sushi")).isEqualTo("japanese");
    assertThat(CATALOGUE.cuisine("Fish and Chips")).isEqualTo("fish_and_chips");
    assertThat(CATALOGUE.cuisine("middle eastern")).isEqualTo("lebanese");
    assertThat(CATALOGUE.cuisine("tex-mex")).isEqualTo("mexican");
    assertThat(CATALOGUE.cuisine(" indian ")).isEqualTo("indian");
    assertThat(CATALOGUE.cuisine("martian")).isEqualTo("martian");
  }

  private static List<String> choiceIds(Menu.Item item) {
    List<String> ids = new ArrayList<>();
    item.options().forEach(option -> option.choices().forEach(choice -> ids.add(choice.id())));
    return ids;
  }

  @Test
  void owners_may_use_every_word_that_the_catalogue_uses() {
    for (String id : CATALOGUE.restaurantIds()) {
      for (KitchenDish dish : CATALOGUE.restaurant(id).orElseThrow().kitchen().dishes()) {
        assertThat(DishDetails.ALLERGENS).containsAll(dish.allergens());
        assertThat(DishDetails.DIETS).containsAll(dish.diet());
      }
    }
  }
}
