package grapevine.replica.provider;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.HygieneRating;
import grapevine.replica.provider.FoundRestaurant.Offer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rating is joined to a restaurant by the id that the map tells, if it can be its. */
class RatedRestaurantTest {
  private static final Coordinates HERE = new Coordinates(54.767, -1.573);
  private static final Inspection OLD = rating("3", "2020-01-01", HERE);
  private static final Inspection NEW = rating("5", "2025-01-01", HERE);
  private static final Inspection UNDATED = rating("Exempt", null, null);

  @Test
  void a_restaurant_gets_the_rating_of_its_id() {
    assertThat(joined(7L, NEW)).isEqualTo(NEW.rating());
    assertThat(joined(7L, UNDATED)).isEqualTo(UNDATED.rating());
    assertThat(joined(8L, NEW)).isNull();
    assertThat(joined(null, NEW)).isNull();
    assertThat(joined(7L)).isNull();
  }

  @Test
  void of_two_ratings_the_later_counts() {
    assertThat(joined(7L, OLD, NEW)).isEqualTo(NEW.rating());
    assertThat(joined(7L, NEW, OLD, UNDATED)).isEqualTo(NEW.rating());
  }

  @Test
  void a_rating_from_another_part_of_town_is_not_its() {
    assertThat(joined(7L, rating("5", null, new Coordinates(54.775, -1.573)))).isNotNull();
    assertThat(joined(7L, rating("5", null, new Coordinates(54.777, -1.573)))).isNull();
    assertThat(joined(7L, rating("5", null, new Coordinates(54.767, -1.590)))).isNull();
  }

  private static HygieneRating joined(Long fhrsId, Inspection... ratings) {
    FoundRestaurant restaurant =
        new FoundRestaurant(
            "node/1", "One", HERE, List.of(), "", Offer.YES, Offer.NO, List.of(), fhrsId);
    List<RatedRestaurant> joined = RatedRestaurant.join(List.of(restaurant), List.of(ratings));
    assertThat(joined).hasSize(1);
    assertThat(joined.get(0).restaurant()).isEqualTo(restaurant);
    return joined.get(0).rating();
  }

  private static Inspection rating(String value, String date, Coordinates place) {
    return new Inspection(7, "One", new HygieneRating(value, date), place);
  }
}
