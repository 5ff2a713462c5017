package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** Order of a list of restaurants; ties always end at the id, so that pages do not overlap. */
public enum RestaurantSort {
  DISTANCE,
  RATING,
  FEE;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<RestaurantSort> ofWord(String word) {
    for (RestaurantSort sort : values()) {
      if (sort.word().equals(word)) {
        return Optional.of(sort);
      }
    }
    return Optional.empty();
  }
}
