package grapevine.benchmark;

import grapevine.common.Json;
import grapevine.common.ordering.BasketLine;
import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.DeliverTo;
import grapevine.common.ordering.Menu;
import grapevine.common.ordering.OrderRequest;
import grapevine.common.ordering.Quote;
import grapevine.common.ordering.RestaurantPage;
import grapevine.common.ordering.RestaurantSummary;
import grapevine.common.ordering.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Orders that the cluster's own catalogue accepts now, found the way a customer finds them. */
final class Baskets {
  private static final int RESTAURANTS_MAX = 5;
  private static final int LINES = 2;
  private static final DeliverTo DELIVER_TO =
      new DeliverTo("A. Customer", "1 Palace Green", "Durham", "07700 900123");

  private final FrontEndApi api;
  private final String frontEnd;
  private final String postcode;

  Baskets(FrontEndApi api, String frontEnd, String postcode) {
    this.api = api;
    this.frontEnd = frontEnd;
    this.postcode = postcode;
  }

  /** The bodies of orders at a few restaurants, one for each. */
  List<byte[]> bodies() {
    String query = "?openNow=true&postcode=" + URLEncoder.encode(postcode, StandardCharsets.UTF_8);
    RestaurantPage page = api.get(frontEnd, "/v1/restaurants" + query, RestaurantPage.class);
    List<byte[]> bodies = new ArrayList<>();
    for (RestaurantSummary restaurant : page.items()) {
      OrderRequest order = order(restaurant);
      if (bodies.size() < RESTAURANTS_MAX && isOrderable(order)) {
        bodies.add(Json.bytes(order));
      }
    }
    if (bodies.isEmpty()) {
      throw new BenchFailure(
          "no restaurant delivers to "
              + postcode
              + " now; name another --postcode, or give the order itself with --body FILE");
    }
    return bodies;
  }

  private boolean isOrderable(OrderRequest order) {
    return !order.lines().isEmpty()
        && api.post(frontEnd, "/v1/quotes", order.toQuoteRequest(), Quote.class).orderable();
  }

  private OrderRequest order(RestaurantSummary restaurant) {
    Menu menu = api.get(frontEnd, "/v1/restaurants/" + restaurant.id() + "/menu", Menu.class);
    List<BasketLine> lines = new ArrayList<>();
    long missingPence = restaurant.minimumOrderPence();
    for (Menu.Category category : menu.categories()) {
      for (Menu.Item item : category.items()) {
        if (item.inStock() && item.pricePence() > 0 && lines.size() < LINES) {
          int quantity = quantity(missingPence, item.pricePence(), LINES - lines.size());
          lines.add(new BasketLine(item.id(), quantity, choices(item)));
          missingPence -= quantity * item.pricePence();
        }
      }
    }
    return new OrderRequest(
        restaurant.id(),
        Service.DELIVERY,
        postcode,
        lines,
        null,
        0,
        DELIVER_TO,
        "Please ring the bell twice.",
        null);
  }

  /** Enough of this dish for its share of the minimum order. */
  private static int quantity(long missingPence, long pricePence, int linesLeft) {
    long share = Math.max(0, missingPence) / linesLeft + 1;
    return (int) Math.min(Bounds.QUANTITY, (share + pricePence - 1) / pricePence);
  }

  private static List<String> choices(Menu.Item item) {
    List<String> choices = new ArrayList<>();
    for (Menu.Option option : item.options()) {
      option.choices().stream().limit(option.min()).forEach(choice -> choices.add(choice.id()));
    }
    return choices;
  }
}
