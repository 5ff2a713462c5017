package grapevine.common.ordering;

import java.util.List;

/**
 * A priced line: a fact, kept in the order whatever the menu says later. The unit price includes
 * the choices, which are names here.
 */
public record QuotedLine(
    String itemId,
    String name,
    int quantity,
    long unitPricePence,
    long linePence,
    List<String> choices) {
  public QuotedLine {
    choices = Bounds.list("choices", choices, Bounds.CHOICES);
  }
}
