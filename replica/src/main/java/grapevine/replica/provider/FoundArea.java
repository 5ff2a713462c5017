package grapevine.replica.provider;

import grapevine.common.ordering.Tile;
import java.util.List;

/**
 * The restaurants round a tile.
 *
 * @param isTruncated there may be more than were asked for; which ones are missing has nothing to
 *     do with distance
 * @param mapAsOfMillis how new the map's own data was
 */
public record FoundArea(
    Tile tile,
    List<FoundRestaurant> restaurants,
    boolean isTruncated,
    long mapAsOfMillis,
    long fetchedAtMillis) {
  public FoundArea {
    restaurants = List.copyOf(restaurants);
  }
}
