package grapevine.common.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Exact JSON: operations are stored for ever and public shapes are a contract, so a change must be
 * seen here.
 */
class VocabularyJsonTest {
  private static final Hash128 HASH = new Hash128(1, 2);
  private static final QuotedLine LINE =
      new QuotedLine("chana", "Chana masala", 2, 850, 1700, List.of("Mild"));
  private static final DeliverTo DOOR =
      new DeliverTo("Ann", "1 Stockton Road", null, "07700 900000");
  private static final Postcode POSTCODE = new Postcode("DH1 3LE");
  private static final Quote QUOTE =
      new Quote(List.of(LINE), 1700, 0, 250, 50, 0, 2000, true, List.of());

  @Test
  void a_placed_order_is_written_with_its_facts_in_a_fixed_order() {
    assertReadsBack(
        placeOrder(),
        Operation.class,
        """
        {"op":"place-order","orderId":"o-1","customerId":"c","requestHash":"00000000000000010000000000000002",\
        "placedAtMillis":1,"restaurantId":"r","restaurantName":"R","service":"DELIVERY","postcode":"DH1 3LE",\
        "lines":[{"itemId":"chana","name":"Chana masala","quantity":2,"unitPricePence":850,"linePence":1700,\
        "choices":["Mild"]}],"subtotalPence":1700,"discountPence":0,"deliveryFeePence":250,"serviceFeePence":50,\
        "tipPence":0,"totalPence":2000,"voucher":null,"deliverTo":{"name":"Ann","line1":"1 Stockton Road",\
        "line2":null,"phone":"07700 900000"},"note":null}""");
  }

  @Test
  void an_order_command_is_written_with_its_role_and_time() {
    assertReadsBack(
        new Operation.OrderCommand("o-1", "c", Actor.CUSTOMER, OrderCommandKind.CANCEL, null, 5),
        Operation.class,
        """
        {"op":"order-command","orderId":"o-1","customerId":"c","by":"CUSTOMER","kind":"CANCEL","reason":null,\
        "atMillis":5}""");
    assertReadsBack(
        new Operation.OrderCommand(
            "o-1", "c", Actor.RESTAURANT, OrderCommandKind.DELAY, null, 5, 9L),
        Operation.class,
        """
        {"op":"order-command","orderId":"o-1","customerId":"c","by":"RESTAURANT","kind":"DELAY","reason":null,\
        "atMillis":5,"readyAtMillis":9}""");
  }

  @Test
  void forced_operations_are_written_with_their_facts_in_a_fixed_order() {
    String order = CanonicalHash.orderId(HASH);
    assertReadsBack(
        new Operation.RegisterName(
            NameKind.ACCOUNT, UniqueName.parse(" Ann  Lee").orElseThrow(), "c"),
        Operation.class,
        """
        {"op":"register-name","kind":"ACCOUNT","name":"Ann Lee","key":"ann lee","owner":"c"}""");
    assertReadsBack(
        new Operation.ClaimDelivery(order, "c"),
        Operation.class,
        "{\"op\":\"claim-delivery\",\"orderId\":\"" + order + "\",\"courier\":\"c\"}");
    assertReadsBack(
        new Operation.ReleaseDelivery(order, "c"),
        Operation.class,
        "{\"op\":\"release-delivery\",\"orderId\":\"" + order + "\",\"courier\":\"c\"}");
    assertReadsBack(
        new Operation.SetStock("r", "chana", null),
        Operation.class,
        """
        {"op":"set-stock","restaurantId":"r","itemId":"chana","portions":null}""");
    assertReadsBack(
        new Operation.IssueVoucher("LUCKY-7", 300, 10),
        Operation.class,
        """
        {"op":"issue-voucher","code":"LUCKY-7","discountPence":300,"limit":10}""");
  }

  @Test
  void every_result_reads_back() {
    List<ForcedResult> results =
        List.of(
            new ForcedResult.Done(),
            new ForcedResult.NameTaken(),
            new ForcedResult.ClaimLost("c"),
            new ForcedResult.SoldOut("chana", 1),
            new ForcedResult.VoucherUsedUp("LUCKY"),
            new ForcedResult.VoucherChanged("LUCKY", 300),
            new ForcedResult.VoucherTaken("LUCKY"),
            new ForcedResult.NotUnderstood(),
            new ForcedResult.AccountGone());
    for (ForcedResult result : results) {
      assertThat(Json.read(Json.bytes(result), ForcedResult.class)).isEqualTo(result);
      assertThat(Json.text(result)).startsWith("{\"result\":\"");
    }
  }

  @Test
  void a_dish_says_how_many_are_left_only_when_they_are_limited() {
    Menu.Item item = menu().categories().get(0).items().get(0).limitedTo(0);
    assertThat(Json.text(item)).contains("\"inStock\":false,\"portionsLeft\":0,\"options\"");
    assertThat(Json.read(Json.bytes(item), Menu.Item.class)).isEqualTo(item);
  }

  @Test
  void an_order_looks_as_the_api_promises() {
    assertReadsBack(
        order(),
        Order.class,
        """
        {"id":"o-1","status":"PLACED","settled":true,"durability":2,"restaurantId":"r","restaurantName":"R",\
        "service":"DELIVERY","postcode":"DH1 3LE","lines":[{"itemId":"chana","name":"Chana masala","quantity":2,\
        "unitPricePence":850,"linePence":1700,"choices":["Mild"]}],"subtotalPence":1700,"discountPence":0,\
        "deliveryFeePence":250,"serviceFeePence":50,"tipPence":0,"totalPence":2000,"deliverTo":{"name":"Ann",\
        "line1":"1 Stockton Road","line2":null,"phone":"07700 900000"},"note":null,\
        "placedAt":"1970-01-01T00:00:00.001Z","readyAt":null,"events":[{"status":"PLACED",\
        "at":"1970-01-01T00:00:00.001Z","by":"customer"}],"courier":null}""");
  }

  @Test
  void a_page_of_restaurants_looks_as_the_api_promises() {
    assertReadsBack(
        new RestaurantPage(List.of(restaurant()), null),
        RestaurantPage.class,
        """
        {"items":[{"id":"r","name":"R","cuisines":["indian"],"distanceMetres":120,"openNow":true,"rating":null,\
        "reviewCount":0,"deliveryFeePence":250,"minimumOrderPence":1000,"etaMinutes":[35,45],"source":"catalogue",\
        "degraded":false}],"nextCursor":null,"degraded":false}""");
  }

  @Test
  void a_menu_looks_as_the_api_promises() {
    assertReadsBack(
        menu(),
        Menu.class,
        """
        {"restaurantId":"r","demo":true,"categories":[{"name":"Mains","items":[{"id":"chana","name":"Chana masala",\
        "pricePence":850,"diet":["vegan"],"allergens":["mustard"],"inStock":true,"options":[{"id":"heat",\
        "name":"Heat","min":1,"max":1,"choices":[{"id":"heat-mild","name":"Mild","pricePence":0}]}]}]}]}""");
  }

  @Test
  void a_quote_names_every_reason_with_its_place() {
    QuoteIssue issue =
        new QuoteIssue(QuoteIssue.Code.ITEM_UNKNOWN, "/lines/0/itemId", "no such item");
    assertReadsBack(
        new Quote(List.of(), 0, 0, 0, 0, 0, 0, false, List.of(issue)),
        Quote.class,
        """
        {"lines":[],"subtotalPence":0,"discountPence":0,"deliveryFeePence":0,"serviceFeePence":0,"tipPence":0,\
        "totalPence":0,"orderable":false,"issues":[{"code":"ITEM_UNKNOWN","pointer":"/lines/0/itemId",\
        "detail":"no such item"}]}""");
  }

  @Test
  void every_query_reads_back() {
    QuoteRequest basket =
        new QuoteRequest(
            "r",
            Service.DELIVERY,
            "DH1 3LE",
            List.of(new BasketLine("chana", 2, List.of("heat-mild"))),
            null,
            0);
    List<Query> queries =
        List.of(
            new Query.FindRestaurants(
                POSTCODE, "indian", null, true, RestaurantSort.FEE, 20, null, 7),
            new Query.GetRestaurant("r", 7),
            new Query.GetMenu("r", 7),
            new Query.GetQuote(basket, 7),
            new Query.PrepareOrder("o-1", "c", basket, 7, true),
            new Query.GetOrder("o-1", "c"),
            new Query.GetOrder("o-1", new Viewer("a-1", "a-1", Role.COURIER)),
            new Query.ListOrders("c", 20, null),
            new Query.GetName(NameKind.RESTAURANT, "Chana House"),
            new Query.GetClaim("o-1"),
            new Query.GetStock("r", List.of("chana")),
            new Query.GetVoucher("LUCKY"),
            new Query.ListInbox("r", Viewer.guest("c"), true, 20, null),
            new Query.ListOffers(null, 20, null, 7),
            new Query.ListClaimed("a-1", 20, null));
    for (Query query : queries) {
      assertThat(Json.read(Json.bytes(query), Query.class)).isEqualTo(query);
      assertThat(Json.text(query)).startsWith("{\"ask\":\"");
    }
  }

  @Test
  void every_answer_reads_back() {
    List<Answer> answers =
        List.of(
            new Answer.FoundRestaurants(new RestaurantPage(List.of(restaurant()), "next")),
            new Answer.FoundRestaurant(restaurant()),
            new Answer.FoundMenu(menu()),
            new Answer.Quoted(QUOTE),
            new Answer.Prepared(order(), HASH, QUOTE, "R"),
            new Answer.Prepared(null, null, QUOTE, "R"),
            new Answer.FoundOrder(
                order(), OrderStatus.PLACED, "c", List.of(Actor.CUSTOMER, Actor.RESTAURANT)),
            new Answer.FoundOrders(new OrderPage(List.of(order()), null)),
            new Answer.Prepared(null, null, QUOTE, "R", true),
            new Answer.FoundName(NameKind.ACCOUNT, "Ann", null),
            new Answer.FoundClaim("o-1", Service.DELIVERY, OrderStatus.READY, "c"),
            new Answer.FoundStock("r", List.of(new Answer.StockLevel("chana", null))),
            new Answer.FoundVoucher("LUCKY", false, 300, 10, 1),
            new Answer.NotFound("ORDER_UNKNOWN", "no such order"),
            new Answer.Invalid("CURSOR_INVALID", "", "not ours"));
    for (Answer answer : answers) {
      assertThat(Json.read(Json.bytes(answer), Answer.class)).isEqualTo(answer);
      assertThat(Json.text(answer)).startsWith("{\"a\":\"");
    }
  }

  private static <T> void assertReadsBack(T value, Class<T> type, String json) {
    assertThat(Json.text(value)).isEqualTo(json);
    assertThat(Json.read(json, type)).isEqualTo(value);
  }

  private static Operation placeOrder() {
    return new Operation.PlaceOrder(
        "o-1",
        "c",
        HASH,
        1,
        "r",
        "R",
        Service.DELIVERY,
        POSTCODE,
        List.of(LINE),
        1700,
        0,
        250,
        50,
        0,
        2000,
        null,
        DOOR,
        null);
  }

  private static Order order() {
    String at = Rfc3339.ofMillis(1);
    return new Order(
        "o-1",
        "PLACED",
        true,
        2,
        "r",
        "R",
        Service.DELIVERY,
        POSTCODE,
        List.of(LINE),
        1700,
        0,
        250,
        50,
        0,
        2000,
        DOOR,
        null,
        at,
        null,
        List.of(new Order.Event("PLACED", at, "customer")),
        null);
  }

  private static RestaurantSummary restaurant() {
    return new RestaurantSummary(
        "r",
        "R",
        List.of("indian"),
        120,
        true,
        null,
        0,
        250,
        1000,
        List.of(35, 45),
        "catalogue",
        false);
  }

  private static Menu menu() {
    Menu.Option heat =
        new Menu.Option("heat", "Heat", 1, 1, List.of(new Menu.Choice("heat-mild", "Mild", 0)));
    Menu.Item chana =
        new Menu.Item(
            "chana",
            "Chana masala",
            850,
            List.of("vegan"),
            List.of("mustard"),
            true,
            List.of(heat));
    return new Menu("r", true, List.of(new Menu.Category("Mains", List.of(chana))));
  }
}
