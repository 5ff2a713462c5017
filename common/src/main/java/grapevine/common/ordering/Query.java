package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * A question to the ordering value. Whatever depends on the time carries the asker's clock as
 * {@code atMillis}: replicas that answer read none, so two of them give the same answer.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "ask")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Query.FindRestaurants.class, name = "find-restaurants"),
  @JsonSubTypes.Type(value = Query.GetRestaurant.class, name = "get-restaurant"),
  @JsonSubTypes.Type(value = Query.GetMenu.class, name = "get-menu"),
  @JsonSubTypes.Type(value = Query.GetQuote.class, name = "get-quote"),
  @JsonSubTypes.Type(value = Query.PrepareOrder.class, name = "prepare-order"),
  @JsonSubTypes.Type(value = Query.GetOrder.class, name = "get-order"),
  @JsonSubTypes.Type(value = Query.ListOrders.class, name = "list-orders"),
  @JsonSubTypes.Type(value = Query.GetName.class, name = "get-name"),
  @JsonSubTypes.Type(value = Query.GetClaim.class, name = "get-claim"),
  @JsonSubTypes.Type(value = Query.GetStock.class, name = "get-stock"),
  @JsonSubTypes.Type(value = Query.GetVoucher.class, name = "get-voucher"),
  @JsonSubTypes.Type(value = Query.ListInbox.class, name = "list-inbox"),
  @JsonSubTypes.Type(value = Query.ListOffers.class, name = "list-offers"),
  @JsonSubTypes.Type(value = Query.ListClaimed.class, name = "list-claimed"),
  @JsonSubTypes.Type(value = Query.FindAccount.class, name = "find-account"),
  @JsonSubTypes.Type(value = Query.GetSession.class, name = "get-session"),
  @JsonSubTypes.Type(value = Query.ListAccounts.class, name = "list-accounts"),
  @JsonSubTypes.Type(value = Query.GetOwner.class, name = "get-owner"),
  @JsonSubTypes.Type(value = Query.GetOwned.class, name = "get-owned"),
  @JsonSubTypes.Type(value = Query.ListNotices.class, name = "list-notices"),
  @JsonSubTypes.Type(value = Query.GetNotice.class, name = "get-notice"),
  @JsonSubTypes.Type(value = Query.GetOrderPart.class, name = "get-order-part"),
  @JsonSubTypes.Type(value = Query.ListOrderMessages.class, name = "list-order-messages"),
  @JsonSubTypes.Type(value = Query.ListConversation.class, name = "list-conversation"),
  @JsonSubTypes.Type(value = Query.ListMessages.class, name = "list-messages"),
  @JsonSubTypes.Type(value = Query.GetMessage.class, name = "get-message"),
  @JsonSubTypes.Type(value = Query.FindUnread.class, name = "find-unread"),
  @JsonSubTypes.Type(value = Query.ListReviews.class, name = "list-reviews"),
  @JsonSubTypes.Type(value = Query.GetKitchen.class, name = "get-kitchen"),
  @JsonSubTypes.Type(value = Query.ListFavourites.class, name = "list-favourites"),
  @JsonSubTypes.Type(value = Query.GetBasket.class, name = "get-basket"),
  @JsonSubTypes.Type(value = Query.GetPostcode.class, name = "get-postcode"),
  @JsonSubTypes.Type(value = Query.ListPostcodes.class, name = "list-postcodes")
})
public sealed interface Query {
  int DEFAULT_LIMIT = 20;
  int MAX_LIMIT = 100;

  /**
   * Restaurants that deliver to a postcode. {@code cuisine}, {@code q} and {@code cursor} may be
   * null: no filter, first page.
   */
  record FindRestaurants(
      Postcode postcode,
      String cuisine,
      String q,
      boolean openNow,
      RestaurantSort sort,
      int limit,
      String cursor,
      long atMillis)
      implements Query {
    public FindRestaurants {
      if (postcode == null || sort == null) {
        throw new IllegalArgumentException("postcode and sort are required");
      }
      Bounds.optional("cuisine", cuisine, Bounds.NAME_CHARS);
      Bounds.optional("q", q, Bounds.NAME_CHARS);
      Bounds.optional("cursor", cursor, Bounds.CURSOR_CHARS);
      requireLimit(limit);
    }
  }

  record GetRestaurant(String restaurantId, long atMillis) implements Query {}

  record GetMenu(String restaurantId, long atMillis) implements Query {}

  record GetQuote(QuoteRequest request, long atMillis) implements Query {}

  /**
   * Asked before an order is placed: the quote whose prices become facts, and whether this order is
   * there already. For a basket that can be ordered the latter is looked up only when the search is
   * {@code thorough}: the update itself finds out, so only who is about to refuse has to know
   * first.
   */
  record PrepareOrder(
      String orderId, String customerId, QuoteRequest request, long atMillis, boolean thorough)
      implements Query {}

  /** An order that the viewer has no part in is answered like one that does not exist. */
  record GetOrder(String orderId, Viewer viewer) implements Query {
    public GetOrder {
      if (viewer == null) {
        throw new IllegalArgumentException("viewer is required");
      }
    }

    /** As one's own, whatever else one may be. */
    public GetOrder(String orderId, String customerId) {
      this(orderId, Viewer.guest(customerId));
    }
  }

  /** A customer's own orders, newest first. */
  record ListOrders(String customerId, int limit, String cursor) implements Query {
    public ListOrders {
      Bounds.optional("cursor", cursor, Bounds.CURSOR_CHARS);
      requireLimit(limit);
    }
  }

  /** Who has this name, if anybody does. */
  record GetName(NameKind kind, String name) implements Query {
    public GetName {
      if (kind == null) {
        throw new IllegalArgumentException("kind is required: ACCOUNT or RESTAURANT");
      }
      Bounds.required("name", name, Bounds.NAME_CHARS);
    }
  }

  /** Who has claimed the delivery of an order, whoever's order it is. */
  record GetClaim(String orderId) implements Query {}

  /** How many portions are left of these dishes; no ids: of all that are limited. */
  record GetStock(String restaurantId, List<String> itemIds) implements Query {
    public GetStock {
      Bounds.required("restaurantId", restaurantId, Bounds.ID_CHARS);
      itemIds = Bounds.list("itemIds", itemIds, Bounds.LIMITED_ITEMS);
    }
  }

  record GetVoucher(String code) implements Query {
    public GetVoucher {
      Bounds.required("code", code, Bounds.ID_CHARS);
    }
  }

  /** A restaurant's orders, the newest first, for its owner and for operators. */
  record ListInbox(String restaurantId, Viewer viewer, boolean openOnly, int limit, String cursor)
      implements Query {
    public ListInbox {
      Bounds.required("restaurantId", restaurantId, Bounds.ID_CHARS);
      if (viewer == null) {
        throw new IllegalArgumentException("viewer is required");
      }
      Bounds.optional("cursor", cursor, Bounds.CURSOR_CHARS);
      requireLimit(limit);
    }
  }

  /**
   * Deliveries that a courier could claim, of a day at most: those accepted last first, or of one
   * restaurant those placed last.
   *
   * @param restaurantId null for all
   */
  record ListOffers(String restaurantId, int limit, String cursor, long atMillis) implements Query {
    public ListOffers {
      Bounds.optional("restaurantId", restaurantId, Bounds.ID_CHARS);
      Bounds.optional("cursor", cursor, Bounds.CURSOR_CHARS);
      requireLimit(limit);
    }
  }

  /** Deliveries that a courier has claimed and not finished, those claimed last first. */
  record ListClaimed(String courier, int limit, String cursor) implements Query {
    public ListClaimed {
      Bounds.required("courier", courier, Bounds.ID_CHARS);
      Bounds.optional("cursor", cursor, Bounds.CURSOR_CHARS);
      requireLimit(limit);
    }
  }

  sealed interface OfAccounts extends Query {}

  /** The account of this name, also a deleted one, with what is needed to log in. */
  record FindAccount(String name) implements OfAccounts {
    public FindAccount {
      Bounds.required("name", name, Bounds.NAME_CHARS);
    }
  }

  /** Whether a session stands still. */
  record GetSession(String sessionId, String accountId) implements OfAccounts {
    public GetSession {
      Bounds.required("sessionId", sessionId, Bounds.ID_CHARS);
      Bounds.required("accountId", accountId, Bounds.ID_CHARS);
    }
  }

  /**
   * Accounts, those that changed last first.
   *
   * @param pattern see {@link NamePattern}; null for all
   */
  record ListAccounts(String pattern, int limit, String cursor) implements OfAccounts {
    public ListAccounts {
      Bounds.optional("pattern", pattern, Bounds.NAME_CHARS);
      Bounds.optional("cursor", cursor, Bounds.CURSOR_CHARS);
      requireLimit(limit);
    }
  }

  /** Whose a restaurant is. */
  record GetOwner(String restaurantId) implements OfAccounts {
    public GetOwner {
      Bounds.required("restaurantId", restaurantId, Bounds.ID_CHARS);
    }
  }

  /** The restaurants of an account. */
  record GetOwned(String accountId) implements OfAccounts {
    public GetOwned {
      Bounds.required("accountId", accountId, Bounds.ID_CHARS);
    }
  }

  /** About what people tell one another. */
  sealed interface Talk extends Query {}

  record ListNotices(int limit, String cursor) implements Talk {
    public ListNotices {
      requirePage(limit, cursor);
    }
  }

  record GetNotice(String id) implements Talk {
    public GetNotice {
      Bounds.required("id", id, Bounds.ID_CHARS);
    }
  }

  /** What part the viewer has in an order; like one that does not exist when there is none. */
  record GetOrderPart(String orderId, Viewer viewer) implements Talk {
    public GetOrderPart {
      Bounds.required("orderId", orderId, Bounds.ID_CHARS);
      requireViewer(viewer);
    }
  }

  record ListOrderMessages(String orderId, Viewer viewer, int limit, String cursor)
      implements Talk {
    public ListOrderMessages {
      Bounds.required("orderId", orderId, Bounds.ID_CHARS);
      requireViewer(viewer);
      requirePage(limit, cursor);
    }
  }

  /** What two accounts have written to one another. */
  record ListConversation(String accountId, String otherId, int limit, String cursor)
      implements Talk {
    public ListConversation {
      Bounds.required("accountId", accountId, Bounds.ID_CHARS);
      Bounds.required("otherId", otherId, Bounds.ID_CHARS);
      requirePage(limit, cursor);
    }
  }

  /** What was sent to an account, and to the many that it is one of. */
  record ListMessages(Viewer viewer, boolean unread, int limit, String cursor) implements Talk {
    public ListMessages {
      requireAccount(viewer);
      requirePage(limit, cursor);
    }
  }

  /** Inside the cluster only, for who has made it. */
  record GetMessage(String id) implements Talk {
    public GetMessage {
      Bounds.required("id", id, Bounds.ID_CHARS);
    }
  }

  /** Which of these are in the viewer's inbox and not marked as read. */
  record FindUnread(Viewer viewer, List<String> ids) implements Talk {
    public FindUnread {
      requireAccount(viewer);
      ids = Bounds.list("ids", ids, Bounds.MESSAGES);
    }
  }

  record ListReviews(String restaurantId, int limit, String cursor) implements Talk {
    public ListReviews {
      Bounds.required("restaurantId", restaurantId, Bounds.ID_CHARS);
      requirePage(limit, cursor);
    }
  }

  /** About restaurants as they are run now. */
  sealed interface OfKitchen extends Query {}

  /** How a restaurant is run, for its owner and for operators. */
  record GetKitchen(String restaurantId, Viewer viewer) implements OfKitchen {
    public GetKitchen {
      Bounds.required("restaurantId", restaurantId, Bounds.ID_CHARS);
      requireViewer(viewer);
    }
  }

  /** A customer's favourites, the newest first; all of them, for they are few. */
  record ListFavourites(String customerId, long atMillis) implements OfKitchen {
    public ListFavourites {
      Bounds.required("customerId", customerId, Bounds.ID_CHARS);
    }
  }

  /** One's own order as a basket of today's menu. */
  record GetBasket(String orderId, String customerId) implements OfKitchen {
    public GetBasket {
      Bounds.required("orderId", orderId, Bounds.ID_CHARS);
      Bounds.required("customerId", customerId, Bounds.ID_CHARS);
    }
  }

  /** About postcodes. */
  sealed interface OfPlaces extends Query {}

  record GetPostcode(Postcode postcode, long atMillis) implements OfPlaces {
    public GetPostcode {
      if (postcode == null) {
        throw new IllegalArgumentException("postcode is required");
      }
    }
  }

  /**
   * Known postcodes that begin so, in alphabetical order.
   *
   * @param prefix capital letters and digits; spaces do not count
   */
  record ListPostcodes(String prefix, int limit) implements OfPlaces {
    public ListPostcodes {
      Bounds.required("prefix", prefix, Bounds.NAME_CHARS);
      requireLimit(limit);
    }
  }

  private static void requireViewer(Viewer viewer) {
    if (viewer == null) {
      throw new IllegalArgumentException("viewer is required");
    }
  }

  private static void requireAccount(Viewer viewer) {
    if (viewer == null || viewer.accountId() == null) {
      throw new IllegalArgumentException("viewer must have an account");
    }
  }

  private static void requirePage(int limit, String cursor) {
    requireLimit(limit);
    Bounds.optional("cursor", cursor, Bounds.CURSOR_CHARS);
  }

  private static void requireLimit(int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be from 1 to " + MAX_LIMIT);
    }
  }
}
