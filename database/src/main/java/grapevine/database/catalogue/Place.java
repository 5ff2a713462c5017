package grapevine.database.catalogue;

import grapevine.common.ordering.Attribution;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.PostcodePlace;
import grapevine.common.ordering.Rfc3339;
import grapevine.common.ordering.Tile;
import java.util.List;

/**
 * Where a postcode is taken to be.
 *
 * @param isExact false when it is only known to be somewhere around
 * @param fetchedAtMillis null for what is built in
 * @param isDegraded live data was wanted, and is missing or stale
 */
public record Place(
    Position position,
    boolean isExact,
    String source,
    Long fetchedAtMillis,
    boolean isDegraded,
    boolean isRetired) {
  static Place builtIn(Position position, boolean isExact, boolean isDegraded) {
    return new Place(position, isExact, Catalogue.SOURCE, null, isDegraded, false);
  }

  public Tile tile() {
    return Tile.at(position.latitude(), position.longitude());
  }

  /**
   * @param sources of the place and the addresses
   */
  public PostcodePlace shown(Postcode postcode, List<String> addresses, List<String> sources) {
    return new PostcodePlace(
        postcode,
        position.latitude(),
        position.longitude(),
        isExact ? "postcode" : "outcode",
        source,
        fetchedAtMillis == null ? null : Rfc3339.ofMillis(fetchedAtMillis),
        isDegraded,
        isRetired,
        addresses,
        Attribution.of(sources));
  }
}
