package grapevine.database;

import grapevine.common.ordering.BasketLine;
import grapevine.common.ordering.NameKind;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.QuoteRequest;
import grapevine.common.ordering.RestaurantSort;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Service;
import grapevine.common.ordering.Viewer;
import grapevine.protocol.CallId;
import java.util.ArrayList;
import java.util.List;

/** Questions about everything that the operations of a {@link Universe} could touch. */
final class Looks {
  private static final int LIMIT = Query.MAX_LIMIT;
  private static final Viewer OPERATOR = new Viewer("op", "op", Role.OPERATOR);

  private Looks() {}

  static List<Query> all() {
    List<Query> all = new ArrayList<>();
    Universe.allCalls().forEach(call -> addOfCall(call, all));
    for (String customer : Universe.CUSTOMERS) {
      all.add(new Query.ListOrders(customer, LIMIT, null));
      all.add(new Query.ListFavourites(customer, Universe.NOW));
    }
    Universe.RESTAURANTS.forEach(restaurant -> addOfRestaurant(restaurant, all));
    Universe.ACCOUNTS.forEach(account -> addOfAccount(account, all));
    for (String name : Universe.NAMES) {
      all.add(new Query.FindAccount(name));
      all.add(new Query.GetName(NameKind.ACCOUNT, name));
      all.add(new Query.GetName(NameKind.RESTAURANT, name));
    }
    Universe.VOUCHERS.forEach(code -> all.add(new Query.GetVoucher(code)));
    all.add(new Query.GetPostcode(ProviderKinds.POSTCODE, Universe.NOW));
    all.add(new Query.ListPostcodes("ZE", LIMIT));
    all.add(
        new Query.FindRestaurants(
            ProviderKinds.POSTCODE,
            null,
            null,
            false,
            RestaurantSort.RATING,
            LIMIT,
            null,
            Universe.NOW));
    all.add(new Query.ListAccounts(null, LIMIT, null));
    all.add(new Query.ListNotices(LIMIT, null));
    all.add(new Query.ListOffers(null, LIMIT, null, Universe.NOW));
    return all;
  }

  private static void addOfCall(CallId call, List<Query> all) {
    String order = Universe.orderId(call);
    all.add(new Query.GetOrder(order, OPERATOR));
    all.add(new Query.GetOrderPart(order, OPERATOR));
    all.add(new Query.GetClaim(order));
    all.add(new Query.GetMessage(Universe.messageId(call)));
    all.add(new Query.GetNotice("n" + Universe.messageId(call).substring(1)));
    for (String customer : Universe.CUSTOMERS) {
      all.add(new Query.ListOrderMessages(order, Viewer.guest(customer), LIMIT, null));
      all.add(new Query.PrepareOrder(order, customer, basket(), Universe.NOW, true));
      all.add(new Query.GetBasket(order, customer));
    }
  }

  private static QuoteRequest basket() {
    return new QuoteRequest(
        Universe.RESTAURANTS.get(0),
        Service.COLLECTION,
        null,
        List.of(new BasketLine(Universe.ITEMS.get(0), 1, List.of())),
        Universe.VOUCHERS.get(0),
        0);
  }

  private static void addOfRestaurant(String restaurant, List<Query> all) {
    all.add(new Query.ListInbox(restaurant, OPERATOR, false, LIMIT, null));
    all.add(new Query.ListInbox(restaurant, OPERATOR, true, LIMIT, null));
    all.add(new Query.ListOffers(restaurant, LIMIT, null, Universe.NOW));
    all.add(new Query.GetOwner(restaurant));
    all.add(new Query.GetStock(restaurant, List.of()));
    all.add(new Query.ListReviews(restaurant, LIMIT, null));
    all.add(new Query.GetRestaurant(restaurant, Universe.NOW));
    all.add(new Query.GetMenu(restaurant, Universe.NOW));
    all.add(new Query.GetKitchen(restaurant, OPERATOR));
    all.add(new Query.GetQuote(basket(), Universe.NOW));
  }

  private static void addOfAccount(String account, List<Query> all) {
    Viewer viewer = new Viewer(account, account, Role.COURIER);
    List<String> messages = Universe.CALLS.stream().map(Universe::messageId).toList();
    all.add(new Query.ListMessages(viewer, false, LIMIT, null));
    all.add(new Query.ListMessages(viewer, true, LIMIT, null));
    all.add(new Query.FindUnread(viewer, messages));
    all.add(new Query.ListClaimed(account, LIMIT, null));
    all.add(new Query.GetOwned(account));
    for (String other : Universe.ACCOUNTS) {
      all.add(new Query.ListConversation(account, other, LIMIT, null));
    }
    for (String session : Universe.SESSIONS) {
      all.add(new Query.GetSession(session, account));
    }
  }
}
