package grapevine.client.text;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.Answer;
import grapevine.client.text.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One order in full or in a line, and a list of orders. */
public final class OrderText {
  private static final Set<String> FINAL =
      Set.of("COMPLETED", "REJECTED", "EXPIRED", "CANCELLED", "DELIVERY_FAILED");

  private OrderText() {}

  public static boolean isFinal(JsonNode order) {
    return FINAL.contains(order.path("status").asText());
  }

  /** An order that was just placed, or was before with the same key. */
  public static List<String> placed(Screen screen, Answer answer) {
    List<String> lines = new ArrayList<>();
    lines.add(
        screen.good(answer.replayed() ? "Placed before with this key; here it is." : "Placed."));
    lines.addAll(lines(screen, answer.json()));
    return lines;
  }

  /** Status and how safe the order is, as in "PLACED, on disk at 2 replica managers". */
  public static String statusLine(JsonNode order) {
    int durability = order.path("durability").asInt();
    String settled =
        order.path("settled").asBoolean() ? ", settled everywhere" : ", not yet settled";
    return "%s, on disk at %d replica manager%s%s"
        .formatted(Printable.of(order, "status"), durability, durability == 1 ? "" : "s", settled);
  }

  /** What to cook, as in "2 x Tikka masala, 1 x Rice". */
  public static String dishes(JsonNode order) {
    List<String> dishes = new ArrayList<>();
    for (JsonNode line : order.path("lines")) {
      dishes.add(line.path("quantity").asInt() + " x " + Printable.of(line, "name"));
    }
    return String.join(", ", dishes);
  }

  /** An order in a line, for who is to do something about it. */
  public static String brief(Screen screen, JsonNode order) {
    return "%s, %s, %s, %s"
        .formatted(
            Printable.of(order, "status"),
            Printable.of(order, "service").toLowerCase(Locale.ROOT),
            screen.money(order.path("totalPence").asLong()),
            dishes(order));
  }

  /** Hours and minutes of an RFC 3339 instant, UTC. */
  public static String timeOfDay(String instant) {
    return instant.length() > 16 ? instant.substring(11, 16) : instant;
  }

  /** One change of a followed order, as in "PREPARING, ready at 18:25 UTC, on disk at ...". */
  public static String progress(JsonNode order) {
    String ready = Printable.of(order, "readyAt");
    String status = statusLine(order);
    if (isFinal(order) || ready.length() < 16) {
      return status;
    }
    String word = Printable.of(order, "status");
    return word + ", ready at " + timeOfDay(ready) + " UTC" + status.substring(word.length());
  }

  public static List<String> lines(Screen screen, JsonNode order) {
    List<String> lines = new ArrayList<>();
    lines.add(screen.bold("Order " + Printable.of(order, "id")));
    lines.addAll(
        screen.wrap(
            Printable.of(order, "restaurantName")
                + ", "
                + Printable.of(order, "service").toLowerCase(Locale.ROOT)));
    lines.addAll(screen.wrap(statusLine(order)));
    String readyAt = Printable.of(order, "readyAt");
    if (!readyAt.isEmpty()) {
      lines.add("Ready at " + readyAt);
    }
    lines.add("");
    lines.addAll(QuoteText.lines(screen, order));
    if (order.path("events").size() > 0) {
      lines.add("");
      for (JsonNode event : order.path("events")) {
        lines.addAll(
            screen.wrap(
                "%s  %s by %s"
                    .formatted(
                        Printable.of(event, "at"),
                        Printable.of(event, "status"),
                        Printable.of(event, "by"))));
        String reason = Printable.of(event, "reason");
        if (!reason.isEmpty()) {
          lines.addAll(screen.wrap("\"" + reason + "\""));
        }
      }
    }
    return lines;
  }

  public static List<String> list(Screen screen, JsonNode orders) {
    if (orders.path("items").isEmpty()) {
      return List.of("No orders in this session yet.");
    }
    Table table =
        new Table(
            Column.left("Order"),
            Column.left("Status"),
            Column.flexible("Restaurant").optional(),
            Column.right("Total").optional(),
            Column.left("Placed, UTC").optional());
    for (JsonNode order : orders.path("items")) {
      table.row(
          Printable.of(order, "id"),
          Printable.of(order, "status"),
          Printable.of(order, "restaurantName"),
          screen.money(order.path("totalPence").asLong()),
          minute(Printable.of(order, "placedAt")));
    }
    List<String> lines = table.lines(screen.width());
    lines.set(0, screen.bold(lines.get(0)));
    return lines;
  }

  /** An RFC 3339 instant without year and seconds: the ids need the room. */
  private static String minute(String instant) {
    return instant.length() > 16 ? instant.substring(5, 16).replace('T', ' ') : instant;
  }
}
