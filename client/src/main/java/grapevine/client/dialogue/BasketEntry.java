package grapevine.client.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.OrderRequest;
import grapevine.client.text.Printable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A dish of the menu, how many, and the choices made. The price is a preview; the quote decides.
 */
record BasketEntry(JsonNode item, int quantity, List<JsonNode> choices) {
  BasketEntry {
    choices = List.copyOf(choices);
  }

  long previewPence() {
    long each = item.path("pricePence").asLong();
    for (JsonNode choice : choices) {
      each += choice.path("pricePence").asLong();
    }
    return each * quantity;
  }

  BasketEntry times(int number) {
    return new BasketEntry(item, number, choices);
  }

  String label() {
    String name = "%2d x %s".formatted(quantity, Printable.of(item, "name"));
    String chosen =
        choices.stream()
            .map(choice -> Printable.of(choice, "name"))
            .collect(Collectors.joining(", "));
    return chosen.isEmpty() ? name : name + " (" + chosen + ")";
  }

  OrderRequest.Line line() {
    return new OrderRequest.Line(
        item.path("id").asText(),
        quantity,
        choices.stream().map(choice -> choice.path("id").asText()).toList());
  }
}
