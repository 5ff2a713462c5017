package grapevine.database;

import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Review;
import grapevine.common.ordering.ReviewPage;
import grapevine.protocol.CallId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reviews of one snapshot. An order's review is a register: of all that were written the newest by
 * (lamport, call id) counts, which is the order of the index.
 */
final class ReviewReader {
  /** Rows of a restaurant that its average looks at, the newest. */
  private static final int COUNTED = 500;

  /** Of one order: more would be orders with the same half of a call id. */
  private static final int NEWEST = 3;

  private final Snapshot snapshot;
  private final RestaurantMemory memory;

  ReviewReader(Snapshot snapshot, RestaurantMemory memory) {
    this.snapshot = snapshot;
    this.memory = memory;
  }

  /**
   * What the customers of a restaurant say.
   *
   * @param average null while there are no reviews
   */
  record Rating(Double average, int count) {}

  private record Written(OperationRow row, Operation.WriteReview facts) {}

  /** What counts of an order. */
  Optional<Review> find(CallId order, String orderId) throws Snapshot.Outdated {
    return newest(order, orderId).map(written -> Review.of(written.facts));
  }

  ReviewPage list(String restaurantId, ListCursor after, int limit) throws Snapshot.Outdated {
    List<OperationRow> rows = rows(restaurantId, after, limit + 1);
    List<ReviewPage.Item> items = new ArrayList<>();
    for (OperationRow row : rows.subList(0, Math.min(limit, rows.size()))) {
      Optional<Written> written = read(row, restaurantId);
      if (written.isPresent() && counts(written.get())) {
        items.add(ReviewPage.Item.of(Review.of(written.get().facts)));
      }
    }
    String next = rows.size() > limit ? TalkCursor.REVIEWS.after(rows.get(limit - 1)) : null;
    return page(restaurantId, items, next);
  }

  private ReviewPage page(String restaurantId, List<ReviewPage.Item> items, String next)
      throws Snapshot.Outdated {
    Rating rating = readRating(restaurantId);
    return new ReviewPage(restaurantId, rating.average(), rating.count(), items, next);
  }

  /** Of one that there is: what is remembered is bounded by them. */
  Rating rating(String restaurantId) throws Snapshot.Outdated {
    return memory.rating(restaurantId, snapshot, () -> readRating(restaurantId));
  }

  private Rating readRating(String restaurantId) throws Snapshot.Outdated {
    TreeSet<String> orders = new TreeSet<>();
    long stars = 0;
    for (OperationRow row : rows(restaurantId, ListCursor.START, COUNTED)) {
      Optional<Written> written = read(row, restaurantId);
      // The newest of an order comes first.
      if (written.isPresent() && orders.add(written.get().facts.orderId())) {
        stars += written.get().facts.stars();
      }
    }
    int count = orders.size();
    Double average = count == 0 ? null : Double.valueOf(Math.round(10.0 * stars / count) / 10.0);
    return new Rating(average, count);
  }

  private List<OperationRow> rows(String restaurantId, ListCursor after, int limit)
      throws Snapshot.Outdated {
    return snapshot.newest(
        FiledUnder.AUDIENCE,
        TalkFiling.reviewsOf(restaurantId),
        OperationKind.REVIEW,
        after,
        limit);
  }

  private boolean counts(Written written) throws Snapshot.Outdated {
    CallId order = OrderReader.callIdOf(written.facts.orderId()).orElseThrow();
    return newest(order, written.facts.orderId())
        .filter(newest -> newest.row.callId().equals(written.row.callId()))
        .isPresent();
  }

  private Optional<Written> newest(CallId order, String orderId) throws Snapshot.Outdated {
    List<OperationRow> rows =
        snapshot.newest(
            FiledUnder.SUBJECT,
            Filing.subjectOf(order),
            OperationKind.REVIEW,
            ListCursor.START,
            NEWEST);
    return rows.stream()
        .flatMap(row -> written(row).stream())
        .filter(written -> written.facts.orderId().equals(orderId))
        .findFirst();
  }

  private static Optional<Written> read(OperationRow row, String restaurantId) {
    // Two restaurants may have one fingerprint.
    return written(row).filter(written -> written.facts.restaurantId().equals(restaurantId));
  }

  private static Optional<Written> written(OperationRow row) {
    return TalkRows.readAs(Operation.WriteReview.class, row).map(facts -> new Written(row, facts));
  }
}
