package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import java.util.List;
import java.util.Locale;

/**
 * An update of the ordering value. It carries facts (prices, names, times) that were decided before
 * it was made: applying it reads no clock, asks nobody and never fails on one replica only.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Operation.PlaceOrder.class, name = "place-order"),
  @JsonSubTypes.Type(value = Operation.OrderCommand.class, name = "order-command"),
  @JsonSubTypes.Type(value = Operation.RegisterName.class, name = "register-name"),
  @JsonSubTypes.Type(value = Operation.ClaimDelivery.class, name = "claim-delivery"),
  @JsonSubTypes.Type(value = Operation.ReleaseDelivery.class, name = "release-delivery"),
  @JsonSubTypes.Type(value = Operation.SetStock.class, name = "set-stock"),
  @JsonSubTypes.Type(value = Operation.IssueVoucher.class, name = "issue-voucher"),
  @JsonSubTypes.Type(value = Operation.CreateAccount.class, name = "create-account"),
  @JsonSubTypes.Type(value = Operation.DeleteAccount.class, name = "delete-account"),
  @JsonSubTypes.Type(value = Operation.GiveRestaurant.class, name = "give-restaurant"),
  @JsonSubTypes.Type(value = Operation.EndSession.class, name = "end-session"),
  @JsonSubTypes.Type(value = Operation.PostNotice.class, name = "post-notice"),
  @JsonSubTypes.Type(value = Operation.PostMessage.class, name = "post-message"),
  @JsonSubTypes.Type(value = Operation.MarkRead.class, name = "mark-read"),
  @JsonSubTypes.Type(value = Operation.WriteReview.class, name = "write-review"),
  @JsonSubTypes.Type(value = KitchenEdit.AddDish.class, name = "add-dish"),
  @JsonSubTypes.Type(value = KitchenEdit.EditDish.class, name = "edit-dish"),
  @JsonSubTypes.Type(value = KitchenEdit.SwitchDish.class, name = "switch-dish"),
  @JsonSubTypes.Type(value = KitchenEdit.SetHours.class, name = "set-hours"),
  @JsonSubTypes.Type(value = KitchenEdit.SetPause.class, name = "set-pause"),
  @JsonSubTypes.Type(value = KitchenEdit.SetTerms.class, name = "set-terms"),
  @JsonSubTypes.Type(value = Operation.SetFavourite.class, name = "set-favourite"),
  @JsonSubTypes.Type(value = ProviderFact.AreaWanted.class, name = "area-wanted"),
  @JsonSubTypes.Type(value = ProviderFact.RatingsWanted.class, name = "ratings-wanted"),
  @JsonSubTypes.Type(value = ProviderFact.RatingsLoaded.class, name = "ratings-loaded"),
  @JsonSubTypes.Type(value = ProviderFact.PostcodeWanted.class, name = "postcode-wanted"),
  @JsonSubTypes.Type(value = ProviderFact.AreaLoaded.class, name = "area-loaded"),
  @JsonSubTypes.Type(value = ProviderFact.RestaurantFound.class, name = "restaurant-found"),
  @JsonSubTypes.Type(value = ProviderFact.PostcodeResolved.class, name = "postcode-resolved"),
  @JsonSubTypes.Type(value = ProviderFact.ProviderSilenced.class, name = "provider-silenced")
})
public sealed interface Operation {
  /** Empty when it is about no order. */
  default String orderId() {
    return "";
  }

  /** Empty when it is about no customer. */
  default String customerId() {
    return "";
  }

  /**
   * A new order at prices already agreed. {@code postcode} and {@code deliverTo} may be null for
   * COLLECTION.
   */
  record PlaceOrder(
      String orderId,
      String customerId,
      Hash128 requestHash,
      long placedAtMillis,
      String restaurantId,
      String restaurantName,
      Service service,
      Postcode postcode,
      List<QuotedLine> lines,
      long subtotalPence,
      long discountPence,
      long deliveryFeePence,
      long serviceFeePence,
      long tipPence,
      long totalPence,
      String voucher,
      DeliverTo deliverTo,
      String note)
      implements Operation {
    public PlaceOrder {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A legal command at the time it was given; concurrent ones meet in {@link OrderStatus#join}.
   * {@code customerId} is the order's owner, {@code by} the role of whoever gave it.
   *
   * @param readyAtMillis when the restaurant says it will be ready; null, and then not written,
   *     when the command says nothing of it
   */
  record OrderCommand(
      String orderId,
      String customerId,
      Actor by,
      OrderCommandKind kind,
      String reason,
      long atMillis,
      @JsonInclude(JsonInclude.Include.NON_NULL) Long readyAtMillis)
      implements Operation {
    public OrderCommand {
      if (!CommandRuling.isEverAllowed(kind, by)) {
        throw new IllegalArgumentException(by + " may not " + kind.word() + " an order");
      }
      Bounds.optional("reason", reason, Bounds.NOTE_CHARS);
      if (kind == OrderCommandKind.DELAY && readyAtMillis == null) {
        throw new IllegalArgumentException("readyAtMillis is required to delay an order");
      }
    }

    /** One that says nothing of when the order will be ready. */
    public OrderCommand(
        String orderId,
        String customerId,
        Actor by,
        OrderCommandKind kind,
        String reason,
        long atMillis) {
      this(orderId, customerId, by, kind, reason, atMillis, null);
    }

    /** The status to join into the order's: of a delay the least, which changes nothing. */
    public OrderStatus target() {
      return OrderMove.of(kind, by).map(OrderMove::to).orElse(OrderStatus.PLACED);
    }

    /** As those who may see the order are told of it. */
    public Order.Event event() {
      return new Order.Event(
          kind == OrderCommandKind.DELAY ? "DELAYED" : target().publicName(),
          Rfc3339.ofMillis(atMillis),
          by.name().toLowerCase(Locale.ROOT),
          reason);
    }
  }

  /**
   * Forced: the first owner of a name has it for good.
   *
   * @param name as it is shown
   * @param key equal for names that must not have two owners: a fact, since replicas on different
   *     Java releases could fold case differently
   */
  record RegisterName(NameKind kind, String name, String key, String owner) implements Operation {
    public RegisterName {
      if (kind == null) {
        throw new IllegalArgumentException("kind is required: ACCOUNT or RESTAURANT");
      }
      Bounds.required("name", name, Bounds.NAME_CHARS);
      Bounds.required("key", key, 2 * Bounds.NAME_CHARS);
      Bounds.required("owner", owner, Bounds.ID_CHARS);
    }

    public RegisterName(NameKind kind, UniqueName name, String owner) {
      this(kind, name.shown(), name.key(), owner);
    }
  }

  /** Forced: the courier has the delivery until that courier releases it. */
  record ClaimDelivery(String orderId, String courier) implements Operation {
    public ClaimDelivery {
      requireOrderId(orderId);
      Bounds.required("courier", courier, Bounds.ID_CHARS);
    }
  }

  /** Forced. */
  record ReleaseDelivery(String orderId, String courier) implements Operation {
    public ReleaseDelivery {
      requireOrderId(orderId);
      Bounds.required("courier", courier, Bounds.ID_CHARS);
    }
  }

  /**
   * Forced: how many portions are left from now on.
   *
   * @param portions null for as many as are ordered
   */
  record SetStock(String restaurantId, String itemId, Integer portions) implements Operation {
    public SetStock {
      Bounds.required("restaurantId", restaurantId, Bounds.ID_CHARS);
      Bounds.required("itemId", itemId, Bounds.ID_CHARS);
      if (portions != null && (portions < 0 || portions > Bounds.PORTIONS)) {
        throw new IllegalArgumentException("portions must be from 0 to " + Bounds.PORTIONS);
      }
    }
  }

  /** Forced: a voucher that may be used so many times in all. */
  record IssueVoucher(String code, long discountPence, int limit) implements Operation {
    public IssueVoucher {
      code = VoucherCode.require(code);
      if (Bounds.pence("discountPence", discountPence) == 0) {
        throw new IllegalArgumentException("discountPence must be 1 at least");
      }
      if (limit < 1 || limit > Bounds.VOUCHER_USES) {
        throw new IllegalArgumentException("limit must be from 1 to " + Bounds.VOUCHER_USES);
      }
    }
  }

  /** Forced: see {@link AccountRules}. */
  sealed interface OfAccounts extends Operation {}

  /**
   * @param name as it is shown
   * @param key as in {@link RegisterName}
   * @param guestId whose orders become the account's, if they are no other's; null for nobody's
   */
  record CreateAccount(
      String accountId,
      String name,
      String key,
      Role role,
      PasswordHash passwordHash,
      String guestId,
      long createdAtMillis)
      implements OfAccounts {
    public CreateAccount {
      Bounds.required("accountId", accountId, Bounds.ID_CHARS);
      Bounds.required("name", name, Bounds.NAME_CHARS);
      Bounds.required("key", key, 2 * Bounds.NAME_CHARS);
      if (role == null || passwordHash == null) {
        throw new IllegalArgumentException("role and passwordHash are required");
      }
      Bounds.optional("guestId", guestId, Bounds.ID_CHARS);
    }
  }

  record DeleteAccount(String accountId, long atMillis) implements OfAccounts {
    public DeleteAccount {
      Bounds.required("accountId", accountId, Bounds.ID_CHARS);
    }
  }

  /**
   * @param accountId null: it is nobody's from now on
   */
  record GiveRestaurant(String restaurantId, String accountId) implements OfAccounts {
    public GiveRestaurant {
      Bounds.required("restaurantId", restaurantId, Bounds.ID_CHARS);
      Bounds.optional("accountId", accountId, Bounds.ID_CHARS);
    }
  }

  /** Somebody has logged out; found by the call id that its id stands for. */
  record EndSession(String sessionId, String accountId, long atMillis) implements Operation {
    public EndSession {
      Bounds.required("sessionId", sessionId, Bounds.ID_CHARS);
      Bounds.required("accountId", accountId, Bounds.ID_CHARS);
    }
  }

  /** What people tell one another. Causal: made in a moment, and never refused. */
  sealed interface Talk extends Operation {}

  /** A line for everybody. */
  record PostNotice(Author by, String text, long atMillis) implements Talk {
    public PostNotice {
      requireAuthor(by);
      Bounds.required("text", text, Bounds.TEXT_CHARS);
    }
  }

  /**
   * A message, with the words of {@link Threads} that it is filed under.
   *
   * @param inbox where it waits to be read, null for one that is only in its thread
   * @param about the order or restaurant, null when it is about neither
   * @param as in which role the author writes
   */
  record PostMessage(
      ThreadKind kind,
      String thread,
      String inbox,
      String about,
      Author by,
      Role as,
      String text,
      long atMillis)
      implements Talk {
    public PostMessage {
      if (kind == null || as == null) {
        throw new IllegalArgumentException("kind and as are required");
      }
      Bounds.required("thread", thread, Bounds.THREAD_CHARS);
      Bounds.optional("inbox", inbox, Bounds.THREAD_CHARS);
      Bounds.optional("about", about, Bounds.ID_CHARS);
      requireAuthor(by);
      Bounds.required("text", text, Bounds.TEXT_CHARS);
    }
  }

  /**
   * The owner of an inbox has seen these. By id, not up to a place: one that arrives later may have
   * its place before one that was read.
   */
  record MarkRead(String inbox, List<String> ids, long atMillis) implements Talk {
    public MarkRead {
      Bounds.required("inbox", inbox, Bounds.THREAD_CHARS);
      ids = Bounds.list("ids", ids, Bounds.MESSAGES);
      ids.forEach(id -> Bounds.required("ids", id, Bounds.ID_CHARS));
    }
  }

  /**
   * What is said about an order from now on: of several the newest by (lamport, call id) counts.
   */
  record WriteReview(
      String orderId, String restaurantId, Author by, int stars, String text, long atMillis)
      implements Talk {
    public WriteReview {
      requireOrderId(orderId);
      Bounds.required("restaurantId", restaurantId, Bounds.ID_CHARS);
      requireAuthor(by);
      if (stars < 1 || stars > Bounds.STARS) {
        throw new IllegalArgumentException("stars must be from 1 to " + Bounds.STARS);
      }
      Bounds.optional("text", text, Bounds.TEXT_CHARS);
    }
  }

  /** How a restaurant is run from now on. */
  sealed interface OfKitchen extends Operation permits KitchenEdit {}

  /** What providers of open data are asked, and what they said. */
  sealed interface OfProviders extends Operation permits ProviderFact {}

  /** Of several for one customer and restaurant the newest by (lamport, call id) counts. */
  record SetFavourite(String customerId, String restaurantId, boolean on, long atMillis)
      implements Operation {
    public SetFavourite {
      Bounds.required("customerId", customerId, Bounds.ID_CHARS);
      Bounds.required("restaurantId", restaurantId, Bounds.ID_CHARS);
    }
  }

  private static void requireAuthor(Author by) {
    if (by == null) {
      throw new IllegalArgumentException("by is required");
    }
  }

  private static void requireOrderId(String orderId) {
    if (CanonicalHash.parseOrderId(Bounds.required("orderId", orderId, Bounds.ID_CHARS))
        .isEmpty()) {
      throw new IllegalArgumentException("orderId is not the id of an order");
    }
  }
}
