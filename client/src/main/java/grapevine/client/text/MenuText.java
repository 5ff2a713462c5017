package grapevine.client.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A menu by categories, its dishes numbered through from 1. */
public final class MenuText {
  private MenuText() {}

  /** The dishes in the order of their numbers. */
  public static List<JsonNode> items(JsonNode menu) {
    List<JsonNode> items = new ArrayList<>();
    menu.path("categories").forEach(category -> category.path("items").forEach(items::add));
    return items;
  }

  /** {@code withIds} adds item, option and choice ids, which the commands take. */
  public static List<String> lines(Screen screen, JsonNode menu, boolean withIds) {
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (JsonNode category : menu.path("categories")) {
      lines.add("");
      lines.add(screen.bold(Printable.of(category, "name")));
      for (JsonNode item : category.path("items")) {
        lines.add(itemLine(screen, item, ++number, withIds));
        if (withIds) {
          lines.addAll(optionLines(screen, item));
        }
      }
    }
    if (menu.path("demo").asBoolean()) {
      lines.add("");
      lines.addAll(screen.wrap("Demonstration menu: dishes and allergens are invented."));
    }
    return lines;
  }

  private static String itemLine(Screen screen, JsonNode item, int number, boolean withIds) {
    StringBuilder label = new StringBuilder("%3d  ".formatted(number));
    if (withIds) {
      label.append(Printable.of(item, "id")).append("  ");
    }
    label.append(Printable.of(item, "name"));
    List<String> marks = new ArrayList<>();
    item.path("diet").forEach(diet -> marks.add(Printable.clean(diet.asText())));
    if (!withIds && item.path("options").size() > 0) {
      marks.add("options");
    }
    boolean inStock = item.path("inStock").asBoolean(true);
    if (inStock && item.path("portionsLeft").isInt()) {
      marks.add(item.path("portionsLeft").asInt() + " left");
    }
    if (!marks.isEmpty()) {
      label.append(" (").append(String.join(", ", marks)).append(')');
    }
    return screen.bill(
        label.toString(), inStock ? screen.money(item.path("pricePence").asLong()) : "sold out");
  }

  private static List<String> optionLines(Screen screen, JsonNode item) {
    List<String> lines = new ArrayList<>();
    for (JsonNode option : item.path("options")) {
      lines.add("       " + Printable.of(option, "name") + " (" + howMany(option) + "):");
      for (JsonNode choice : option.path("choices")) {
        String label =
            "         " + Printable.of(choice, "id") + "  " + Printable.of(choice, "name");
        lines.add(screen.bill(label, extra(screen, choice)));
      }
    }
    return lines;
  }

  public static String howMany(JsonNode option) {
    int min = option.path("min").asInt();
    int max = option.path("max").asInt();
    if (min == max) {
      return "choose " + min;
    }
    return min == 0 ? "up to " + max : "choose " + min + " to " + max;
  }

  public static String extra(Screen screen, JsonNode choice) {
    long pence = choice.path("pricePence").asLong();
    return pence == 0 ? "" : "+" + screen.money(pence);
  }
}
