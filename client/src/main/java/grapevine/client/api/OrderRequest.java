package grapevine.client.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be quoted or ordered. Absent fields are null and are not sent, because the API refuses
 * fields it does not know and values it cannot use.
 */
public record OrderRequest(
    String restaurantId,
    boolean collection,
    String postcode,
    List<Line> lines,
    String voucher,
    DeliverTo deliverTo,
    String note,
    Long tipPence,
    Long expectedTotalPence) {

  /** One position of the basket; {@code choices} are ids of the options' choices. */
  public record Line(String itemId, int quantity, List<String> choices) {
    public Line {
      choices = List.copyOf(choices);
    }
  }

  /** Who gets it, and where. */
  public record DeliverTo(String name, String line1, String line2, String phone) {}

  public OrderRequest {
    lines = List.copyOf(lines);
  }

  /**
   * An order of what a basket asks for.
   *
   * @param request the body of a quote, as the API gives it
   */
  public static OrderRequest of(
      JsonNode request, DeliverTo deliverTo, String note, Long tipPence, Long expectedTotalPence) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode line : request.path("lines")) {
      List<String> choices = new ArrayList<>();
      line.path("choices").forEach(choice -> choices.add(choice.asText()));
      lines.add(new Line(line.path("itemId").asText(), line.path("quantity").asInt(), choices));
    }
    return new OrderRequest(
        request.path("restaurantId").asText(),
        request.path("service").asText().equals("COLLECTION"),
        request.path("postcode").textValue(),
        lines,
        null,
        deliverTo,
        note,
        tipPence,
        expectedTotalPence);
  }

  ObjectNode quoteJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("restaurantId", restaurantId);
    json.put("service", collection ? "COLLECTION" : "DELIVERY");
    putUnlessNull(json, "postcode", postcode);
    ArrayNode array = json.putArray("lines");
    for (Line line : lines) {
      ObjectNode entry =
          array.addObject().put("itemId", line.itemId()).put("quantity", line.quantity());
      ArrayNode choices = entry.putArray("choices");
      line.choices().forEach(choices::add);
    }
    putUnlessNull(json, "voucher", voucher);
    if (tipPence != null) {
      json.put("tipPence", tipPence);
    }
    return json;
  }

  ObjectNode orderJson() {
    ObjectNode json = quoteJson();
    if (deliverTo != null) {
      ObjectNode to = json.putObject("deliverTo");
      putUnlessNull(to, "name", deliverTo.name());
      putUnlessNull(to, "line1", deliverTo.line1());
      putUnlessNull(to, "line2", deliverTo.line2());
      putUnlessNull(to, "phone", deliverTo.phone());
    }
    putUnlessNull(json, "note", note);
    if (expectedTotalPence != null) {
      json.put("expectedTotalPence", expectedTotalPence);
    }
    return json;
  }

  private static void putUnlessNull(ObjectNode json, String field, String value) {
    if (value != null) {
      json.put(field, value);
    }
  }
}
