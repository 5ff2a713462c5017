package grapevine.replica.provider;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cell of a grid of 0.02 degrees (in Britain some 2.2 km by 1.3 km), counted from the equator and
 * Greenwich. Restaurants are asked for by tile, so that neighbours share one request; what is asked
 * for is a circle round its centre that reaches well beyond it.
 */
public record Tile(int row, int column) {
  /** Of the circle that a tile's restaurants are in. */
  public static final int RADIUS_METRES = 2_500;

  private static final int PER_DEGREE = 50;
  private static final int ROWS = 90 * PER_DEGREE;
  private static final int COLUMNS = 180 * PER_DEGREE;
  private static final Pattern ID = Pattern.compile("(-?[0-9]{1,4})_(-?[0-9]{1,4})");

  public Tile {
    if (!isOnGrid(row, column)) {
      throw new IllegalArgumentException("no tile of the grid: " + row + ", " + column);
    }
  }

  public static Tile of(Coordinates place) {
    // The pole and the date line belong to the last tile before them.
    return new Tile(
        Math.min(ROWS - 1, (int) Math.floor(place.latitude() * PER_DEGREE)),
        Math.min(COLUMNS - 1, (int) Math.floor(place.longitude() * PER_DEGREE)));
  }

  /** Reads {@link #id()}. */
  public static Optional<Tile> parse(String id) {
    Matcher matcher = ID.matcher(id);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int row = Integer.parseInt(matcher.group(1));
    int column = Integer.parseInt(matcher.group(2));
    return isOnGrid(row, column) ? Optional.of(new Tile(row, column)) : Optional.empty();
  }

  /** As 2738_-79; the same for ever, because facts are kept under it. */
  public String id() {
    return row + "_" + column;
  }

  public Coordinates centre() {
    return new Coordinates((row + 0.5) / PER_DEGREE, (column + 0.5) / PER_DEGREE);
  }

  private static boolean isOnGrid(int row, int column) {
    return row >= -ROWS && row < ROWS && column >= -COLUMNS && column < COLUMNS;
  }
}
