package grapevine.client.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.ExitCode;
import grapevine.client.api.OrderRequest;
import grapevine.client.api.OrderRequest.DeliverTo;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Everything the dialogue has gathered so far. Owned by the dialogue's thread. */
final class OrderDraft {
  String postcode;
  final List<JsonNode> restaurants = new ArrayList<>();
  String nextCursor;

  /** Of whom the list's data is, in words that are to be shown with it. */
  final List<String> attributions = new ArrayList<>();

  JsonNode restaurant;
  JsonNode menu;
  final List<BasketEntry> basket = new ArrayList<>();
  boolean collection;
  JsonNode quote;
  String name = "";
  String line1 = "";
  String line2 = "";
  String phone = "";
  String note = "";
  String orderId;

  /**
   * True from a lost attempt on: only a success may end the checkout, whatever is answered next.
   */
  boolean outcomeUnknown;

  ExitCode exitCode = ExitCode.DONE;

  private String idempotencyKey;

  /** Made once when a checkout starts, so that every retry is the same order. */
  String idempotencyKey() {
    if (idempotencyKey == null) {
      idempotencyKey = UUID.randomUUID().toString();
    }
    return idempotencyKey;
  }

  /** After a refusal, which certainly made no order, the next attempt is another checkout. */
  void startNewCheckout() {
    idempotencyKey = null;
  }

  void choose(JsonNode chosen) {
    boolean same =
        restaurant != null && restaurant.path("id").asText().equals(chosen.path("id").asText());
    if (!same) {
      basket.clear();
      menu = null;
      startNewCheckout();
    }
    restaurant = chosen;
  }

  OrderRequest request() {
    DeliverTo deliverTo =
        collection ? null : new DeliverTo(name, line1, nullIfEmpty(line2), nullIfEmpty(phone));
    return new OrderRequest(
        restaurant.path("id").asText(),
        collection,
        postcode,
        basket.stream().map(BasketEntry::line).toList(),
        null,
        deliverTo,
        nullIfEmpty(note),
        null,
        quote == null ? null : Long.valueOf(quote.path("totalPence").asLong()));
  }

  private static String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }
}
