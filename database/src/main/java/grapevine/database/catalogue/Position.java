package grapevine.database.catalogue;

import java.util.List;

/**
 * A place on Earth in degrees (WGS 84). Uses {@link StrictMath} only: plain {@code Math} may differ
 * in the last bit between machines, and replicas must agree on every distance.
 */
public record Position(double latitude, double longitude) {
  private static final double EARTH_RADIUS_METRES = 6_371_000;

  /** Of a few that are close to one another, in their order. */
  static Position middle(List<Position> positions) {
    double latitude = 0;
    double longitude = 0;
    for (Position position : positions) {
      latitude += position.latitude;
      longitude += position.longitude;
    }
    return new Position(latitude / positions.size(), longitude / positions.size());
  }

  /** Great-circle distance by the haversine formula, in whole metres. */
  int metresTo(Position other) {
    double halfLatitude = StrictMath.toRadians(other.latitude - latitude) / 2;
    double halfLongitude = StrictMath.toRadians(other.longitude - longitude) / 2;
    double sinLatitude = StrictMath.sin(halfLatitude);
    double sinLongitude = StrictMath.sin(halfLongitude);
    double cosines =
        StrictMath.cos(StrictMath.toRadians(latitude))
            * StrictMath.cos(StrictMath.toRadians(other.latitude));
    double h = sinLatitude * sinLatitude + cosines * sinLongitude * sinLongitude;
    return (int) StrictMath.rint(2 * EARTH_RADIUS_METRES * StrictMath.asin(StrictMath.sqrt(h)));
  }

  /** A cheap lower bound, to skip most of the country before computing a distance. */
  boolean isSurelyBeyond(int metres, Position other) {
    double northMetres =
        StrictMath.toRadians(Math.abs(other.latitude - latitude)) * EARTH_RADIUS_METRES;
    return northMetres > metres + 1;
  }

  /** Good to about a metre over the few kilometres it is used for. */
  Position movedBy(int metres, int bearingDegrees) {
    double bearing = StrictMath.toRadians(bearingDegrees);
    double north = metres * StrictMath.cos(bearing) / EARTH_RADIUS_METRES;
    double east =
        metres
            * StrictMath.sin(bearing)
            / (EARTH_RADIUS_METRES * StrictMath.cos(StrictMath.toRadians(latitude)));
    return new Position(
        latitude + StrictMath.toDegrees(north), longitude + StrictMath.toDegrees(east));
  }
}
