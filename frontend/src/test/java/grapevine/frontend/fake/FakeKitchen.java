package grapevine.frontend.fake;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.BasketLine;
import grapevine.common.ordering.ForcedFacts;
import grapevine.common.ordering.KitchenEdit;
import grapevine.common.ordering.Menu;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderPage;
import grapevine.common.ordering.OrderRights;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.ProviderFact;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Quote;
import grapevine.common.ordering.QuoteIssue;
import grapevine.common.ordering.QuoteRequest;
import grapevine.common.ordering.QuotedLine;
import grapevine.common.ordering.RestaurantPage;
import grapevine.common.ordering.RestaurantSummary;
import grapevine.common.ordering.Rfc3339;
import grapevine.common.ordering.Service;
import grapevine.common.ordering.Viewer;
import grapevine.common.security.Session;
import grapevine.protocol.CallId;
import grapevine.protocol.Payload;
import grapevine.protocol.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * One restaurant with one dish, and the orders placed there: just enough of the ordering value to
 * answer every query.
 */
final class FakeKitchen {
  static final String RESTAURANT = "vine";
  static final String ITEM = "chana";
  static final String POSTCODE = "DH1 3LE";
  private static final long FEE_PENCE = 250;

  private final TreeMap<String, Placed> orders = new TreeMap<>();
  private final TreeSet<CallId> executed = new TreeSet<>();
  private boolean isClosed;

  private final ForcedFactsInMemory facts = new ForcedFactsInMemory();
  private final FakePlaces places = new FakePlaces();
  private final FakeTalk talk = new FakeTalk(facts, this::seen);
  private final FakeRestaurant restaurant =
      new FakeRestaurant(
          facts,
          summary(),
          new Menu.Item(ITEM, "Chana masala", 850, List.of(), List.of(), true, List.of()));

  /**
   * @param known whether before this call
   */
  record Decided(long requestHash, Payload result, boolean known) {}

  private record Placed(Order order, String customerId, Hash128 requestHash, OrderStatus status) {}

  synchronized void setPrice(long pence) {
    restaurant.setPrice(pence);
  }

  synchronized void stopServing() {
    isClosed = true;
  }

  /** What the kitchen does by itself. */
  synchronized void move(String orderId, OrderStatus status) {
    orders.computeIfPresent(orderId, (id, placed) -> with(placed, status, placed.order.events()));
  }

  synchronized void signUp(Session session) {
    ForcedFacts.AccountFact account =
        new ForcedFacts.AccountFact(
            session.name(), session.role(), null, session.customerId(), 0, false);
    facts.put(ForcedFacts.accountKey(session.accountId()), Json.bytes(account));
  }

  synchronized void give(String restaurantId, String accountId) {
    facts.put(ForcedFacts.ownerKey(restaurantId), Json.bytes(new ForcedFacts.OwnerFact(accountId)));
  }

  synchronized int talkCount() {
    return talk.count();
  }

  private Optional<FakeTalk.OrderSeen> seen(String orderId, Viewer viewer) {
    return orders.values().stream()
        .filter(
            placed ->
                orderId == null
                    ? placed.customerId.equals(viewer.customerId())
                    : placed.order.id().equals(orderId))
        .findFirst()
        .map(
            placed ->
                new FakeTalk.OrderSeen(
                    placed.customerId, placed.order.restaurantId(), placed.status));
  }

  synchronized int orderCount() {
    return orders.size();
  }

  /** Once for each call id, whichever replica manager is first. */
  synchronized void apply(CallId callId, Payload payload) {
    if (!executed.add(callId)) {
      return;
    }
    Operation operation = Json.read(payload.bytes(), Operation.class);
    if (operation instanceof Operation.PlaceOrder place) {
      orders.putIfAbsent(place.orderId(), placed(place));
    } else if (operation instanceof Operation.OrderCommand command) {
      orders.computeIfPresent(
          command.orderId(),
          (id, placed) -> {
            OrderStatus status = placed.status.join(command.target());
            Order order = placed.order.after(status, command.event());
            Long readyAt = command.readyAtMillis();
            return new Placed(
                readyAt == null ? order : order.withReadyAt(Rfc3339.ofMillis(readyAt)),
                placed.customerId,
                placed.requestHash,
                status);
          });
    } else if (operation instanceof Operation.Talk told) {
      talk.apply(callId, told);
    } else if (operation instanceof KitchenEdit edit) {
      restaurant.apply(edit);
    } else if (operation instanceof Operation.SetFavourite said) {
      restaurant.apply(said);
    } else if (operation instanceof ProviderFact.PostcodeWanted want) {
      places.apply(want);
    }
  }

  /** How many forced updates were decided. */
  synchronized long forced() {
    return facts.decisions();
  }

  /** Once for each call id. */
  synchronized Decided decide(Update update) {
    boolean isKnown = facts.isDecided(update.callId());
    if (!isKnown && facts.decide(update)) {
      apply(update.callId(), update.operation());
    }
    ForcedFacts.DecisionFact decision = facts.decision(update.callId());
    return new Decided(decision.requestHash(), Payload.of(Json.bytes(decision.result())), isKnown);
  }

  synchronized Payload answer(Payload payload) {
    return Payload.of(Json.bytes(answer(Json.read(payload.bytes(), Query.class))));
  }

  private Answer answer(Query query) {
    if (query instanceof Query.Talk asked) {
      return talk.answer(asked);
    } else if (query instanceof Query.OfKitchen asked) {
      return restaurant.answer(asked, this::ordered);
    } else if (query instanceof Query.GetName get) {
      return new Answer.FoundName(get.kind(), get.name(), facts.ownerOf(get.kind(), get.name()));
    } else if (query instanceof Query.FindRestaurants find) {
      return places.answer(
          find.postcode(),
          new Answer.FoundRestaurants(new RestaurantPage(List.of(summary()), null)));
    } else if (query instanceof Query.OfPlaces asked) {
      return places.answer(asked);
    } else if (query instanceof Query.GetRestaurant get) {
      return known(get.restaurantId(), new Answer.FoundRestaurant(summary()));
    } else if (query instanceof Query.GetMenu get) {
      return known(get.restaurantId(), new Answer.FoundMenu(menu()));
    } else if (query instanceof Query.GetClaim get) {
      Placed placed = orders.get(get.orderId());
      return placed == null
          ? new Answer.NotFound("ORDER_UNKNOWN", "no such order")
          : new Answer.FoundClaim(
              get.orderId(), placed.order.service(), placed.status, facts.courierOf(get.orderId()));
    } else if (query instanceof Query.GetVoucher get) {
      return get.code().equals("BUILT-IN")
          ? new Answer.FoundVoucher("BUILT-IN", true, 0, 0, 0)
          : new Answer.NotFound("VOUCHER_UNKNOWN", "no such voucher");
    } else if (query instanceof Query.OfAccounts asked) {
      return new FakeAccounts(facts, executed).answer(asked);
    } else if (query instanceof Query.GetQuote get) {
      return known(get.request().restaurantId(), new Answer.Quoted(quote(get.request())));
    } else if (query instanceof Query.PrepareOrder prepare) {
      Quote quote = quote(prepare.request());
      Placed placed = orders.get(prepare.orderId());
      boolean mustBeForced =
          facts.left(RESTAURANT, ITEM) != null || facts.isDecided(callId(prepare.orderId()));
      boolean isShown =
          placed != null
              && placed.customerId.equals(prepare.customerId())
              && (prepare.thorough() || mustBeForced || !quote.orderable());
      return known(
          prepare.request().restaurantId(),
          new Answer.Prepared(
              isShown ? placed.order : null,
              isShown ? placed.requestHash : null,
              quote,
              "The Vine",
              mustBeForced));
    } else if (query instanceof Query.GetOrder get) {
      return order(get);
    }
    return list(query);
  }

  /** How the asker's order was to be had. */
  private Optional<Service> ordered(Query.GetBasket get) {
    return Optional.ofNullable(orders.get(get.orderId()))
        .filter(placed -> placed.customerId.equals(get.customerId()))
        .map(placed -> placed.order.service());
  }

  private Answer list(Query query) {
    if (query instanceof Query.ListInbox inbox) {
      boolean isOwner =
          inbox.viewer().accountId() != null
              && inbox.viewer().accountId().equals(facts.ownerOf(inbox.restaurantId()));
      return isOwner
          ? listed(placed -> !(inbox.openOnly() && placed.status.isFinal()))
          : new Answer.Invalid("NOT_ALLOWED", "", "Only its owner sees a restaurant's orders.");
    } else if (query instanceof Query.ListOffers) {
      return listed(placed -> facts.courierOf(placed.order.id()) == null);
    } else if (query instanceof Query.ListClaimed claimed) {
      return listed(placed -> claimed.courier().equals(facts.courierOf(placed.order.id())));
    }
    String customerId = ((Query.ListOrders) query).customerId();
    return listed(placed -> placed.customerId.equals(customerId));
  }

  private Answer listed(Predicate<Placed> isAsked) {
    List<Order> listed = orders.values().stream().filter(isAsked).map(Placed::order).toList();
    return new Answer.FoundOrders(new OrderPage(listed, null));
  }

  private Answer order(Query.GetOrder get) {
    Placed placed = orders.get(get.orderId());
    if (placed != null) {
      String courier = facts.courierOf(get.orderId());
      Set<Actor> actors =
          OrderRights.of(get.viewer(), placed.customerId, facts.ownerOf(RESTAURANT), courier);
      if (OrderRights.isSeenBy(get.viewer(), actors)) {
        return new Answer.FoundOrder(
            placed.order.withCourier(courier),
            placed.status,
            placed.customerId,
            List.copyOf(actors));
      }
    }
    return new Answer.NotFound("ORDER_UNKNOWN", "no such order");
  }

  private static CallId callId(String orderId) {
    Hash128 hash = CanonicalHash.parseOrderId(orderId).orElseThrow();
    return new CallId(hash.high(), hash.low());
  }

  private static Answer known(String restaurantId, Answer answer) {
    return restaurantId.equals(RESTAURANT)
        ? answer
        : new Answer.NotFound("RESTAURANT_UNKNOWN", "no such restaurant");
  }

  private Quote quote(QuoteRequest request) {
    List<QuotedLine> lines = new ArrayList<>();
    List<QuoteIssue> issues = new ArrayList<>();
    long pricePence = restaurant.dish().pricePence();
    for (int i = 0; i < request.lines().size(); i++) {
      BasketLine line = request.lines().get(i);
      if (!line.itemId().equals(ITEM)) {
        issues.add(
            new QuoteIssue(
                QuoteIssue.Code.ITEM_UNKNOWN, "/lines/" + i + "/itemId", "not on this menu"));
      } else if (line.quantity() < 1 || line.quantity() > 99) {
        issues.add(
            new QuoteIssue(
                QuoteIssue.Code.QUANTITY_INVALID, "/lines/" + i + "/quantity", "1 to 99"));
      } else {
        long linePence = pricePence * line.quantity();
        lines.add(
            new QuotedLine(
                ITEM, "Chana masala", line.quantity(), pricePence, linePence, List.of()));
      }
    }
    Integer left = facts.left(RESTAURANT, ITEM);
    if (left != null && lines.stream().mapToInt(QuotedLine::quantity).sum() > left) {
      issues.add(new QuoteIssue(QuoteIssue.Code.SOLD_OUT, "/lines/0/itemId", "not enough"));
    }
    if (isClosed) {
      issues.add(new QuoteIssue(QuoteIssue.Code.CLOSED, "", "not serving now"));
    }
    long subtotal = lines.stream().mapToLong(QuotedLine::linePence).sum();
    long fee = request.service() == Service.DELIVERY ? FEE_PENCE : 0;
    long total = subtotal + fee + request.tipPence();
    return new Quote(
        lines, subtotal, 0, fee, 0, request.tipPence(), total, issues.isEmpty(), issues);
  }

  private static Placed placed(Operation.PlaceOrder facts) {
    String at = Rfc3339.ofMillis(facts.placedAtMillis());
    Order order =
        new Order(
            facts.orderId(),
            "PLACED",
            true,
            2,
            facts.restaurantId(),
            facts.restaurantName(),
            facts.service(),
            facts.postcode(),
            facts.lines(),
            facts.subtotalPence(),
            facts.discountPence(),
            facts.deliveryFeePence(),
            facts.serviceFeePence(),
            facts.tipPence(),
            facts.totalPence(),
            facts.deliverTo(),
            facts.note(),
            at,
            null,
            List.of(new Order.Event("PLACED", at, "customer")),
            null);
    return new Placed(order, facts.customerId(), facts.requestHash(), OrderStatus.PLACED);
  }

  private static Placed with(Placed placed, OrderStatus status, List<Order.Event> events) {
    Order old = placed.order;
    Order order =
        new Order(
            old.id(),
            status.publicName(),
            old.settled(),
            old.durability(),
            old.restaurantId(),
            old.restaurantName(),
            old.service(),
            old.postcode(),
            old.lines(),
            old.subtotalPence(),
            old.discountPence(),
            old.deliveryFeePence(),
            old.serviceFeePence(),
            old.tipPence(),
            old.totalPence(),
            old.deliverTo(),
            old.note(),
            old.placedAt(),
            old.readyAt(),
            events,
            old.courier());
    return new Placed(order, placed.customerId, placed.requestHash, status);
  }

  private static RestaurantSummary summary() {
    return new RestaurantSummary(
        RESTAURANT,
        "The Vine",
        List.of("indian"),
        120,
        true,
        null,
        0,
        FEE_PENCE,
        0,
        List.of(35, 45),
        "catalogue",
        false);
  }

  private Menu menu() {
    return new Menu(RESTAURANT, true, restaurant.categories());
  }
}
