package grapevine.replica.provider;

import grapevine.common.ordering.Tile;
import java.util.List;

/**
 * The hygiene ratings of restaurants and takeaways within a mile of a tile's centre.
 *
 * @param isTruncated there are more than were asked for, further away
 */
public record HygieneArea(
    Tile tile, List<Inspection> inspections, boolean isTruncated, long fetchedAtMillis) {
  public HygieneArea {
    inspections = List.copyOf(inspections);
  }
}
