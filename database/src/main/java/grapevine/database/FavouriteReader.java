package grapevine.database;

import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Favourites of one snapshot: of each restaurant what its customer has said last counts. */
final class FavouriteReader {
  /** So many changes are looked at; what only older ones say is not listed. */
  private static final int LOOKED_AT_MAX = 2_000;

  private static final int ROWS_AT_ONCE = 100;

  private final Snapshot snapshot;

  FavouriteReader(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Ids of restaurants, the newest favourite first. */
  List<String> of(String customerId) throws Snapshot.Outdated {
    List<String> favourites = new ArrayList<>();
    TreeSet<String> seen = new TreeSet<>();
    ListCursor at = ListCursor.START;
    for (int looked = 0; looked < LOOKED_AT_MAX; looked += ROWS_AT_ONCE) {
      List<OperationRow> rows =
          snapshot.newest(
              FiledUnder.AUDIENCE,
              KitchenFiling.favouritesOf(customerId),
              OperationKind.FAVOURITE,
              at,
              ROWS_AT_ONCE);
      for (OperationRow row : rows) {
        Optional<Operation.SetFavourite> said =
            TalkRows.readAs(Operation.SetFavourite.class, row)
                // Two customers may have one fingerprint.
                .filter(facts -> facts.customerId().equals(customerId));
        if (said.isPresent() && seen.add(said.get().restaurantId()) && said.get().on()) {
          favourites.add(said.get().restaurantId());
        }
        if (favourites.size() == Bounds.FAVOURITES) {
          return favourites;
        }
      }
      if (rows.size() < ROWS_AT_ONCE) {
        break;
      }
      at = ListCursor.at(rows.get(rows.size() - 1));
    }
    return favourites;
  }
}
