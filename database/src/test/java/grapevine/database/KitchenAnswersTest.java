package grapevine.database;

import static grapevine.database.Samples.CUSTOMER;
import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.OTHER;
import static grapevine.database.Samples.answer;
import static grapevine.database.Samples.callHash;
import static grapevine.database.Samples.orderId;
import static grapevine.database.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.CanonicalHash;
import grapevine.common.Json;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Author;
import grapevine.common.ordering.BasketLine;
import grapevine.common.ordering.DeliveryTerms.Band;
import grapevine.common.ordering.DishDetails;
import grapevine.common.ordering.Kitchen;
import grapevine.common.ordering.KitchenDish;
import grapevine.common.ordering.KitchenEdit;
import grapevine.common.ordering.Menu;
import grapevine.common.ordering.OpeningHours;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Quote;
import grapevine.common.ordering.QuoteIssue;
import grapevine.common.ordering.QuoteIssue.Code;
import grapevine.common.ordering.QuoteRequest;
import grapevine.common.ordering.RestaurantSort;
import grapevine.common.ordering.RestaurantSummary;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Service;
import grapevine.common.ordering.Viewer;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restaurants are read as they are run, at every replica alike. */
class KitchenAnswersTest {
  private static final long EVENING = Instant.parse("2026-11-21T19:00:00Z").toEpochMilli();
  private static final String RESTAURANT = "dh1-3le-indian";
  private static final String RICE = "pilau-rice";
  private static final Viewer OPERATOR = new Viewer("c-op", "a-op", Role.OPERATOR);

  @TempDir Path directory;
  private ReplicaDatabase database;
  private QueryReader reader;
  private long lamport;

  @BeforeEach
  void open() {
    database = Samples.open(directory.resolve("one"));
    reader = database.newReader();
  }

  @AfterEach
  void close() {
    reader.close();
    database.close();
  }

  @Test
  void an_edited_dish_is_on_the_menu_and_in_quotes_and_orders_at_its_new_price() {
    long before = quote(line(RICE, 2)).subtotalPence();
    DishDetails rice = dish(RICE).details();
    make("e", new KitchenEdit.EditDish(RESTAURANT, RICE, details(rice, "Rice, yellow", 401), 1));
    assertThat(item(RICE).orElseThrow().name()).isEqualTo("Rice, yellow");
    assertThat(quote(line(RICE, 2)).subtotalPence()).isEqualTo(802).isNotEqualTo(before);
    assertThat(prepared(line(RICE, 2)).quote().subtotalPence()).isEqualTo(802);
  }

  @Test
  void a_dish_keeps_its_options_when_it_is_edited() {
    KitchenDish withOptions =
        kitchen().dishes().stream().filter(dish -> !dish.options().isEmpty()).findFirst().get();
    DishDetails edited = details(withOptions.details(), "Another name", 1);
    make("e", new KitchenEdit.EditDish(RESTAURANT, withOptions.id(), edited, 1));
    assertThat(item(withOptions.id()).orElseThrow().options()).isEqualTo(withOptions.options());
  }

  @Test
  void a_dish_off_the_menu_cannot_be_ordered_and_one_switched_off_is_out_of_stock() {
    DishDetails rice = dish(RICE).details();
    make("s", new KitchenEdit.SwitchDish(RESTAURANT, RICE, false, 1));
    assertThat(item(RICE).orElseThrow().inStock()).isFalse();
    assertThat(codes(quote(line(RICE, 1)))).contains(Code.ITEM_OUT_OF_STOCK);
    make("e", new KitchenEdit.EditDish(RESTAURANT, RICE, offMenu(rice), 1));
    assertThat(item(RICE)).isEmpty();
    assertThat(codes(quote(line(RICE, 1)))).containsExactly(Code.ITEM_UNKNOWN, Code.BELOW_MINIMUM);
    assertThat(dish(RICE).onMenu()).isFalse();
    make("t", new KitchenEdit.SwitchDish(RESTAURANT, RICE, true, 1));
    assertThat(dish(RICE).inStock()).isTrue();
    assertThat(item(RICE)).isEmpty();
  }

  @Test
  void a_new_dish_stands_under_its_heading_can_be_ordered_found_and_edited() {
    String id = dishId("new");
    make("new", new KitchenEdit.AddDish(RESTAURANT, id, details("Puddings", "Halwa", 390), 1));
    make("new2", add("new2", "Kulfi"));
    assertThat(item(id).orElseThrow().pricePence()).isEqualTo(390);
    assertThat(menu().categories().get(menu().categories().size() - 1).items())
        .extracting(Menu.Item::name)
        .containsExactly("Halwa", "Kulfi");
    assertThat(codes(quote(line(id, 3)))).isEmpty();
    assertThat(found("halwa", false)).containsExactly(RESTAURANT);
    make("e", new KitchenEdit.EditDish(RESTAURANT, id, details("Puddings", "Sooji", 400), 1));
    assertThat(item(id).orElseThrow().name()).isEqualTo("Sooji");
    assertThat(found("halwa", false)).isEmpty();
    assertThat(kitchen().added()).isEqualTo(2);
  }

  @Test
  void hours_past_midnight_and_a_pause_decide_whether_it_is_open() {
    long lateNight = Instant.parse("2026-11-22T01:30:00Z").toEpochMilli();
    Map<String, List<List<String>>> week = Map.of("sat", List.of(List.of("18:00", "02:00")));
    assertThat(restaurant(lateNight).openNow()).isFalse();
    make("h", new KitchenEdit.SetHours(RESTAURANT, OpeningHours.ofTemplate(week), 1));
    assertThat(restaurant(lateNight).openNow()).isTrue();
    assertThat(restaurant(lateNight + 30 * 60_000).openNow()).isFalse();
    assertThat(found("pilau", true)).contains(RESTAURANT);
    make("p", new KitchenEdit.SetPause(RESTAURANT, EVENING + 1, 1));
    assertThat(restaurant(EVENING).openNow()).isFalse();
    assertThat(restaurant(EVENING + 1).openNow()).isTrue();
    assertThat(codes(quote(line(RICE, 9)))).contains(Code.CLOSED);
    assertThat(found("pilau", true)).doesNotContain(RESTAURANT);
    make("r", new KitchenEdit.SetPause(RESTAURANT, null, 1));
    assertThat(restaurant(EVENING).openNow()).isTrue();
  }

  @Test
  void terms_are_in_the_list_and_in_the_quote_and_the_reach_stays() {
    List<Band> bands = List.of(new Band(0, 333), new Band(3_000, 0));
    int reach = kitchen().terms().radiusMetres();
    make("t", new KitchenEdit.SetTerms(RESTAURANT, 777, bands, 1));
    assertThat(restaurant(EVENING).minimumOrderPence()).isEqualTo(777);
    assertThat(restaurant(EVENING).deliveryFeePence()).isEqualTo(333);
    assertThat(quote(line(RICE, 3)).deliveryFeePence()).isEqualTo(333);
    assertThat(kitchen().terms().radiusMetres()).isEqualTo(reach);
  }

  /** Concurrent: no stamp is above all the others. */
  @Test
  void edits_of_different_registers_all_hold_whatever_order_they_came_in() {
    DishDetails rice = dish(RICE).details();
    List<LogRecord> edits = new ArrayList<>();
    edits.add(of(ME, 1, "a", 7, edit(details(rice, "A", 100))));
    edits.add(of(OTHER, 1, "b", 7, edit(details(rice, "B", 200))));
    edits.add(of(ME, 2, "c", 5, new KitchenEdit.SwitchDish(RESTAURANT, RICE, false, 1)));
    edits.add(of(OTHER, 2, "d", 9, new KitchenEdit.SetPause(RESTAURANT, 5L, 1)));
    edits.add(of(ME, 3, "e", 8, new KitchenEdit.SetPause(RESTAURANT, null, 1)));
    edits.add(of(OTHER, 3, "f", 3, edit(details(rice, "too old", 300))));
    edits.add(of(ME, 4, "new", 4, add("new", "Kulfi")));
    edits.add(of(OTHER, 4, "x", 4, add("x", "Halwa")));
    try (ReplicaDatabase second =
            ReplicaDatabase.open(directory.resolve("two"), Samples.NAME, ME::incarnation, 1);
        QueryReader there = second.newReader()) {
      for (LogRecord edit : edits) {
        Samples.execute(database, edit);
        database.commit();
        // Read in between: what is remembered must not stay.
        kitchen();
      }
      Collections.reverse(edits);
      for (LogRecord edit : edits) {
        Samples.execute(second, edit);
        second.commit();
        assertThat(kitchen(there)).isNotNull();
      }
      KitchenDish now = dish(RICE);
      boolean isFirst = Samples.callId("a").compareTo(Samples.callId("b")) > 0;
      assertThat(now.name()).isEqualTo(isFirst ? "A" : "B");
      assertThat(now.pricePence()).isEqualTo(isFirst ? 100 : 200);
      assertThat(now.inStock()).isFalse();
      assertThat(kitchen().pausedUntilMillis()).isEqualTo(5);
      assertThat(kitchen().added()).isEqualTo(2);
      assertThat(kitchen(there)).isEqualTo(kitchen());
      assertThat(second.value().digest()).isEqualTo(database.value().digest());
    }
  }

  @Test
  void an_edit_of_what_is_not_there_has_no_effect() {
    Kitchen before = kitchen();
    make("a", new KitchenEdit.SwitchDish(RESTAURANT, "no-such-dish", false, 1));
    make("b", new KitchenEdit.SetPause("no-such-restaurant", EVENING * 2, 1));
    // Under the id of another call.
    make("c", new KitchenEdit.AddDish(RESTAURANT, dishId("d"), details("X", "Y", 1), 1));
    String odd = Json.text(new KitchenEdit.SetPause(RESTAURANT, 5L, 1)).replace("5", "\"soon\"");
    execute("d", Payload.of(odd.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertThat(kitchen()).isEqualTo(before);
    assertThat(codes(quote(line(RICE, 9)))).isEmpty();
  }

  @Test
  void an_order_keeps_the_prices_that_it_was_placed_at() {
    make("o", Samples.order("o", Service.COLLECTION, 5));
    make("e", edit(details("X", "Y", 77)));
    Answer answer = answer(reader, new Query.GetOrder(orderId("o"), CUSTOMER));
    assertThat(((Answer.FoundOrder) answer).order().totalPence()).isEqualTo(900);
  }

  @Test
  void only_who_runs_it_sees_what_is_set() {
    Viewer stranger = new Viewer("c", "a", Role.RESTAURANT);
    assertThat(answer(reader, new Query.GetKitchen(RESTAURANT, stranger)))
        .isInstanceOfSatisfying(
            Answer.Invalid.class, answer -> assertThat(answer.code()).isEqualTo("NOT_ALLOWED"));
    assertThat(answer(reader, new Query.GetKitchen("nobody", OPERATOR)))
        .isInstanceOf(Answer.NotFound.class);
  }

  @Test
  void lists_are_rated_by_reviews_and_sorted_by_them() {
    Author ann = new Author(CUSTOMER, null, null);
    make("1", new Operation.WriteReview(orderId("a"), "dh1-3le-thai", ann, 4, null, 1));
    make("2", new Operation.WriteReview(orderId("b"), RESTAURANT, ann, 5, null, 1));
    assertThat(listed(RestaurantSort.RATING, null, false))
        .extracting(RestaurantSummary::id)
        .startsWith(RESTAURANT, "dh1-3le-thai");
    make("3", new Operation.WriteReview(orderId("b"), RESTAURANT, ann, 1, null, 1));
    List<RestaurantSummary> now = listed(RestaurantSort.RATING, null, false);
    assertThat(now).extracting(RestaurantSummary::id).startsWith("dh1-3le-thai", RESTAURANT);
    assertThat(now).extracting(RestaurantSummary::rating).startsWith(4.0, 1.0, null);
    assertThat(now).extracting(RestaurantSummary::reviewCount).startsWith(1, 1, 0);
  }

  private Operation edit(DishDetails details) {
    return new KitchenEdit.EditDish(RESTAURANT, RICE, details, 1);
  }

  private static Operation add(String key, String name) {
    return new KitchenEdit.AddDish(RESTAURANT, dishId(key), details("Puddings", name, 300), 1);
  }

  private static DishDetails details(String category, String name, long pence) {
    return new DishDetails(category, name, pence, List.of(), List.of("milk"), true);
  }

  private static DishDetails details(DishDetails of, String name, long pence) {
    return new DishDetails(of.category(), name, pence, of.diet(), of.allergens(), true);
  }

  private static DishDetails offMenu(DishDetails of) {
    return new DishDetails(
        of.category(), of.name(), of.pricePence(), of.diet(), of.allergens(), false);
  }

  private static String dishId(String key) {
    return CanonicalHash.dishId(callHash(key));
  }

  private static LogRecord of(MemberId origin, long n, String key, long stamp, Operation edit) {
    return record(origin, n, key, stamp, Payload.of(Json.bytes(edit)));
  }

  private void make(String key, Operation operation) {
    execute(key, Payload.of(Json.bytes(operation)));
  }

  private void execute(String key, Payload payload) {
    Samples.execute(database, record(ME, ++lamport, key, lamport, payload));
    database.commit();
  }

  private Kitchen kitchen() {
    return kitchen(reader);
  }

  private static Kitchen kitchen(QueryReader from) {
    Answer answer = answer(from, new Query.GetKitchen(RESTAURANT, OPERATOR));
    return ((Answer.FoundKitchen) answer).kitchen();
  }

  private KitchenDish dish(String id) {
    return kitchen().dish(id).orElseThrow();
  }

  private Menu menu() {
    return ((Answer.FoundMenu) answer(reader, new Query.GetMenu(RESTAURANT, EVENING))).menu();
  }

  private Optional<Menu.Item> item(String id) {
    return menu().categories().stream()
        .flatMap(category -> category.items().stream())
        .filter(item -> item.id().equals(id))
        .findFirst();
  }

  private static BasketLine line(String itemId, int quantity) {
    return new BasketLine(itemId, quantity, List.of());
  }

  private static QuoteRequest request(BasketLine line) {
    return new QuoteRequest(RESTAURANT, Service.DELIVERY, "DH1 3LE", List.of(line), null, 0);
  }

  private Quote quote(BasketLine line) {
    return ((Answer.Quoted) answer(reader, new Query.GetQuote(request(line), EVENING))).quote();
  }

  private Answer.Prepared prepared(BasketLine line) {
    Query query = new Query.PrepareOrder(orderId("p"), CUSTOMER, request(line), EVENING, false);
    return (Answer.Prepared) answer(reader, query);
  }

  private static List<Code> codes(Quote quote) {
    return quote.issues().stream().map(QuoteIssue::code).toList();
  }

  private RestaurantSummary restaurant(long atMillis) {
    Answer answer = answer(reader, new Query.GetRestaurant(RESTAURANT, atMillis));
    return ((Answer.FoundRestaurant) answer).restaurant();
  }

  private List<String> found(String words, boolean openNow) {
    return listed(RestaurantSort.DISTANCE, words, openNow).stream()
        .map(RestaurantSummary::id)
        .toList();
  }

  private List<RestaurantSummary> listed(RestaurantSort sort, String words, boolean openNow) {
    Query query =
        new Query.FindRestaurants(
            new Postcode("DH1 3LE"), null, words, openNow, sort, 100, null, EVENING);
    return ((Answer.FoundRestaurants) answer(reader, query)).page().items();
  }
}
