package grapevine.protocol;

import java.util.Objects;

/**
 * The identity of an update record: the {@code n}-th record that {@code origin} stamped, counted
 * from 1.
 */
public record Dot(MemberId origin, long n) {
  public Dot {
    Objects.requireNonNull(origin, "origin");
    if (n < 1) {
      throw new IllegalArgumentException("records are counted from 1, not " + n);
    }
  }

  @Override
  public String toString() {
    return "(" + origin + "," + n + ")";
  }
}
