package grapevine.replica.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CoordinatesTest {
  @Test
  void the_circle_of_a_tile_covers_it() {
    Coordinates corner = new Coordinates(49.9, -6.3);
    assertThat(Coordinates.centreOf(corner.tile()).metresTo(corner))
        .isLessThan(Overpass.RADIUS_METRES);
  }

  @Test
  void even_the_tile_at_the_pole_has_a_centre_on_earth() {
    Coordinates centre = Coordinates.centreOf(new Coordinates(90, 180).tile());
    assertThat(centre.latitude()).isLessThan(90);
    assertThat(centre.longitude()).isLessThan(180);
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
