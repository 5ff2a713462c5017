package grapevine.faults;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.ordering.OrderStatus;
import grapevine.simulator.history.SeenOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * An order in an answer, put as the judge of histories takes it. Orders are called there by the
 * write that placed them, which stands in the note: an order's id is known only afterwards.
 */
record ShownOrder(String id, SeenOrder seen) {
  static ShownOrder of(JsonNode order) {
    String name = order.path("note").asText("order without a note");
    JsonNode line = order.path("lines").path(0);
    String facts =
        Basket.facts(
            order.path("restaurantId").asText(),
            line.path("itemId").asText(),
            line.path("quantity").asInt(),
            order.path("totalPence").asLong());
    List<String> writes = new ArrayList<>();
    for (JsonNode event : order.path("events")) {
      writes.add(write(name, event.path("status").asText()));
    }
    OrderStatus status = status(order.path("status").asText());
    return new ShownOrder(order.path("id").asText(), new SeenOrder(name, status, facts, writes));
  }

  static List<ShownOrder> page(JsonNode page) {
    List<ShownOrder> orders = new ArrayList<>();
    page.path("items").forEach(order -> orders.add(of(order)));
    return orders;
  }

  static String cancellationOf(String name) {
    return name + "-cancel";
  }

  String name() {
    return seen.order();
  }

  private static String write(String name, String status) {
    return switch (status) {
      case "PLACED" -> name;
      case "CANCELLED" -> cancellationOf(name);
      default -> name + "-" + status;
    };
  }

  /** Only what customers do happens here; whatever else is shown is wrong as any other. */
  private static OrderStatus status(String name) {
    return switch (name) {
      case "PLACED" -> OrderStatus.PLACED;
      case "CANCELLED" -> OrderStatus.CANCELLED_BY_CUSTOMER;
      default -> OrderStatus.COMPLETED;
    };
  }
}
