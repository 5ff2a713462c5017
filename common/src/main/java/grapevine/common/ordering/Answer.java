package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import grapevine.common.Hash128;
import java.util.List;

/**
 * What a replica manager answers to a {@link Query}. The wrapper and its type tag stay inside the
 * cluster; clients get the wrapped body, which has API v1's shape.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "a")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Answer.FoundRestaurants.class, name = "restaurants"),
  @JsonSubTypes.Type(value = Answer.FoundRestaurant.class, name = "restaurant"),
  @JsonSubTypes.Type(value = Answer.FoundMenu.class, name = "menu"),
  @JsonSubTypes.Type(value = Answer.Quoted.class, name = "quote"),
  @JsonSubTypes.Type(value = Answer.Prepared.class, name = "prepared"),
  @JsonSubTypes.Type(value = Answer.FoundOrder.class, name = "order"),
  @JsonSubTypes.Type(value = Answer.FoundOrders.class, name = "orders"),
  @JsonSubTypes.Type(value = Answer.FoundName.class, name = "name"),
  @JsonSubTypes.Type(value = Answer.FoundClaim.class, name = "claim"),
  @JsonSubTypes.Type(value = Answer.FoundStock.class, name = "stock"),
  @JsonSubTypes.Type(value = Answer.FoundVoucher.class, name = "voucher"),
  @JsonSubTypes.Type(value = Answer.FoundNotices.class, name = "notices"),
  @JsonSubTypes.Type(value = Answer.FoundNotice.class, name = "notice"),
  @JsonSubTypes.Type(value = Answer.FoundOrderPart.class, name = "order-part"),
  @JsonSubTypes.Type(value = Answer.FoundMessages.class, name = "messages"),
  @JsonSubTypes.Type(value = Answer.FoundMessage.class, name = "message"),
  @JsonSubTypes.Type(value = Answer.FoundUnread.class, name = "unread"),
  @JsonSubTypes.Type(value = Answer.FoundReviews.class, name = "reviews"),
  @JsonSubTypes.Type(value = Answer.NotFound.class, name = "not-found"),
  @JsonSubTypes.Type(value = Answer.Invalid.class, name = "invalid"),
  @JsonSubTypes.Type(value = Answer.FoundAccount.class, name = "account"),
  @JsonSubTypes.Type(value = Answer.FoundSession.class, name = "session"),
  @JsonSubTypes.Type(value = Answer.FoundAccounts.class, name = "accounts"),
  @JsonSubTypes.Type(value = Answer.FoundOwner.class, name = "owner"),
  @JsonSubTypes.Type(value = Answer.FoundOwned.class, name = "owned"),
  @JsonSubTypes.Type(value = Answer.FoundKitchen.class, name = "kitchen"),
  @JsonSubTypes.Type(value = Answer.FoundBasket.class, name = "basket"),
  @JsonSubTypes.Type(value = Answer.FoundPostcode.class, name = "postcode"),
  @JsonSubTypes.Type(value = Answer.FoundPostcodes.class, name = "postcodes"),
  @JsonSubTypes.Type(value = Answer.Awaiting.class, name = "awaiting")
})
public sealed interface Answer {
  record FoundRestaurants(RestaurantPage page) implements Answer {}

  record FoundRestaurant(RestaurantSummary restaurant) implements Answer {}

  record FoundMenu(Menu menu) implements Answer {}

  record Quoted(Quote quote) implements Answer {}

  /**
   * To {@link Query.PrepareOrder}. {@code existing} is null, or the order made by an earlier call
   * with the same key, if it was looked up; then {@code existingRequestHash} tells a retry from a
   * reused key. An unknown restaurant is {@link NotFound} instead.
   *
   * @param mustBeForced whether something in the basket is not there for everybody, so that the
   *     order has to be decided in the one order for all; or was so decided already
   */
  record Prepared(
      Order existing,
      Hash128 existingRequestHash,
      Quote quote,
      String restaurantName,
      boolean mustBeForced)
      implements Answer {
    /** Of a basket in which nothing is limited. */
    public Prepared(
        Order existing, Hash128 existingRequestHash, Quote quote, String restaurantName) {
      this(existing, existingRequestHash, quote, restaurantName, false);
    }
  }

  /**
   * {@code exactStatus} tells the two cancellations apart, which the public status does not.
   *
   * @param customerId whose it is
   * @param actors the parts that the viewer has in it, sorted; none for an operator, who only looks
   */
  record FoundOrder(Order order, OrderStatus exactStatus, String customerId, List<Actor> actors)
      implements Answer {
    public FoundOrder {
      actors = List.copyOf(actors);
    }
  }

  record FoundOrders(OrderPage page) implements Answer {}

  /** {@code owner} is null while the name is free. */
  record FoundName(NameKind kind, String name, String owner) implements Answer {}

  /** {@code courier} is null while nobody has the delivery. */
  record FoundClaim(String orderId, Service service, OrderStatus status, String courier)
      implements Answer {}

  record FoundStock(String restaurantId, List<StockLevel> items) implements Answer {
    public FoundStock {
      items = List.copyOf(items);
    }
  }

  /** {@code portions} is null for as many as are ordered. */
  record StockLevel(String itemId, Integer portions) {}

  /** Of a voucher that is built in only the code is told: it has terms of its own. */
  record FoundVoucher(String code, boolean builtIn, long discountPence, int limit, int used)
      implements Answer {}

  record FoundNotices(NoticePage page) implements Answer {}

  record FoundNotice(Notice notice) implements Answer {}

  /**
   * @param actors the roles in which the viewer may act
   * @param review null while there is none
   */
  record FoundOrderPart(
      String orderId, String restaurantId, OrderStatus status, List<Actor> actors, Review review)
      implements Answer {
    public FoundOrderPart {
      actors = List.copyOf(actors);
    }
  }

  record FoundMessages(MessagePage page) implements Answer {}

  record FoundMessage(Message message) implements Answer {}

  record FoundUnread(List<String> ids) implements Answer {
    public FoundUnread {
      ids = List.copyOf(ids);
    }
  }

  record FoundReviews(ReviewPage page) implements Answer {}

  /** {@code code} is one of API v1's, such as RESTAURANT_UNKNOWN. */
  record NotFound(String code, String detail) implements Answer {}

  /** A well-formed question that makes no sense, such as a cursor of another query. */
  record Invalid(String code, String pointer, String detail) implements Answer {}

  /** {@code account} is null when there is none of this name; a deleted one is told as such. */
  record FoundAccount(Account account) implements Answer {}

  /** {@code role} is the account's; null when there is no such account, or no more. */
  record FoundSession(boolean ended, Role role) implements Answer {}

  record FoundAccounts(AccountPage page) implements Answer {}

  /** {@code accountId} is null while the restaurant is nobody's. */
  record FoundOwner(String restaurantId, String accountId) implements Answer {}

  record FoundOwned(String accountId, List<String> restaurantIds) implements Answer {
    public FoundOwned {
      restaurantIds = List.copyOf(restaurantIds);
    }
  }

  record FoundKitchen(Kitchen kitchen) implements Answer {}

  record FoundBasket(Basket basket) implements Answer {}

  record FoundPostcode(PostcodePlace place) implements Answer {}

  record FoundPostcodes(List<Postcode> items) implements Answer {
    public FoundPostcodes {
      items = List.copyOf(items);
    }
  }

  /**
   * What can be answered now, where providers could be asked for something better: the replica
   * manager that answers has them switched on.
   *
   * @param answer any other
   * @param wants to be made as updates by who is asked for the answer
   */
  record Awaiting(Answer answer, List<ProviderFact.Want> wants) implements Answer {
    public Awaiting {
      wants = List.copyOf(wants);
    }
  }
}
