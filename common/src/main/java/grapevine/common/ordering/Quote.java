package grapevine.common.ordering;

import java.util.List;

/**
 * What a basket costs and every reason why it cannot be ordered; {@code orderable} is true exactly
 * when there is none.
 */
public record Quote(
    List<QuotedLine> lines,
    long subtotalPence,
    long discountPence,
    long deliveryFeePence,
    long serviceFeePence,
    long tipPence,
    long totalPence,
    boolean orderable,
    List<QuoteIssue> issues) {
  public Quote {
    lines = List.copyOf(lines);
    issues = List.copyOf(issues);
    if (orderable != issues.isEmpty()) {
      throw new IllegalArgumentException("orderable means: no issues");
    }
  }
}
