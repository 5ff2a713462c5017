package grapevine.database.catalogue;

import grapevine.common.ordering.BasketLine;
import grapevine.common.ordering.ForcedFacts.StockFact;
import grapevine.common.ordering.ForcedFacts.VoucherFact;
import grapevine.common.ordering.Menu;
import grapevine.common.ordering.QuoteIssue;
import grapevine.common.ordering.QuoteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What there is not enough of for everybody, as far as a basket or a menu is concerned: the
 * catalogue knows nothing of it, it comes with the query.
 *
 * @param stock of the restaurant
 * @param voucher the basket's, null unless it was issued
 */
public record Limits(StockFact stock, VoucherFact voucher) {
  public static final Limits NONE = new Limits(StockFact.NONE, null);

  /** Whether anything in the basket is limited. */
  public boolean touch(QuoteRequest request) {
    return voucher != null
        || request.lines().stream().anyMatch(line -> stock.left(line.itemId()) != null);
  }

  /** The menu with the portions that are left. */
  public Menu applyTo(Menu menu) {
    if (stock.portions().isEmpty()) {
      return menu;
    }
    List<Menu.Category> categories = new ArrayList<>();
    for (Menu.Category category : menu.categories()) {
      categories.add(
          new Menu.Category(
              category.name(), category.items().stream().map(this::limited).toList()));
    }
    return new Menu(menu.restaurantId(), menu.demo(), categories);
  }

  private Menu.Item limited(Menu.Item item) {
    Integer left = stock.left(item.id());
    return left == null ? item : item.limitedTo(left);
  }

  /** Lines of one item count together: the first that goes beyond what is left is told. */
  void check(QuoteRequest request, List<QuoteIssue> issues) {
    TreeMap<String, Long> ordered = new TreeMap<>();
    for (int i = 0; i < request.lines().size(); i++) {
      BasketLine line = request.lines().get(i);
      Integer left = stock.left(line.itemId());
      if (left != null && line.quantity() > 0) {
        long before = ordered.getOrDefault(line.itemId(), 0L);
        long now = ordered.merge(line.itemId(), (long) line.quantity(), Long::sum);
        if (before <= left && now > left) {
          issues.add(soldOut("/lines/" + i + "/itemId", left));
        }
      }
    }
  }

  private static QuoteIssue soldOut(String pointer, int left) {
    String detail = left == 0 ? "it is sold out" : "only " + left + " left";
    return new QuoteIssue(QuoteIssue.Code.SOLD_OUT, pointer, detail);
  }

  /** Empty when the basket has no issued voucher. */
  Optional<Long> discount(long subtotalPence, List<QuoteIssue> issues) {
    if (voucher == null) {
      return Optional.empty();
    }
    if (voucher.left() < 1) {
      issues.add(
          new QuoteIssue(
              QuoteIssue.Code.VOUCHER_USED_UP, "/voucher", "it was used as often as it may be"));
      return Optional.of(0L);
    }
    return Optional.of(voucher.discountOn(subtotalPence));
  }
}
