package grapevine.database.catalogue;

import grapevine.common.ordering.BasketLine;
import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.Menu;
import grapevine.common.ordering.Money;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.Quote;
import grapevine.common.ordering.QuoteIssue;
import grapevine.common.ordering.QuoteIssue.Code;
import grapevine.common.ordering.QuoteRequest;
import grapevine.common.ordering.QuotedLine;
import grapevine.common.ordering.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prices a basket: a pure function of the restaurant, the request, where it goes, what is limited,
 * and the asker's time. A bad basket is not an error: it gets a price for what is good in it and a
 * list of what is not.
 */
public final class Pricing {
  private static final int SERVICE_FEE_PERCENT = 5;
  private static final long SERVICE_FEE_MIN_PENCE = 50;
  private static final long SERVICE_FEE_MAX_PENCE = 199;

  private final Catalogue catalogue;

  public Pricing(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** For a restaurant as it is run now. */
  public Quote quote(
      Restaurant restaurant,
      QuoteRequest request,
      Optional<Place> place,
      Limits limits,
      long atMillis) {
    List<QuoteIssue> issues = new ArrayList<>();
    List<QuotedLine> lines = pricedLines(restaurant, request, issues);
    limits.check(request, issues);
    long subtotal = 0;
    for (QuotedLine line : lines) {
      subtotal = Money.sum(subtotal, line.linePence());
    }
    boolean isDelivery = request.service() == Service.DELIVERY;
    if (isDelivery) {
      checkDelivery(restaurant, request, place, subtotal, issues);
    }
    if (!restaurant.isOpenAt(atMillis)) {
      issues.add(
          new QuoteIssue(Code.CLOSED, "/restaurantId", restaurant.name() + " is closed now"));
    }
    long deliveryFee = isDelivery ? restaurant.terms().feeFor(subtotal) : 0;
    long discount = discount(request, limits, subtotal, deliveryFee, issues);
    long serviceFee = isDelivery && subtotal > 0 ? serviceFee(subtotal) : 0;
    long total =
        Money.minus(Money.sum(subtotal, deliveryFee, serviceFee, request.tipPence()), discount);
    return new Quote(
        lines,
        subtotal,
        discount,
        deliveryFee,
        serviceFee,
        request.tipPence(),
        total,
        issues.isEmpty(),
        issues);
  }

  private static List<QuotedLine> pricedLines(
      Restaurant restaurant, QuoteRequest request, List<QuoteIssue> issues) {
    if (request.lines().isEmpty()) {
      issues.add(new QuoteIssue(Code.BASKET_EMPTY, "/lines", "add at least one dish"));
    }
    List<QuotedLine> lines = new ArrayList<>();
    for (int i = 0; i < request.lines().size(); i++) {
      pricedLine(restaurant, request.lines().get(i), "/lines/" + i, issues).ifPresent(lines::add);
    }
    return lines;
  }

  private static Optional<QuotedLine> pricedLine(
      Restaurant restaurant, BasketLine line, String pointer, List<QuoteIssue> issues) {
    Optional<Menu.Item> found = restaurant.item(line.itemId());
    if (found.isEmpty()) {
      String detail = "not on the menu of " + restaurant.name();
      issues.add(new QuoteIssue(Code.ITEM_UNKNOWN, pointer + "/itemId", detail));
      return Optional.empty();
    }
    Menu.Item item = found.get();
    if (!item.inStock()) {
      issues.add(
          new QuoteIssue(
              Code.ITEM_OUT_OF_STOCK, pointer + "/itemId", item.name() + " is sold out"));
    }
    if (line.quantity() < 1 || line.quantity() > Bounds.QUANTITY) {
      String detail = "the quantity must be from 1 to " + Bounds.QUANTITY;
      issues.add(new QuoteIssue(Code.QUANTITY_INVALID, pointer + "/quantity", detail));
      return Optional.empty();
    }
    ChoiceCheck choices = new ChoiceCheck(item, pointer + "/choices", issues);
    choices.check(line.choices());
    long unit = Money.sum(item.pricePence(), choices.pence());
    long linePence = Money.times(unit, line.quantity());
    return Optional.of(
        new QuotedLine(item.id(), item.name(), line.quantity(), unit, linePence, choices.names()));
  }

  private static void checkDelivery(
      Restaurant restaurant,
      QuoteRequest request,
      Optional<Place> place,
      long subtotal,
      List<QuoteIssue> issues) {
    long minimum = restaurant.terms().minimumOrderPence();
    if (subtotal < minimum) {
      String detail = "add " + (minimum - subtotal) + " pence to reach the minimum for delivery";
      issues.add(new QuoteIssue(Code.BELOW_MINIMUM, "/lines", detail));
    }
    if (request.postcode() == null) {
      issues.add(new QuoteIssue(Code.POSTCODE_REQUIRED, "/postcode", "delivery needs a postcode"));
      return;
    }
    Optional<Postcode> postcode = Postcode.parse(request.postcode());
    if (postcode.isEmpty()) {
      issues.add(new QuoteIssue(Code.POSTCODE_INVALID, "/postcode", "write it like DH1 3LE"));
      return;
    }
    if (place.isEmpty()) {
      issues.add(
          new QuoteIssue(Code.POSTCODE_UNKNOWN, "/postcode", "no such postcode is known here"));
    } else if (!restaurant.reaches(place.get().position())) {
      String detail = restaurant.name() + " does not deliver to " + postcode.get();
      issues.add(new QuoteIssue(Code.OUT_OF_AREA, "/postcode", detail));
    }
  }

  private long discount(
      QuoteRequest request,
      Limits limits,
      long subtotal,
      long deliveryFee,
      List<QuoteIssue> issues) {
    if (request.voucher() == null || request.voucher().isBlank()) {
      return 0;
    }
    Optional<Voucher> found = catalogue.voucher(request.voucher());
    if (found.isEmpty()) {
      Optional<Long> issued = limits.discount(subtotal, issues);
      if (issued.isEmpty()) {
        issues.add(
            new QuoteIssue(
                Code.VOUCHER_UNKNOWN, "/voucher", "no such voucher; check its spelling"));
      }
      return issued.orElse(0L);
    }
    Voucher voucher = found.get();
    if (subtotal < voucher.minSpendPence()) {
      String detail = "add " + (voucher.minSpendPence() - subtotal) + " pence to use this voucher";
      issues.add(new QuoteIssue(Code.VOUCHER_MIN_SPEND, "/voucher", detail));
      return 0;
    }
    return voucher.discountOn(subtotal, deliveryFee);
  }

  private static long serviceFee(long subtotal) {
    long fee = Money.percentOf(subtotal, SERVICE_FEE_PERCENT);
    return Math.max(SERVICE_FEE_MIN_PENCE, Math.min(fee, SERVICE_FEE_MAX_PENCE));
  }
}
