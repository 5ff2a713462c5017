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

  /** Sooner than to make a column narrower than this, an optional one is left out. */
  private static final int READABLE_MIN = 12;

  private static final String GAP = "  ";

  /** A heading and how its column behaves. */
  public record Column(String heading, boolean right, boolean flexible, boolean isOptional) {
    public static Column left(String heading) {
      return new Column(heading, false, false, false);
    }

    public static Column right(String heading) {
      return new Column(heading, true, false, false);
    }

    public static Column flexible(String heading) {
      return new Column(heading, false, true, false);
    }

    /** Left out where there is no room for it, the last such column first. */
    public Column optional() {
      return new Column(heading, right, flexible, true);
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
    List<Integer> shown = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      shown.add(c);
    }
    int last = columns.size() - 1;
    while (last >= 0 && excess(narrowest(shown), width) > 0) {
      if (columns.get(last).isOptional()) {
        shown.remove(Integer.valueOf(last));
      }
      last--;
    }
    int[] widths = fitted(shown, width);
    List<String> lines = new ArrayList<>();
    lines.add(line(columns.stream().map(Column::heading).toList(), shown, widths));
    rows.forEach(row -> lines.add(line(row, shown, widths)));
    return lines;
  }

  private int[] narrowest(List<Integer> shown) {
    int[] widths = natural(shown);
    for (int i = 0; i < widths.length; i++) {
      boolean gives = columns.get(shown.get(i)).flexible();
      widths[i] = gives ? Math.min(widths[i], READABLE_MIN) : widths[i];
    }
    return widths;
  }

  private static int excess(int[] widths, int width) {
    return Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - width;
  }

  private int[] natural(List<Integer> shown) {
    int[] widths = new int[shown.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = shown.get(i);
      widths[i] = length(columns.get(column).heading());
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], length(row.get(column)));
      }
    }
    return widths;
  }

  private int[] fitted(List<Integer> shown, int width) {
    int[] widths = natural(shown);
    for (int excess = excess(widths, width); excess > 0; excess--) {
      int widest = widestFlexible(shown, widths);
      if (widest < 0) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private int widestFlexible(List<Integer> shown, int[] widths) {
    int widest = -1;
    for (int c = 0; c < widths.length; c++) {
      boolean gives = columns.get(shown.get(c)).flexible() && widths[c] > FLEXIBLE_MIN;
      if (gives && (widest < 0 || widths[c] > widths[widest])) {
        widest = c;
      }
    }
    return widest;
  }

  private String line(List<String> cells, List<Integer> shown, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String cell = cut(cells.get(shown.get(c)), widths[c]);
      String padding = " ".repeat(Math.max(0, widths[c] - length(cell)));
      line.append(c == 0 ? "" : GAP);
      line.append(columns.get(shown.get(c)).right() ? padding + cell : cell + padding);
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
