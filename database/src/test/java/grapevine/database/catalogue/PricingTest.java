package grapevine.database.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.BasketLine;
import grapevine.common.ordering.DeliveryTerms;
import grapevine.common.ordering.Menu;
import grapevine.common.ordering.OpeningHours;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.ProviderMode;
import grapevine.common.ordering.Quote;
import grapevine.common.ordering.QuoteIssue;
import grapevine.common.ordering.QuoteIssue.Code;
import grapevine.common.ordering.QuoteRequest;
import grapevine.common.ordering.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PricingTest {
  /** A Saturday evening, when everything but the cafe is open. */
  private static final long EVENING = Instant.parse("2026-11-21T19:00:00Z").toEpochMilli();

  private static final long NIGHT = Instant.parse("2026-11-21T04:00:00Z").toEpochMilli();
  private static final String INDIAN = "dh1-3le-indian";
  private static final BasketLine CHANA = line("chana-masala", 2, "heat-hot");

  private final Pricing pricing = new Pricing(Catalogue.load());

  @Test
  void a_good_basket_is_priced_to_the_penny() {
    Quote quote = quote(delivery("DH1 3LE", null, 100, CHANA, line("pilau-rice", 1)));
    assertThat(quote.issues()).isEmpty();
    assertThat(quote.orderable()).isTrue();
    assertThat(quote.lines().get(0).unitPricePence()).isEqualTo(850);
    assertThat(quote.lines().get(0).linePence()).isEqualTo(1700);
    assertThat(quote.lines().get(0).choices()).containsExactly("Hot");
    assertThat(quote.subtotalPence()).isEqualTo(2050);
    assertThat(quote.serviceFeePence()).isEqualTo(102);
    assertThat(quote.totalPence()).isEqualTo(2050 + quote.deliveryFeePence() + 102 + 100);
  }

  @Test
  void choices_add_to_the_price_of_each_portion() {
    BasketLine pizza = line("margherita", 3, "extra-toppings-pepperoni", "size-12-inch");
    Quote quote =
        quote(new QuoteRequest("dh1-3le-pizza", Service.COLLECTION, null, List.of(pizza), null, 0));
    assertThat(quote.lines().get(0).unitPricePence()).isEqualTo(850 + 300 + 150);
    assertThat(quote.totalPence()).isEqualTo(3 * 1300);
    assertThat(quote.lines().get(0).choices()).containsExactly("12 inch", "Pepperoni");
  }

  @Test
  void collection_has_no_fee_no_minimum_and_no_postcode() {
    Quote quote = quote(collection(line("poppadoms-and-pickles", 1)));
    assertThat(quote.orderable()).isTrue();
    assertThat(quote.totalPence()).isEqualTo(295);
  }

  @Test
  void a_bigger_basket_pays_less_for_delivery() {
    DeliveryTerms terms =
        new DeliveryTerms(
            1000,
            List.of(new DeliveryTerms.Band(1000, 250), new DeliveryTerms.Band(2000, 0)),
            4000);
    assertThat(terms.feeFor(0)).isEqualTo(250);
    assertThat(terms.feeFor(1999)).isEqualTo(250);
    assertThat(terms.feeFor(2000)).isZero();
  }

  @Test
  void every_mistake_in_the_lines_is_named_at_its_place() {
    List<Code> codes = new ArrayList<>();
    List<String> pointers = new ArrayList<>();
    Quote quote =
        quote(
            collection(
                line("margherita", 1),
                line("chana-masala", 0, "heat-hot"),
                line("chana-masala", 100, "heat-hot"),
                line("chana-masala", 1),
                line("chana-masala", 1, "heat-hot", "heat-mild"),
                line("chana-masala", 1, "heat-hot", "heat-hot"),
                line("pilau-rice", 1, "heat-hot")));
    for (QuoteIssue issue : quote.issues()) {
      codes.add(issue.code());
      pointers.add(issue.pointer());
    }
    assertThat(codes)
        .containsExactly(
            Code.ITEM_UNKNOWN,
            Code.QUANTITY_INVALID,
            Code.QUANTITY_INVALID,
            Code.CHOICES_TOO_FEW,
            Code.CHOICES_TOO_MANY,
            Code.CHOICE_REPEATED,
            Code.CHOICE_UNKNOWN);
    assertThat(pointers)
        .containsExactly(
            "/lines/0/itemId",
            "/lines/1/quantity",
            "/lines/2/quantity",
            "/lines/3/choices",
            "/lines/4/choices",
            "/lines/5/choices/1",
            "/lines/6/choices/0");
    assertThat(quote.orderable()).isFalse();
  }

  @Test
  void a_sold_out_dish_is_an_issue_of_its_line() {
    Restaurant open = restaurant(INDIAN);
    Menu.Item gone = new Menu.Item("gone", "Gone", 500, List.of(), List.of(), false, List.of());
    Menu menu = new Menu("r", true, List.of(new Menu.Category("Mains", List.of(gone))));
    Restaurant soldOut =
        new Restaurant(
            "r",
            "R",
            "indian",
            open.position(),
            open.terms(),
            OpeningHours.always(),
            15,
            menu,
            0,
            null);
    QuoteRequest request =
        new QuoteRequest("r", Service.COLLECTION, null, List.of(line("gone", 1)), null, 0);
    assertThat(pricing.quote(soldOut, request, Optional.empty(), Limits.NONE, NIGHT).issues())
        .extracting(QuoteIssue::code)
        .containsExactly(Code.ITEM_OUT_OF_STOCK);
  }

  @Test
  void an_empty_basket_costs_no_service_fee() {
    Quote quote = quote(collection());
    assertThat(codes(quote)).containsExactly(Code.BASKET_EMPTY);
    assertThat(quote.totalPence()).isZero();
  }

  @Test
  void delivery_needs_a_known_postcode_within_reach() {
    assertThat(codes(quote(delivery(null, null, 0, CHANA))))
        .containsExactly(Code.POSTCODE_REQUIRED);
    assertThat(codes(quote(delivery("nowhere", null, 0, CHANA))))
        .containsExactly(Code.POSTCODE_INVALID);
    assertThat(codes(quote(delivery("ZE1 0AA", null, 0, CHANA))))
        .containsExactly(Code.POSTCODE_UNKNOWN);
    assertThat(codes(quote(delivery("EH1 2NG", null, 0, CHANA)))).containsExactly(Code.OUT_OF_AREA);
  }

  @Test
  void a_small_basket_is_below_the_minimum_for_delivery_only() {
    assertThat(codes(quote(delivery("DH1 3LE", null, 0, line("poppadoms-and-pickles", 1)))))
        .containsExactly(Code.BELOW_MINIMUM);
  }

  @Test
  void a_closed_restaurant_says_so() {
    assertThat(codes(quote(collection(CHANA), NIGHT))).containsExactly(Code.CLOSED);
  }

  @Test
  void vouchers_take_off_what_they_say_and_no_more() {
    Quote percent = quote(delivery("DH1 3LE", "welcome10", 0, CHANA));
    assertThat(percent.discountPence()).isEqualTo(170);
    Quote capped = quote(delivery("DH1 3LE", "WELCOME10", 0, line("chana-masala", 20, "heat-hot")));
    assertThat(capped.discountPence()).isEqualTo(500);
    Quote fiver = quote(delivery("DH1 3LE", "FIVER", 0, CHANA, line("pilau-rice", 1)));
    assertThat(fiver.discountPence()).isEqualTo(500);
    Quote freeDelivery = quote(delivery("DH1 3LE", "FREEDEL", 0, CHANA));
    assertThat(freeDelivery.discountPence()).isEqualTo(freeDelivery.deliveryFeePence());
    assertThat(freeDelivery.totalPence()).isEqualTo(1700 + freeDelivery.serviceFeePence());
  }

  @Test
  void a_voucher_that_cannot_be_used_is_an_issue() {
    assertThat(codes(quote(delivery("DH1 3LE", "NONSENSE", 0, CHANA))))
        .containsExactly(Code.VOUCHER_UNKNOWN);
    assertThat(codes(quote(delivery("DH1 3LE", "FIVER", 0, CHANA))))
        .containsExactly(Code.VOUCHER_MIN_SPEND);
  }

  @Test
  void the_service_fee_stays_within_its_bounds() {
    assertThat(
            quote(delivery("DH1 3LE", null, 0, line("poppadoms-and-pickles", 1))).serviceFeePence())
        .isEqualTo(50);
    assertThat(quote(delivery("DH1 3LE", null, 0, line("pilau-rice", 99))).serviceFeePence())
        .isEqualTo(199);
  }

  private Quote quote(QuoteRequest request) {
    return quote(request, EVENING);
  }

  private Quote quote(QuoteRequest request, long atMillis) {
    Optional<Place> place =
        Postcode.parse(request.postcode())
            .flatMap(
                postcode ->
                    new PostcodeChain(Catalogue.load())
                        .find(postcode, Optional.empty(), atMillis, ProviderMode.OFFLINE)
                        .place());
    return pricing.quote(restaurant(request.restaurantId()), request, place, Limits.NONE, atMillis);
  }

  private static Restaurant restaurant(String id) {
    return Catalogue.load().restaurant(id).orElseThrow();
  }

  private static List<Code> codes(Quote quote) {
    return quote.issues().stream().map(QuoteIssue::code).toList();
  }

  private static QuoteRequest delivery(
      String postcode, String voucher, long tip, BasketLine... lines) {
    return new QuoteRequest(INDIAN, Service.DELIVERY, postcode, List.of(lines), voucher, tip);
  }

  private static QuoteRequest collection(BasketLine... lines) {
    return new QuoteRequest(INDIAN, Service.COLLECTION, null, List.of(lines), null, 0);
  }

  private static BasketLine line(String itemId, int quantity, String... choices) {
    return new BasketLine(itemId, quantity, List.of(choices));
  }
}
