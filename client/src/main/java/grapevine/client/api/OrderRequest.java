package grapevine.client.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
