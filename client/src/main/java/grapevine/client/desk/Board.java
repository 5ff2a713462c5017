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

/**
 * The orders of several lists under short numbers that stay, also when an order goes from one list
 * to another, and what changed about them. As large as a page of each list, and a bounded memory of
 * what was there before. Thread-safe: streams fill it while words are typed.
 */
final class Board {
  private static final int REMEMBERED_MAX = 1_000;
  private static final String MORE =
      "There are older ones than these; they come up as these are done.";

  private enum Place {
    HERE,
    /** Older than what the page of its list has room for. */
    BEYOND,
    GONE
  }

  private record Entry(int number, JsonNode order, String list, Place place) {
    Entry at(Place other) {
      return new Entry(number, order, list, other);
    }
  }

  /** By id, those of the lowest number first. */
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private final Map<String, JsonNode> lists = new LinkedHashMap<>();
  private int highest;

  /** Takes a list as it is now and returns what is to be said of it, oldest order first. */
  synchronized List<String> update(Screen screen, String list, JsonNode page) {
    Optional<JsonNode> before = Optional.ofNullable(lists.put(list, page));
    Map<String, JsonNode> items = items(page);
    List<String> news = new ArrayList<>(gone(list, before));
    List<String> ids = new ArrayList<>(items.keySet());
    Collections.reverse(ids); // lists have the newest first
    for (String id : ids) {
      say(screen, list, items.get(id), before).ifPresent(news::add);
    }
    if (before.isPresent() && hasMore(page) && !hasMore(before.get())) {
      news.add(MORE);
    }
    forget();
    return news;
  }

  private static Map<String, JsonNode> items(JsonNode page) {
    Map<String, JsonNode> items = new LinkedHashMap<>();
    page.path("items").forEach(item -> items.put(Printable.of(item, "id"), item));
    return items;
  }

  private List<String> gone(String list, Optional<JsonNode> before) {
    Map<String, JsonNode> present = new LinkedHashMap<>();
    lists.values().forEach(page -> present.putAll(items(page)));
    List<String> news = new ArrayList<>();
    for (Map.Entry<String, Entry> each : entries.entrySet()) {
      Entry entry = each.getValue();
      if (present.containsKey(each.getKey()) || entry.place() == Place.GONE) {
        continue;
      }
      JsonNode page = lists.get(entry.list());
      Optional<JsonNode> then = entry.list().equals(list) ? before : Optional.of(page);
      if (hasMore(page) && then.map(it -> isOldest(each.getKey(), it, page)).orElse(true)) {
        each.setValue(entry.at(Place.BEYOND));
      } else {
        each.setValue(entry.at(Place.GONE));
        news.add(
            entry.number()
                + " is no longer here: "
                + Printable.of(entry.order(), "restaurantName"));
      }
    }
    return news;
  }

  private static boolean hasMore(JsonNode page) {
    return page.path("nextCursor").isTextual();
  }

  /** Whether the page lacks all that was older than this, and so may lack it for want of room. */
  private static boolean isOldest(String id, JsonNode before, JsonNode page) {
    List<String> ids = List.copyOf(items(before).keySet());
    int index = ids.indexOf(id);
    return index < 0
        || ids.subList(index + 1, ids.size()).stream().noneMatch(items(page)::containsKey);
  }

  /** Whether it has only come up: what is new stands before all that was there. */
  private static boolean cameUp(String id, JsonNode before, JsonNode page) {
    List<String> ids = List.copyOf(items(page).keySet());
    return hasMore(before)
        && ids.subList(0, ids.indexOf(id)).stream().anyMatch(items(before)::containsKey);
  }

  private Optional<String> say(
      Screen screen, String list, JsonNode order, Optional<JsonNode> before) {
    String id = Printable.of(order, "id");
    Entry known = entries.get(id);
    int number = known == null ? ++highest : known.number();
    entries.put(id, new Entry(number, order, list, Place.HERE));
    if (known == null) {
      if (before.isEmpty()) {
        return Optional.empty();
      }
      String word = cameUp(id, before.get(), lists.get(list)) ? "ALSO " : "NEW ";
      return Optional.of(screen.good(word) + number + ": " + OrderText.brief(screen, order));
    }
    if (known.place() == Place.GONE) {
      return Optional.of(number + " is here again: " + OrderText.brief(screen, order));
    }
    String was = Printable.of(known.order(), "status");
    String now = Printable.of(order, "status");
    return was.equals(now) ? Optional.empty() : Optional.of(number + " is now " + now);
  }

  /** The oldest of those that are not here. */
  private void forget() {
    int tooMany = entries.size() - REMEMBERED_MAX;
    if (tooMany > 0) {
      List<String> ids =
          entries.entrySet().stream()
              .filter(each -> each.getValue().place() != Place.HERE)
              .limit(tooMany)
              .map(Map.Entry::getKey)
              .toList();
      entries.keySet().removeAll(ids);
    }
  }

  /** What an order became by a word typed here: its stream need not say it again. */
  synchronized void put(JsonNode order) {
    entries.computeIfPresent(
        Printable.of(order, "id"),
        (id, entry) -> new Entry(entry.number(), order, entry.list(), entry.place()));
  }

  /** Also one that is gone: on its way from one list to another it is in neither. */
  synchronized Optional<JsonNode> order(String number) {
    return number.matches("\\d{1,6}")
        ? entries.values().stream()
            .filter(entry -> entry.number() == Integer.parseInt(number))
            .map(Entry::order)
            .findFirst()
        : Optional.empty();
  }

  private List<Entry> here() {
    return entries.values().stream().filter(entry -> entry.place() == Place.HERE).toList();
  }

  synchronized List<String> numbers() {
    return here().stream().map(entry -> String.valueOf(entry.number())).toList();
  }

  synchronized List<String> lines(Screen screen) {
    List<String> more =
        lists.values().stream().anyMatch(Board::hasMore) ? screen.wrap(MORE) : List.of();
    if (here().isEmpty()) {
      return more.isEmpty() ? List.of("Nothing here yet; what comes is shown at once.") : more;
    }
    Table table =
        new Table(
            Column.right("#"),
            Column.left("Status"),
            Column.flexible("What"),
            Column.right("Total"),
            Column.left("Placed").optional());
    for (Entry entry : here()) {
      JsonNode order = entry.order();
      table.row(
          String.valueOf(entry.number()),
          Printable.of(order, "status"),
          OrderText.dishes(order),
          screen.money(order.path("totalPence").asLong()),
          OrderText.timeOfDay(Printable.of(order, "placedAt")));
    }
    List<String> lines = new ArrayList<>(table.lines(screen.width()));
    lines.set(0, screen.bold(lines.get(0)));
    lines.addAll(more);
    return lines;
  }
}
