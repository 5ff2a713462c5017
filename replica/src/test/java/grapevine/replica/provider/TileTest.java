package grapevine.replica.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {
  /** Facts are kept under these: they may never change. */
  @ParameterizedTest
  @CsvSource({
    "54.767, -1.573, 2738_-79",
    "54.78, -1.56, 2739_-78",
    "54.779999, -1.560001, 2738_-79",
    "0, 0, 0_0",
    "-0.01, 0.01, -1_0",
    "90, 180, 4499_8999",
    "-90, -180, -4500_-9000"
  })
  void a_place_has_one_tile(double latitude, double longitude, String id) {
    Tile tile = Tile.of(new Coordinates(latitude, longitude));
    assertThat(tile.id()).isEqualTo(id);
    assertThat(Tile.parse(id)).contains(tile);
    assertThat(Tile.of(tile.centre())).isEqualTo(tile);
  }

  @Test
  void the_circle_of_a_tile_covers_it() {
    Coordinates corner = new Coordinates(49.9, -6.3);
    assertThat(Tile.of(corner).centre().metresTo(corner)).isLessThan(Tile.RADIUS_METRES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1_", "4500_0", "0_9000", "-4501_0", "99999_0", "1_1 ", "a_b"})
  void other_text_is_no_tile(String text) {
    assertThat(Tile.parse(text)).isEmpty();
  }

  @Test
  void coordinates_are_places_on_earth() {
    assertThat(Coordinates.of(Double.NaN, 0)).isEmpty();
    assertThat(Coordinates.of(0, Double.POSITIVE_INFINITY)).isEmpty();
    assertThat(Coordinates.of(90.1, 0)).isEmpty();
    assertThat(Coordinates.of(-1e-9, 1.00000049)).contains(new Coordinates(0, 1));
    assertThatThrownBy(() -> new Coordinates(0, 181)).hasMessageContaining("181");
  }
}
