package grapevine.client.desk;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.text.OrderText;
import grapevine.client.text.Printable;
import grapevine.client.text.Screen;
import grapevine.client.text.Table;
import grapevine.client.text.Table.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The orders of several lists under short numbers that stay, and what changed about them. As large
 * as a page of each list. Thread-safe: streams fill it while words are typed.
 */
final class Board {
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final TreeMap<Integer, JsonNode> orders = new TreeMap<>();
  private final Map<String, JsonNode> lists = new LinkedHashMap<>();
  private int highest;

  /** Takes a list as it is now and returns what is to be said of it, oldest order first. */
  synchronized List<String> update(Screen screen, String list, JsonNode page) {
    boolean isFirst = lists.put(list, page) == null;
    Map<String, JsonNode> present = new LinkedHashMap<>();
    lists
        .values()
        .forEach(
            each ->
                each.path("items").forEach(item -> present.put(Printable.of(item, "id"), item)));
    page.path("items").forEach(item -> present.put(Printable.of(item, "id"), item));
    List<String> news = new ArrayList<>(gone(present));
    List<String> ids = new ArrayList<>(present.keySet());
    Collections.reverse(ids); // lists have the newest first
    for (String id : ids) {
      say(screen, present.get(id), isFirst).ifPresent(news::add);
    }
    return news;
  }

  private List<String> gone(Map<String, JsonNode> present) {
    List<String> news = new ArrayList<>();
    for (String id : List.copyOf(numbers.keySet())) {
      if (!present.containsKey(id)) {
        int number = numbers.remove(id);
        news.add(
            number
                + " is no longer here: "
                + Printable.of(orders.remove(number), "restaurantName"));
      }
    }
    return news;
  }

  private Optional<String> say(Screen screen, JsonNode order, boolean isFirst) {
    String id = Printable.of(order, "id");
    Integer known = numbers.get(id);
    if (known == null) {
      known = ++highest;
      numbers.put(id, known);
      orders.put(known, order);
      return isFirst
          ? Optional.empty()
          : Optional.of(screen.good("NEW ") + known + ": " + OrderText.brief(screen, order));
    }
    String before = Printable.of(orders.put(known, order), "status");
    String now = Printable.of(order, "status");
    return before.equals(now) ? Optional.empty() : Optional.of(known + " is now " + now);
  }

  /** What an order became by a word typed here: its stream need not say it again. */
  synchronized void put(JsonNode order) {
    Integer number = numbers.get(Printable.of(order, "id"));
    if (number != null) {
      orders.put(number, order);
    }
  }

  synchronized Optional<JsonNode> order(String number) {
    return number.matches("\\d{1,6}")
        ? Optional.ofNullable(orders.get(Integer.valueOf(number)))
        : Optional.empty();
  }

  synchronized List<String> numbers() {
    return orders.keySet().stream().map(String::valueOf).toList();
  }

  synchronized List<String> lines(Screen screen) {
    if (orders.isEmpty()) {
      return List.of("Nothing here yet; what comes is shown at once.");
    }
    Table table =
        new Table(
            Column.right("#"),
            Column.left("Status"),
            Column.flexible("What"),
            Column.right("Total"),
            Column.left("Placed").optional());
    orders.forEach(
        (number, order) ->
            table.row(
                number.toString(),
                Printable.of(order, "status"),
                OrderText.dishes(order),
                screen.money(order.path("totalPence").asLong()),
                OrderText.timeOfDay(Printable.of(order, "placedAt"))));
    List<String> lines = table.lines(screen.width());
    lines.set(0, screen.bold(lines.get(0)));
    return lines;
  }
}
