package grapevine.replica.provider;

import java.util.List;

/**
 * The hygiene ratings of restaurants and takeaways within a mile of a tile's centre.
 *
 * @param isTruncated there are more than were asked for, further away
 */
public record HygieneArea(
    Tile tile, List<HygieneRating> ratings, boolean isTruncated, long fetchedAtMillis) {
  public HygieneArea {
    ratings = List.copyOf(ratings);
  }
}
