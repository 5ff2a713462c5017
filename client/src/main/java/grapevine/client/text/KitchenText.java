package grapevine.client.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** How a restaurant is run, for who runs it. */
public final class KitchenText {
  private KitchenText() {}

  public static List<String> dish(Screen screen, JsonNode dish) {
    List<String> lines = new ArrayList<>();
    String label = Printable.of(dish, "id") + "  " + Printable.of(dish, "name");
    List<String> marks = new ArrayList<>();
    dish.path("diet").forEach(word -> marks.add(Printable.clean(word.asText())));
    if (!dish.path("onMenu").asBoolean(true)) {
      marks.add("off the menu");
    }
    if (!dish.path("inStock").asBoolean(true)) {
      marks.add("out of stock");
    }
    String marked = marks.isEmpty() ? "" : " (" + String.join(", ", marks) + ")";
    lines.add(screen.bill(label + marked, screen.money(dish.path("pricePence").asLong())));
    List<String> allergens = new ArrayList<>();
    dish.path("allergens").forEach(word -> allergens.add(Printable.clean(word.asText())));
    String contains = allergens.isEmpty() ? "" : "; contains " + String.join(", ", allergens);
    screen.wrap(Printable.of(dish, "category") + contains).forEach(line -> lines.add("  " + line));
    return lines;
  }

  public static String stock(Screen screen, JsonNode answer) {
    boolean isLimited = answer.path("portions").isInt();
    return screen.good(
        isLimited ? "Portions left: " + answer.path("portions").asInt() : "Not limited any more.");
  }

  public static List<String> dishes(Screen screen, JsonNode all) {
    List<String> lines = new ArrayList<>();
    all.path("items").forEach(dish -> lines.addAll(dish(screen, dish)));
    lines.add("");
    lines.add(
        "Dishes added: %d of %d."
            .formatted(all.path("added").asInt(), all.path("addedMax").asInt()));
    return lines;
  }

  public static List<String> hours(JsonNode answer) {
    List<String> lines = new ArrayList<>();
    for (var day : answer.path("hours").properties()) {
      List<String> spans = new ArrayList<>();
      for (JsonNode span : day.getValue()) {
        spans.add(span.path(0).asText() + "-" + span.path(1).asText());
      }
      String open = spans.isEmpty() ? "closed" : String.join(", ", spans);
      lines.add(Printable.clean(day.getKey()) + "  " + Printable.clean(open));
    }
    return lines;
  }

  public static List<String> pause(Screen screen, JsonNode answer) {
    String until = Printable.of(answer, "until");
    return List.of(
        until.isEmpty() ? screen.good("Not paused.") : screen.bad("Paused until " + until + "."));
  }

  public static List<String> terms(Screen screen, JsonNode answer) {
    List<String> lines = new ArrayList<>();
    lines.add(
        screen.bill("Smallest order", screen.money(answer.path("minimumOrderPence").asLong())));
    for (JsonNode band : answer.path("bands")) {
      String from = screen.money(band.path("minimumAmountPence").asLong());
      lines.add(screen.bill("Delivery from " + from, screen.money(band.path("feePence").asLong())));
    }
    lines.add("Delivers up to " + answer.path("radiusMetres").asLong() + " m away.");
    return lines;
  }
}
