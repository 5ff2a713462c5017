package grapevine.database;

import grapevine.common.ordering.Basket;
import grapevine.common.ordering.BasketLine;
import grapevine.common.ordering.Menu;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.QuoteRequest;
import grapevine.common.ordering.QuotedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An order's lines on today's menu. An order knows its choices by their names only, and two options
 * of a dish may have a choice of one name: then it is taken for the option that lacks one still.
 */
final class OrderedAgain {
  private final Map<String, Menu.Item> menu = new TreeMap<>();

  OrderedAgain(Menu today) {
    for (Menu.Category category : today.categories()) {
      category.items().forEach(item -> menu.put(item.id(), item));
    }
  }

  Basket basket(Order order) {
    List<BasketLine> lines = new ArrayList<>();
    List<Basket.Missing> missing = new ArrayList<>();
    for (QuotedLine line : order.lines()) {
      Menu.Item item = menu.get(line.itemId());
      if (item == null) {
        missing.add(new Basket.Missing(line.itemId(), line.name(), null));
      } else {
        lines.add(
            new BasketLine(item.id(), line.quantity(), choices(item, line.choices(), missing)));
      }
    }
    String postcode = order.postcode() == null ? null : order.postcode().text();
    QuoteRequest request =
        new QuoteRequest(order.restaurantId(), order.service(), postcode, lines, null, 0);
    return new Basket(order.id(), request, missing);
  }

  private static List<String> choices(
      Menu.Item item, List<String> names, List<Basket.Missing> missing) {
    TreeSet<String> taken = new TreeSet<>();
    List<String> ids = new ArrayList<>();
    for (String name : names) {
      Optional<String> id = choice(item, name, taken);
      id.ifPresentOrElse(
          found -> {
            taken.add(found);
            ids.add(found);
          },
          () -> missing.add(new Basket.Missing(item.id(), item.name(), name)));
    }
    return ids;
  }

  private static Optional<String> choice(Menu.Item item, String name, TreeSet<String> taken) {
    Optional<String> spare = Optional.empty();
    for (Menu.Option option : item.options()) {
      long count = option.choices().stream().filter(each -> taken.contains(each.id())).count();
      for (Menu.Choice choice : option.choices()) {
        if (choice.name().equals(name) && !taken.contains(choice.id()) && count < option.max()) {
          if (count < option.min()) {
            return Optional.of(choice.id());
          }
          spare = spare.isEmpty() ? Optional.of(choice.id()) : spare;
        }
      }
    }
    return spare;
  }
}
