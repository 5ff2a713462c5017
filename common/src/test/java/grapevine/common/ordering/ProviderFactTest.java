package grapevine.common.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.common.Json;
import grapevine.common.ordering.ProviderFact.AreaLoaded;
import grapevine.common.ordering.ProviderFact.AreaWanted;
import grapevine.common.ordering.ProviderFact.PostcodeResolved;
import grapevine.common.ordering.ProviderFact.PostcodeWanted;
import grapevine.common.ordering.ProviderFact.ProviderSilenced;
import grapevine.common.ordering.ProviderFact.RatingsLoaded;
import grapevine.common.ordering.ProviderFact.RatingsWanted;
import grapevine.common.ordering.ProviderFact.RestaurantFound;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProviderFactTest {
  private static final Tile TILE = Tile.at(54.767, -1.573);
  private static final Postcode POSTCODE = new Postcode("DH1 3LE");

  @Test
  void every_fact_reads_back() {
    List<Operation> facts =
        List.of(
            AreaWanted.now(TILE, 7),
            PostcodeWanted.now(POSTCODE, 7),
            RatingsWanted.now(TILE, 7),
            new RatingsLoaded(TILE, 7),
            new RestaurantFound("osm-way-2", "Bob's", 54.7, -1.5, List.of(), null, null, 7L, 1),
            new AreaLoaded(TILE, List.of("osm"), List.of("osm-node-1"), 7),
            restaurant("osm-node-1", 1),
            new PostcodeResolved(
                POSTCODE, true, 54.7, -1.5, true, "postcodes.io", List.of("1 Road"), 7),
            new PostcodeResolved(POSTCODE, false, null, null, false, "osm", List.of(), 7),
            new ProviderSilenced("osm", 7));
    for (Operation fact : facts) {
      assertThat(Json.read(Json.bytes(fact), Operation.class)).isEqualTo(fact);
    }
    assertThat(Json.text(facts.get(0)))
        .isEqualTo("{\"op\":\"area-wanted\",\"tile\":\"t2738_-79\",\"atMillis\":0}");
  }

  @Test
  void all_wants_of_a_period_are_one_update() {
    long hour = ProviderFact.Want.PERIOD_MILLIS;
    assertThat(AreaWanted.now(TILE, hour).callId())
        .isEqualTo(AreaWanted.now(TILE, 2 * hour - 1).callId())
        .isNotEqualTo(AreaWanted.now(TILE, 2 * hour).callId())
        .isNotEqualTo(AreaWanted.now(Tile.at(0, 0), hour).callId());
  }

  @Test
  void a_restaurant_says_the_same_whenever_it_was_found() {
    assertThat(restaurant("osm-node-1", 1).isSameAs(restaurant("osm-node-1", 2))).isTrue();
    assertThat(restaurant("osm-node-1", 1).isSameAs(restaurant("osm-node-2", 1))).isFalse();
  }

  @Test
  void what_is_beyond_a_bound_is_no_fact() {
    assertThatThrownBy(() -> restaurant("dh1-3le-indian", 1))
        .hasMessageContaining("id of a real restaurant");
    assertThatThrownBy(() -> restaurant("osm-node-12345678901234567890", 1))
        .hasMessageContaining("id of a real restaurant");
    List<String> tooMany = Collections.nCopies(Bounds.AREA_RESTAURANTS + 1, "osm-node-1");
    assertThatThrownBy(() -> new AreaLoaded(TILE, List.of(), tooMany, 1))
        .hasMessageContaining("more than 200");
    assertThatThrownBy(
            () -> new PostcodeResolved(POSTCODE, true, Double.NaN, 0.0, false, "osm", List.of(), 1))
        .hasMessageContaining("position");
    assertThatThrownBy(() -> new Tile(4501, 0)).hasMessageContaining("tile");
    assertThatThrownBy(() -> Tile.ofText("t01_1")).hasMessageContaining("one spelling");
  }

  @Test
  void a_tile_contains_its_centre_and_what_is_near() {
    assertThat(TILE.text()).isEqualTo("t2738_-79");
    assertThat(Tile.at(TILE.centreLatitude(), TILE.centreLongitude())).isEqualTo(TILE);
    assertThat(Tile.at(54.761, -1.579)).isEqualTo(TILE);
    assertThat(Tile.at(54.759, -1.573)).isNotEqualTo(TILE);
  }

  private static RestaurantFound restaurant(String id, long fetchedAt) {
    return new RestaurantFound(
        id,
        "Ann's",
        54.767,
        -1.573,
        List.of("indian"),
        OpeningHours.always(),
        new HygieneRating("5", null),
        fetchedAt);
  }
}
