package grapevine.database;

import static grapevine.database.Samples.CUSTOMER;
import static grapevine.database.Samples.answer;
import static grapevine.database.Samples.forced;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.BasketLine;
import grapevine.common.ordering.Menu;
import grapevine.common.ordering.NameKind;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Quote;
import grapevine.common.ordering.QuoteIssue;
import grapevine.common.ordering.QuoteIssue.Code;
import grapevine.common.ordering.QuoteRequest;
import grapevine.common.ordering.Service;
import grapevine.common.ordering.UniqueName;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Menus, quotes and orders say what forced updates have left. */
class LimitedBasketTest {
  private static final long EVENING = Instant.parse("2026-11-21T19:00:00Z").toEpochMilli();
  private static final String RESTAURANT = "dh1-3le-indian";

  @TempDir Path directory;
  private ReplicaDatabase database;
  private QueryReader reader;
  private long forced;

  @BeforeEach
  void open() {
    database = Samples.open(directory);
    reader = database.newReader();
  }

  @AfterEach
  void close() {
    reader.close();
    database.close();
  }

  @Test
  void a_menu_shows_how_many_portions_are_left_of_what_is_limited() {
    assertThat(rice().portionsLeft()).isNull();
    decide(new Operation.SetStock(RESTAURANT, "pilau-rice", 2));
    assertThat(rice().portionsLeft()).isEqualTo(2);
    assertThat(rice().inStock()).isTrue();
    decide(new Operation.SetStock(RESTAURANT, "pilau-rice", 0));
    assertThat(rice().portionsLeft()).isZero();
    assertThat(rice().inStock()).isFalse();
    decide(new Operation.SetStock(RESTAURANT, "pilau-rice", null));
    assertThat(rice().portionsLeft()).isNull();
    assertThat(rice().inStock()).isTrue();
  }

  @Test
  void a_quote_says_what_is_sold_out_counting_all_lines_of_one_dish() {
    decide(new Operation.SetStock(RESTAURANT, "pilau-rice", 3));
    assertThat(quote(null, 3).orderable()).isTrue();
    Quote tooMany = quote(null, 2, 2, 1);
    assertThat(tooMany.issues())
        .containsExactly(new QuoteIssue(Code.SOLD_OUT, "/lines/1/itemId", "only 3 left"));
    assertThat(tooMany.lines()).hasSize(3);
    decide(new Operation.SetStock(RESTAURANT, "pilau-rice", 0));
    assertThat(quote(null, 1).issues()).extracting(QuoteIssue::code).containsExactly(Code.SOLD_OUT);
  }

  @Test
  void an_issued_voucher_gives_its_discount_until_it_is_used_up() {
    assertThat(quote("lucky", 1).issues())
        .extracting(QuoteIssue::code)
        .containsExactly(Code.VOUCHER_UNKNOWN);
    decide(new Operation.IssueVoucher("LUCKY", 100, 1));
    assertThat(answer(reader, new Query.GetVoucher(" lucky ")))
        .isEqualTo(new Answer.FoundVoucher("LUCKY", false, 100, 1, 0));
    Quote quote = quote("lucky", 1);
    assertThat(quote.discountPence()).isEqualTo(100);
    assertThat(quote.totalPence()).isEqualTo(quote.subtotalPence() - 100);
    place("k", quote, "lucky");
    assertThat(quote("LUCKY", 1).issues())
        .extracting(QuoteIssue::code)
        .containsExactly(Code.VOUCHER_USED_UP);
    assertThat(answer(reader, new Query.GetVoucher("LUCKY")))
        .isEqualTo(new Answer.FoundVoucher("LUCKY", false, 100, 1, 1));
  }

  @Test
  void a_built_in_voucher_is_known_as_such_and_limits_nothing() {
    decide(new Operation.SetStock("another", "dish", 1));
    assertThat(answer(reader, new Query.GetVoucher("freedel")))
        .isEqualTo(new Answer.FoundVoucher("FREEDEL", true, 0, 0, 0));
    assertThat(answer(reader, new Query.GetVoucher("NONSENSE")))
        .isInstanceOf(Answer.NotFound.class);
    assertThat(prepared(basket("FIVER", 1)).mustBeForced()).isFalse();
  }

  @Test
  void a_basket_that_is_limited_in_anything_has_to_be_decided_in_one_order() {
    assertThat(prepared(basket(null, 1)).mustBeForced()).isFalse();
    decide(new Operation.SetStock("another", "pilau-rice", 1));
    assertThat(prepared(basket(null, 1)).mustBeForced()).isFalse();
    decide(new Operation.SetStock(RESTAURANT, "pilau-rice", 0));
    assertThat(prepared(basket(null, 1)).mustBeForced()).isTrue();
    decide(new Operation.SetStock(RESTAURANT, "pilau-rice", null));
    decide(new Operation.IssueVoucher("LUCKY", 100, 1));
    assertThat(prepared(basket("lucky", 1)).mustBeForced()).isTrue();
    assertThat(prepared(basket(null, 1)).mustBeForced()).isFalse();
  }

  /** Whatever is limited by now: the call id has been decided, be it refused. */
  @Test
  void a_retry_goes_where_the_first_try_was_decided() {
    decide(new Operation.SetStock(RESTAURANT, "pilau-rice", 0));
    String key = "other";
    decide(key, placement(key, quote(null, 1), null));
    decide(new Operation.SetStock(RESTAURANT, "pilau-rice", null));
    assertThat(prepared(basket(null, 1)).existing()).isNull();
    assertThat(prepared(basket(null, 1)).mustBeForced()).isTrue();
  }

  /** Or the order of a first try, made before anything was limited, would be called sold out. */
  @Test
  void an_order_that_is_there_is_told_before_anything_is_decided() {
    Quote quote = quote(null, 1);
    decide(new Operation.SetStock(RESTAURANT, "pilau-rice", 5));
    place("other", quote, null);
    assertThat(prepared(basket(null, 1)).existing()).isNotNull();
  }

  @Test
  void names_claims_and_stock_are_told() {
    UniqueName name = UniqueName.parse("Ann Lee").orElseThrow();
    decide(new Operation.RegisterName(NameKind.ACCOUNT, name, "g-ann"));
    assertThat(answer(reader, new Query.GetName(NameKind.ACCOUNT, " ANN  lee")))
        .isEqualTo(new Answer.FoundName(NameKind.ACCOUNT, "Ann Lee", "g-ann"));
    assertThat(answer(reader, new Query.GetName(NameKind.RESTAURANT, "ANN")))
        .isEqualTo(new Answer.FoundName(NameKind.RESTAURANT, "ANN", null));
    assertThat(answer(reader, new Query.GetName(NameKind.ACCOUNT, "a/b")))
        .isInstanceOf(Answer.Invalid.class);

    assertThat(answer(reader, new Query.GetClaim(Samples.orderId("k"))))
        .isInstanceOf(Answer.NotFound.class);
    place("k", quote(null, 1), null);
    String orderId = Samples.orderId("k");
    assertThat(claim(orderId)).isNull();
    decide(new Operation.ClaimDelivery(orderId, "g-bob"));
    assertThat(claim(orderId)).isEqualTo("g-bob");
    decide(new Operation.ReleaseDelivery(orderId, "g-bob"));
    assertThat(claim(orderId)).isNull();

    decide(new Operation.SetStock("r", "a", 1));
    decide(new Operation.SetStock("r", "b", 2));
    Answer.StockLevel one = new Answer.StockLevel("a", 1);
    assertThat(answer(reader, new Query.GetStock("r", List.of())))
        .isEqualTo(new Answer.FoundStock("r", List.of(one, new Answer.StockLevel("b", 2))));
    assertThat(answer(reader, new Query.GetStock("r", List.of("c", "a"))))
        .isEqualTo(new Answer.FoundStock("r", List.of(new Answer.StockLevel("c", null), one)));
  }

  private Menu.Item rice() {
    Answer.FoundMenu found =
        (Answer.FoundMenu) answer(reader, new Query.GetMenu(RESTAURANT, EVENING));
    return found.menu().categories().stream()
        .flatMap(category -> category.items().stream())
        .filter(item -> item.id().equals("pilau-rice"))
        .findFirst()
        .orElseThrow();
  }

  private static QuoteRequest basket(String voucher, int... quantities) {
    List<BasketLine> lines =
        java.util.Arrays.stream(quantities)
            .mapToObj(quantity -> new BasketLine("pilau-rice", quantity, List.of()))
            .toList();
    return new QuoteRequest(RESTAURANT, Service.COLLECTION, null, lines, voucher, 0);
  }

  private Quote quote(String voucher, int... quantities) {
    QuoteRequest basket = basket(voucher, quantities);
    Quote quote = ((Answer.Quoted) answer(reader, new Query.GetQuote(basket, EVENING))).quote();
    assertThat(prepared(basket).quote()).isEqualTo(quote);
    return quote;
  }

  private Answer.Prepared prepared(QuoteRequest basket) {
    Query query =
        new Query.PrepareOrder(Samples.orderId("other"), CUSTOMER, basket, EVENING, false);
    return (Answer.Prepared) answer(reader, query);
  }

  private String claim(String orderId) {
    Answer.FoundClaim claim = (Answer.FoundClaim) answer(reader, new Query.GetClaim(orderId));
    assertThat(claim.service()).isEqualTo(Service.COLLECTION);
    assertThat(claim.status()).isEqualTo(OrderStatus.PLACED);
    return claim.courier();
  }

  private void place(String key, Quote quote, String voucher) {
    decide(key, placement(key, quote, voucher));
    assertThat(database.executedOperations().find(Samples.callId(key))).isPresent();
  }

  private static Operation placement(String key, Quote quote, String voucher) {
    return new Operation.PlaceOrder(
        Samples.orderId(key),
        CUSTOMER,
        Samples.callHash(key),
        EVENING,
        RESTAURANT,
        "R",
        Service.COLLECTION,
        null,
        quote.lines(),
        quote.subtotalPence(),
        quote.discountPence(),
        0,
        0,
        0,
        quote.totalPence(),
        voucher,
        null,
        null);
  }

  private void decide(Operation operation) {
    decide("forced" + forced, operation);
  }

  private void decide(String key, Operation operation) {
    forced++;
    LogRecord record = forced(forced, key, forced, operation);
    Samples.execute(database, record);
    VectorTimestamp value = VectorTimestamp.ZERO.withForced(forced);
    database.save(List.of(), new Timestamps(value, value, value, 0, 0, forced, forced));
    database.commit();
  }
}
