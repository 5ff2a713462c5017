package grapevine.common.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {
  /** Facts are kept under these: they may never change. */
  @ParameterizedTest
  @CsvSource({
    "54.767, -1.573, t2738_-79",
    "54.78, -1.56, t2739_-78",
    "54.779999, -1.560001, t2738_-79",
    "0, 0, t0_0",
    "-0.01, 0.01, t-1_0",
    "90, 180, t4499_8999",
    "-90, -180, t-4500_-9000"
  })
  void a_place_has_one_tile(double latitude, double longitude, String text) {
    Tile tile = Tile.at(latitude, longitude);
    assertThat(tile.text()).isEqualTo(text);
    assertThat(Tile.ofText(text)).isEqualTo(tile);
    assertThat(Tile.at(tile.centreLatitude(), tile.centreLongitude())).isEqualTo(tile);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "t1",
        "t1_",
        "1_1",
        "t4500_0",
        "t0_9000",
        "t-4501_0",
        "t99999_0",
        "t1_1 ",
        "ta_b",
        "t01_1"
      })
  void other_text_is_no_tile(String text) {
    assertThatThrownBy(() -> Tile.ofText(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tile");
  }
}
