package grapevine.database;

import grapevine.database.KitchenReader.Run;
import grapevine.database.ReviewReader.Rating;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * What was read of restaurants, for as long as nothing new is filed for them: lists show a hundred,
 * and a rating takes hundreds of rows. The writer says of each row that it executed one; readers
 * see all of that for the view that they have, since a view is published after it.
 */
final class RestaurantMemory {
  private static final Set<OperationKind> KINDS =
      EnumSet.of(
          OperationKind.REVIEW,
          OperationKind.DISH_ADDED,
          OperationKind.DISH_EDITED,
          OperationKind.DISH_SWITCHED,
          OperationKind.HOURS,
          OperationKind.PAUSE,
          OperationKind.TERMS,
          OperationKind.RESTAURANT_FOUND);

  /** By audience the last row filed for it since the start. As many as there are restaurants. */
  private final ConcurrentHashMap<Long, Long> changed = new ConcurrentHashMap<>();

  private final Remembered<Run> runs = new Remembered<>();
  private final Remembered<Rating> ratings = new Remembered<>();

  void executed(OperationRow row) {
    if (KINDS.contains(row.filing().kind()) && row.filing().audience() != null) {
      changed.put(row.filing().audience(), row.sequence());
    }
  }

  /** What is not there is not remembered, or memory would have no bound. */
  Optional<Run> run(String restaurantId, Snapshot snapshot, Reading<Optional<Run>> reading)
      throws Snapshot.Outdated {
    long last =
        LongStream.of(
                KitchenFiling.editsOf(restaurantId),
                KitchenFiling.dishesOf(restaurantId),
                ProviderFiling.register(OperationKind.RESTAURANT_FOUND, restaurantId))
            .map(this::last)
            .max()
            .orElseThrow();
    return runs.get(restaurantId, last, snapshot, reading);
  }

  Rating rating(String restaurantId, Snapshot snapshot, Reading<Rating> reading)
      throws Snapshot.Outdated {
    return ratings
        .get(
            restaurantId,
            last(TalkFiling.reviewsOf(restaurantId)),
            snapshot,
            () -> Optional.of(reading.read()))
        .orElseThrow();
  }

  private long last(long audience) {
    return changed.getOrDefault(audience, 0L);
  }

  interface Reading<T> {
    T read() throws Snapshot.Outdated;
  }

  private static final class Remembered<T> {
    private final ConcurrentHashMap<String, Read<T>> byRestaurant = new ConcurrentHashMap<>();

    /**
     * @param last the row after which it was read, of those that can change it
     */
    private record Read<T>(long last, T value) {}

    Optional<T> get(String restaurantId, long last, Snapshot snapshot, Reading<Optional<T>> reading)
        throws Snapshot.Outdated {
      if (last > snapshot.sequence()) {
        // Executed after this view: what is remembered may be newer than the view.
        return reading.read();
      }
      Read<T> known = byRestaurant.get(restaurantId);
      if (known != null && known.last == last) {
        return Optional.of(known.value);
      }
      Optional<T> value = reading.read();
      value.ifPresent(read -> byRestaurant.put(restaurantId, new Read<>(last, read)));
      return value;
    }
  }
}
