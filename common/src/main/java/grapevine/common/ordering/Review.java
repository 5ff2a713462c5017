package grapevine.common.ordering;

/** What a customer says about an order; {@code at} is RFC 3339. */
public record Review(String orderId, int stars, String text, String by, String at) {
  public static Review of(Operation.WriteReview facts) {
    return new Review(
        facts.orderId(),
        facts.stars(),
        facts.text(),
        facts.by().shownName(),
        Rfc3339.ofMillis(facts.atMillis()));
  }
}
