package grapevine.client.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows fitted to a width: the columns marked flexible give way, from the widest on, and cut text
 * ends in "..". Cells must be clean already ({@link Printable}).
 */
public final class Table {
  private static final int FLEXIBLE_MIN = 6;
  private static final String GAP = "  ";

  /** A heading and how its column behaves. */
  public record Column(String heading, boolean right, boolean flexible) {
    public static Column left(String heading) {
      return new Column(heading, false, false);
    }

    public static Column right(String heading) {
      return new Column(heading, true, false);
    }

    public static Column flexible(String heading) {
      return new Column(heading, false, true);
    }
  }

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(Column... columns) {
    this.columns = List.of(columns);
  }

  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /**
   * The lines, the heading first, none wider than {@code width} as far as flexible columns allow.
   */
  public List<String> lines(int width) {
    int[] widths = widths(width);
    List<String> lines = new ArrayList<>();
    lines.add(line(columns.stream().map(Column::heading).toList(), widths));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private int[] widths(int width) {
    int[] widths = new int[columns.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = length(columns.get(c).heading());
      for (List<String> row : rows) {
        widths[c] = Math.max(widths[c], length(row.get(c)));
      }
    }
    int excess = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - width;
    for (; excess > 0; excess--) {
      int widest = widestFlexible(widths);
      if (widest < 0) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private int widestFlexible(int[] widths) {
    int widest = -1;
    for (int c = 0; c < widths.length; c++) {
      boolean gives = columns.get(c).flexible() && widths[c] > FLEXIBLE_MIN;
      if (gives && (widest < 0 || widths[c] > widths[widest])) {
        widest = c;
      }
    }
    return widest;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String cell = cut(cells.get(c), widths[c]);
      String padding = " ".repeat(Math.max(0, widths[c] - length(cell)));
      line.append(c == 0 ? "" : GAP);
      line.append(columns.get(c).right() ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  static String cut(String text, int width) {
    return length(text) <= width
        ? text
        : text.substring(0, text.offsetByCodePoints(0, width - 2)) + "..";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
