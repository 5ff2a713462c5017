package grapevine.replica.provider;

import grapevine.common.ordering.Tile;
import java.util.Optional;

/** A place on Earth in degrees (WGS 84), to six decimals: 11 cm, so equal places are equal. */
public record Coordinates(double latitude, double longitude) {
  private static final double METRES_PER_DEGREE = 111_195;
  private static final double DECIMALS = 1e6;

  public Coordinates {
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
      throw new IllegalArgumentException("not a place on Earth: " + latitude + ", " + longitude);
    }
  }

  /** Empty for what is no place on Earth, infinities and NaN too. */
  static Optional<Coordinates> of(double latitude, double longitude) {
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
      return Optional.empty();
    }
    // Adding zero turns -0.0, which would not equal 0.0, into it.
    return Optional.of(
        new Coordinates(
            Math.rint(latitude * DECIMALS) / DECIMALS + 0.0,
            Math.rint(longitude * DECIMALS) / DECIMALS + 0.0));
  }

  static Coordinates centreOf(Tile tile) {
    return new Coordinates(tile.centreLatitude(), tile.centreLongitude());
  }

  public Tile tile() {
    return Tile.at(latitude, longitude);
  }

  /** As if the Earth were flat here: good enough to tell far from near. */
  double metresTo(Coordinates other) {
    double north = (other.latitude - latitude) * METRES_PER_DEGREE;
    double east =
        (other.longitude - longitude)
            * METRES_PER_DEGREE
            * StrictMath.cos(StrictMath.toRadians(latitude));
    return StrictMath.hypot(north, east);
  }
}
