package grapevine.database;

import grapevine.common.ordering.Attribution;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.ProviderFact;
import grapevine.common.ordering.ProviderFact.AreaLoaded;
import grapevine.common.ordering.ProviderFact.PostcodeResolved;
import grapevine.common.ordering.ProviderFact.ProviderSilenced;
import grapevine.common.ordering.ProviderFact.RatingsLoaded;
import grapevine.common.ordering.ProviderFact.RestaurantFound;
import grapevine.common.ordering.Tile;
import grapevine.database.catalogue.Freshness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What providers said, as of one snapshot. */
final class ProviderReader {
  /** Of one area of postcodes, for those who type. */
  private static final int LISTED = 500;

  private final Snapshot snapshot;
  private final Registers registers;

  ProviderReader(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.registers = new Registers(snapshot);
  }

  Optional<AreaLoaded> area(Tile tile) throws Snapshot.Outdated {
    return newest(
        AreaLoaded.class, OperationKind.AREA_LOADED, tile.text(), area -> area.tile().equals(tile));
  }

  /** When the agency was asked about a tile by itself. */
  Optional<RatingsLoaded> ratings(Tile tile) throws Snapshot.Outdated {
    return newest(
        RatingsLoaded.class,
        OperationKind.RATINGS_LOADED,
        tile.text(),
        ratings -> ratings.tile().equals(tile));
  }

  /** By itself, or together with the map. */
  boolean areRatingsFresh(Tile tile, long atMillis) throws Snapshot.Outdated {
    Optional<RatingsLoaded> alone = ratings(tile);
    return alone.filter(it -> areFresh(it.fetchedAtMillis(), atMillis)).isPresent()
        || area(tile)
            .filter(area -> area.sources().contains(Attribution.FSA.source()))
            .filter(area -> areFresh(area.fetchedAtMillis(), atMillis))
            .isPresent();
  }

  private static boolean areFresh(long fetchedAtMillis, long atMillis) {
    return Freshness.RATINGS.isFresh(fetchedAtMillis, atMillis);
  }

  Optional<RestaurantFound> restaurant(String id) throws Snapshot.Outdated {
    return newest(
        RestaurantFound.class,
        OperationKind.RESTAURANT_FOUND,
        id,
        found -> found.restaurantId().equals(id));
  }

  Optional<PostcodeResolved> postcode(Postcode postcode) throws Snapshot.Outdated {
    return newest(
        PostcodeResolved.class,
        OperationKind.POSTCODE_RESOLVED,
        postcode.text(),
        resolved -> resolved.postcode().equals(postcode));
  }

  Optional<ProviderSilenced> silenced(String provider) throws Snapshot.Outdated {
    return newest(
        ProviderSilenced.class,
        OperationKind.PROVIDER_SILENCED,
        provider,
        silenced -> silenced.provider().equals(provider));
  }

  /** Those that were resolved last, of an area such as DH. */
  List<PostcodeResolved> postcodes(String area) throws Snapshot.Outdated {
    List<PostcodeResolved> resolved = new ArrayList<>();
    for (OperationRow row :
        snapshot.newest(
            FiledUnder.AUDIENCE,
            ProviderFiling.postcodesOf(area),
            OperationKind.POSTCODE_RESOLVED,
            ListCursor.START,
            LISTED)) {
      TalkRows.readAs(PostcodeResolved.class, row).ifPresent(resolved::add);
    }
    return resolved;
  }

  private <T extends ProviderFact> Optional<T> newest(
      Class<T> type, OperationKind kind, String key, Predicate<T> isAsked)
      throws Snapshot.Outdated {
    return registers.newest(type, ProviderFiling.register(kind, key), kind, isAsked);
  }
}
