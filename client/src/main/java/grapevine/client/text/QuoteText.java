package grapevine.client.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The bill of a quote or an order; both have the same amounts. */
public final class QuoteText {
  private QuoteText() {}

  public static List<String> lines(Screen screen, JsonNode quote) {
    List<String> lines = new ArrayList<>();
    for (JsonNode line : quote.path("lines")) {
      lines.add(screen.bill(label(line), screen.money(line.path("linePence").asLong())));
    }
    addAmount(lines, screen, quote, "Subtotal", "subtotalPence", true);
    addDiscount(lines, screen, quote);
    addAmount(lines, screen, quote, "Delivery", "deliveryFeePence", false);
    addAmount(lines, screen, quote, "Service", "serviceFeePence", false);
    addAmount(lines, screen, quote, "Tip", "tipPence", false);
    lines.add(screen.bold(screen.bill("Total", screen.money(quote.path("totalPence").asLong()))));
    return lines;
  }

  /** The bill, what stands in its way, and whether it can be ordered. */
  public static List<String> whole(Screen screen, JsonNode quote) {
    List<String> lines = new ArrayList<>(lines(screen, quote));
    lines.add("");
    lines.addAll(issues(screen, quote));
    lines.add(
        quote.path("orderable").asBoolean()
            ? screen.good("This can be ordered.")
            : screen.bad("This cannot be ordered as it is."));
    return lines;
  }

  /** What stands in the way of an order, a line each; empty when nothing does. */
  public static List<String> issues(Screen screen, JsonNode quote) {
    List<String> lines = new ArrayList<>();
    for (JsonNode issue : quote.path("issues")) {
      String text = "! " + Printable.of(issue, "detail") + " (" + Printable.of(issue, "code") + ")";
      screen.wrap(text).forEach(line -> lines.add(screen.bad(line)));
    }
    return lines;
  }

  private static String label(JsonNode line) {
    List<String> choices = new ArrayList<>();
    line.path("choices").forEach(choice -> choices.add(Printable.clean(choice.asText())));
    String chosen = choices.isEmpty() ? "" : " (" + String.join(", ", choices) + ")";
    return "%2d x %s%s"
        .formatted(line.path("quantity").asInt(), Printable.of(line, "name"), chosen);
  }

  private static void addAmount(
      List<String> lines,
      Screen screen,
      JsonNode quote,
      String label,
      String field,
      boolean evenIfZero) {
    long pence = quote.path(field).asLong();
    if (pence != 0 || evenIfZero) {
      lines.add(screen.bill(label, screen.money(pence)));
    }
  }

  /** Shown as a deduction, whatever sign the answer uses. */
  private static void addDiscount(List<String> lines, Screen screen, JsonNode quote) {
    long pence = Math.abs(quote.path("discountPence").asLong());
    if (pence != 0) {
      lines.add(screen.bill("Discount", screen.money(-pence)));
    }
  }
}
