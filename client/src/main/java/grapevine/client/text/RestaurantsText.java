package grapevine.client.text;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.text.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** Restaurants as a numbered table; the numbers are what the dialogue asks for. */
public final class RestaurantsText {
  private static final int WIDTH_FOR_RATING = 90;

  private RestaurantsText() {}

  public static List<String> lines(Screen screen, Iterable<JsonNode> items, boolean withIds) {
    boolean wide = screen.width() >= WIDTH_FOR_RATING;
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.right("#"),
                Column.flexible("Restaurant"),
                withIds ? Column.left("Id") : Column.flexible("Cuisine").optional(),
                Column.left("Now"),
                Column.right("Away").optional(),
                Column.right("Fee"),
                Column.right("Minimum").optional(),
                Column.right("Minutes").optional()));
    if (wide) {
      columns.add(Column.right("Rating").optional());
    }
    Table table = new Table(columns.toArray(Column[]::new));
    int number = 0;
    for (JsonNode item : items) {
      List<String> cells = cells(screen, item, ++number, withIds);
      if (wide) {
        cells.add(item.path("rating").isNumber() ? item.path("rating").asText() : "-");
      }
      table.row(cells.toArray(String[]::new));
    }
    List<String> lines = table.lines(screen.width());
    lines.set(0, screen.bold(lines.get(0)));
    return lines;
  }

  private static List<String> cells(Screen screen, JsonNode item, int number, boolean withIds) {
    List<String> cuisines = new ArrayList<>();
    item.path("cuisines").forEach(cuisine -> cuisines.add(Printable.clean(cuisine.asText())));
    return new ArrayList<>(
        List.of(
            Integer.toString(number),
            Printable.of(item, "name"),
            withIds ? Printable.of(item, "id") : String.join(", ", cuisines),
            item.path("openNow").asBoolean() ? "open" : "closed",
            distance(item.path("distanceMetres")),
            screen.money(item.path("deliveryFeePence").asLong()),
            screen.money(item.path("minimumOrderPence").asLong()),
            minutes(item.path("etaMinutes"))));
  }

  private static String distance(JsonNode metres) {
    if (!metres.isNumber()) {
      return "-";
    }
    return metres.asLong() < 1_000
        ? metres.asLong() + " m"
        : "%.1f km".formatted(metres.asLong() / 1_000.0);
  }

  private static String minutes(JsonNode range) {
    return range.size() == 2 ? range.path(0).asInt() + "-" + range.path(1).asInt() : "-";
  }
}
