package grapevine.database;

import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.ProviderFact.AreaLoaded;
import grapevine.common.ordering.ProviderFact.AreaWanted;
import grapevine.common.ordering.ProviderFact.PostcodeResolved;
import grapevine.common.ordering.ProviderFact.PostcodeWanted;
import grapevine.common.ordering.ProviderFact.ProviderSilenced;
import grapevine.common.ordering.ProviderFact.RatingsWanted;
import grapevine.common.ordering.ProviderFact.RestaurantFound;
import grapevine.common.ordering.ProviderFact.Want;
import grapevine.common.ordering.Tile;
import grapevine.database.catalogue.Freshness;
import grapevine.database.catalogue.PostcodeChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is wanted of providers, in the order in which it was executed here, and what they said
 * already; each as of now. Used by one thread.
 */
public final class ProviderWants implements AutoCloseable {
  /** At the start, of each kind. */
  private static final int LOOKED_AT = 500;

  private final QueryReader reader;

  ProviderWants(QueryReader reader) {
    this.reader = reader;
  }

  /** Of what was executed last. */
  public long newest() {
    return reader.fresh(Snapshot::sequence);
  }

  /** Those made since then, as far as one looks at the start. */
  public List<Want> since(long atMillis) {
    return reader.fresh(
        state -> {
          List<Want> wants = new ArrayList<>();
          for (OperationKind kind : ProviderFiling.WANTED) {
            for (OperationRow row :
                state.newest(
                    FiledUnder.AUDIENCE, ProviderFiling.WANTS, kind, ListCursor.START, LOOKED_AT)) {
              if (row.filing().atMillis() >= atMillis) {
                TalkRows.readAs(Want.class, row).ifPresent(wants::add);
              }
            }
          }
          return wants;
        });
  }

  /** Those after one sequence number, and up to another that is not above the newest. */
  public List<Want> between(long after, long upTo) {
    return reader.fresh(
        state -> {
          List<Want> wants = new ArrayList<>();
          for (OperationRow row : state.wanted(after, upTo)) {
            TalkRows.readAs(Want.class, row).ifPresent(wants::add);
          }
          return wants;
        });
  }

  /** Whether nobody needs to be asked. */
  public boolean isMet(Want want, long nowMillis) {
    return reader.fresh(
        state -> {
          ProviderReader provided = new ProviderReader(state);
          if (want instanceof RatingsWanted ratings) {
            return provided.areRatingsFresh(ratings.tile(), nowMillis);
          }
          return want instanceof AreaWanted area
              ? isFresh(provided, area.tile(), nowMillis)
              : isFresh(provided, ((PostcodeWanted) want).postcode(), nowMillis);
        });
  }

  private static boolean isFresh(ProviderReader provided, Tile tile, long nowMillis)
      throws Snapshot.Outdated {
    return provided
        .area(tile)
        .filter(area -> Freshness.AREA.isFresh(area.fetchedAtMillis(), nowMillis))
        .isPresent();
  }

  private static boolean isFresh(ProviderReader provided, Postcode postcode, long nowMillis)
      throws Snapshot.Outdated {
    return provided
        .postcode(postcode)
        .filter(said -> PostcodeChain.isFresh(said, nowMillis))
        .isPresent();
  }

  /** 0 for a provider that may be asked. */
  public long silencedUntil(String provider) {
    return reader
        .fresh(state -> new ProviderReader(state).silenced(provider))
        .map(ProviderSilenced::untilMillis)
        .orElse(0L);
  }

  /** Those of a tile, as it was loaded last. */
  public List<String> restaurants(Tile tile) {
    return reader
        .fresh(state -> new ProviderReader(state).area(tile))
        .map(AreaLoaded::restaurantIds)
        .orElse(List.of());
  }

  /** As it was found last. */
  public Optional<RestaurantFound> restaurant(String id) {
    return reader.fresh(state -> new ProviderReader(state).restaurant(id));
  }

  /** As it was resolved last. */
  public Optional<PostcodeResolved> postcode(Postcode postcode) {
    return reader.fresh(state -> new ProviderReader(state).postcode(postcode));
  }

  /** Above all that is executed here. */
  public long lamport() {
    return reader.fresh(state -> state.timestamps().lamport() + 1);
  }

  @Override
  public void close() {
    reader.close();
  }
}
