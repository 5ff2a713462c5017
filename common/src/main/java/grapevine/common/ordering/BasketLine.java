package grapevine.common.ordering;

import java.util.List;

/**
 * One line of a basket as the customer sends it; choices are ids. A quantity out of range is an
 * issue of the quote, not a refusal here.
 */
public record BasketLine(String itemId, int quantity, List<String> choices) {
  public BasketLine {
    Bounds.required("itemId", itemId, Bounds.ID_CHARS);
    choices = Bounds.list("choices", choices, Bounds.CHOICES);
    choices.forEach(choice -> Bounds.required("choices", choice, Bounds.ID_CHARS));
  }
}
