package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of the grid that providers are asked about as a whole, 0.02 degrees wide and high (in
 * Britain some 1.3 km by 2.2 km): who searches in it gets what was found around its centre. Written
 * "t2738_-79"; part of what is on disks, so the grid is never to change.
 */
public record Tile(int row, int column) {
  private static final int A_DEGREE = 50;
  private static final int ROWS = 90 * A_DEGREE;
  private static final int COLUMNS = 180 * A_DEGREE;
  private static final Pattern TEXT = Pattern.compile("t(-?[0-9]{1,4})_(-?[0-9]{1,4})");

  public Tile {
    if (row < -ROWS || row >= ROWS || column < -COLUMNS || column >= COLUMNS) {
      throw new IllegalArgumentException("not a tile on Earth");
    }
  }

  public static Tile at(double latitude, double longitude) {
    // The pole and the date line belong to the last tile before them: a tile has a centre on Earth.
    return new Tile(
        Math.min(ROWS - 1, (int) Math.floor(latitude * A_DEGREE)),
        Math.min(COLUMNS - 1, (int) Math.floor(longitude * A_DEGREE)));
  }

  @JsonCreator
  public static Tile ofText(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a tile; write it like t2738_-79");
    }
    Tile tile = new Tile(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    if (!tile.text().equals(text)) {
      throw new IllegalArgumentException("a tile has one spelling: " + tile.text());
    }
    return tile;
  }

  @JsonValue
  public String text() {
    return "t" + row + "_" + column;
  }

  public double centreLatitude() {
    return (row + 0.5) / A_DEGREE;
  }

  public double centreLongitude() {
    return (column + 0.5) / A_DEGREE;
  }

  @Override
  public String toString() {
    return text();
  }
}
