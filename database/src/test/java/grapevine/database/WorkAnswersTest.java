package grapevine.database;

import static grapevine.database.Samples.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.ForcedFacts;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.OrderPage;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Service;
import grapevine.common.ordering.Viewer;
import grapevine.protocol.LogRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those who cook and carry are shown to do. */
class WorkAnswersTest {
  private static final Viewer OWNER = new Viewer("a-owner", "a-owner", Role.RESTAURANT);
  private static final Viewer OPERATOR = new Viewer("a-op", "a-op", Role.OPERATOR);

  @TempDir Path directory;
  private OrderRows rows;

  @BeforeEach
  void open() {
    rows = new OrderRows(directory);
  }

  @AfterEach
  void close() {
    rows.close();
  }

  @Test
  void a_restaurant_sees_its_orders_newest_first_and_those_that_are_over_when_asked() {
    rows.giveRestaurant("a-owner");
    rows.place("old", Service.COLLECTION, 1_000);
    rows.place("rejected", Service.DELIVERY, 2_000);
    rows.place("new", Service.DELIVERY, 3_000);
    rows.command("rejected", OrderCommandKind.REJECT, 2_500, null);
    rows.claim("new", "a-bob");
    rows.commit();
    assertThat(inbox(OWNER, true, 10, null).items())
        .extracting(Order::id)
        .containsExactly(id("new"), id("old"));
    assertThat(inbox(OWNER, true, 10, null).items().get(0).courier()).isEqualTo("a-bob");
    assertThat(inbox(OPERATOR, false, 10, null).items())
        .extracting(Order::id)
        .containsExactly(id("new"), id("rejected"), id("old"));
  }

  @Test
  void only_its_owner_and_operators_see_a_restaurants_orders() {
    rows.place("a", Service.DELIVERY, 1_000);
    rows.commit();
    assertThat(isRefused(OWNER)).as("before it was given").isTrue();
    rows.giveRestaurant("a-owner");
    rows.commit();
    assertThat(isRefused(OWNER)).isFalse();
    assertThat(isRefused(OPERATOR)).isFalse();
    assertThat(isRefused(Viewer.guest(CUSTOMER))).isTrue();
    assertThat(isRefused(new Viewer("a-owner", "a-owner", Role.COURIER))).isTrue();
    assertThat(isRefused(new Viewer("a-rival", "a-rival", Role.RESTAURANT))).isTrue();
  }

  /** Few are open among many that are over: pages may be short, but none is lost. */
  @Test
  void a_page_looks_at_a_bounded_number_of_orders_and_its_cursor_goes_on_from_there() {
    int all = WorkAnswers.LOOKED_AT_MAX + 30;
    List<String> open = new ArrayList<>();
    for (int n = 1; n <= all; n++) {
      rows.place("k" + n, Service.DELIVERY, 1_000 + n / 5);
      if (n % 60 == 1) {
        open.add(id("k" + n));
      } else {
        rows.command("k" + n, OrderCommandKind.REJECT, 2_000 + n, null);
      }
    }
    rows.commit();
    OrderPage first = inbox(OPERATOR, true, 100, null);
    assertThat(first.items().size()).isLessThan(open.size());
    assertThat(first.nextCursor()).isNotNull();
    assertThat(allIds(cursor -> inbox(OPERATOR, true, 100, cursor)))
        .containsExactlyInAnyOrderElementsOf(open);
    assertThat(allIds(cursor -> inbox(OPERATOR, true, 2, cursor)))
        .containsExactlyInAnyOrderElementsOf(open);
    assertThat(allIds(cursor -> inbox(OPERATOR, false, 7, cursor))).hasSize(all);
  }

  @Test
  void couriers_are_offered_what_is_cooked_and_nobody_has() {
    for (String key : List.of("placed", "accepted", "ready", "claimed", "gone")) {
      rows.place(key, Service.DELIVERY, 1_000);
    }
    rows.place("collected", Service.COLLECTION, 1_000);
    long at = 2_000;
    for (String key : List.of("accepted", "ready", "claimed", "gone", "collected")) {
      rows.command(key, OrderCommandKind.ACCEPT, at++, null);
    }
    rows.command("ready", OrderCommandKind.READY, 3_000, null);
    rows.command("gone", OrderCommandKind.PICK_UP, 3_000, null);
    rows.claim("claimed", "a-bob");
    rows.commit();
    for (String restaurant : new String[] {null, OrderRows.RESTAURANT}) {
      assertThat(offers(restaurant, 10, null, 5_000).items())
          .extracting(Order::id)
          .containsExactlyInAnyOrder(id("ready"), id("accepted"));
      assertThat(allIds(cursor -> offers(restaurant, 1, cursor, 5_000)))
          .containsExactlyInAnyOrder(id("ready"), id("accepted"));
    }
    assertThat(offers("r2", 10, null, 5_000).items()).isEmpty();
    assertThat(offers(null, 10, null, 5_000).items()).extracting(Order::id).startsWith(id("ready"));

    rows.release("claimed", "a-bob");
    rows.commit();
    assertThat(offers(null, 10, null, 5_000).items()).hasSize(3);
  }

  @Test
  void an_offer_does_not_tell_where_exactly_it_goes() {
    rows.place("a", Service.DELIVERY, 1_000);
    rows.command("a", OrderCommandKind.ACCEPT, 2_000, null);
    rows.commit();
    Order offer = offers(null, 10, null, 5_000).items().get(0);
    assertThat(offer.deliverTo()).isNull();
    assertThat(offer.note()).isNull();
    assertThat(offer.restaurantName()).isNotBlank();
  }

  @Test
  void what_was_accepted_twice_is_offered_once() {
    rows.place("a", Service.DELIVERY, 1_000);
    rows.command("a", OrderCommandKind.ACCEPT, 2_000, null);
    rows.command("a", OrderCommandKind.ACCEPT, 2_001, null);
    rows.commit();
    assertThat(allIds(cursor -> offers(null, 1, cursor, 5_000))).containsExactly(id("a"));
  }

  @Test
  void what_was_accepted_more_than_a_day_ago_is_offered_no_more() {
    rows.place("a", Service.DELIVERY, 1_000);
    rows.command("a", OrderCommandKind.ACCEPT, 2_000, null);
    rows.commit();
    long day = WorkAnswers.OFFERED_MILLIS;
    assertThat(offers(null, 10, null, 2_000 + day).items()).hasSize(1);
    assertThat(offers(null, 10, null, 2_001 + day).items()).isEmpty();
    assertThat(offers(OrderRows.RESTAURANT, 10, null, 1_001 + day).items()).isEmpty();
  }

  @Test
  void a_courier_sees_what_he_has_and_has_not_finished() {
    for (String key : List.of("mine", "done", "released", "bobs")) {
      rows.place(key, Service.DELIVERY, 1_000);
    }
    rows.claim("mine", "a-eve");
    rows.claim("done", "a-eve");
    rows.claim("released", "a-eve");
    rows.claim("bobs", "a-bob");
    rows.commit();
    rows.command("done", OrderCommandKind.DELIVER, 3_000, null);
    rows.release("released", "a-eve");
    rows.commit();
    assertThat(claimed("a-eve").items()).extracting(Order::id).containsExactly(id("mine"));
    assertThat(claimed("a-eve").items().get(0).courier()).isEqualTo("a-eve");
    rows.claim("released", "a-bob");
    rows.commit();
    assertThat(claimed("a-bob").items())
        .extracting(Order::id)
        .containsExactly(id("released"), id("bobs"));
    assertThat(claimed("a-eve").items()).hasSize(1);
    assertThat(claimed("a-nobody").items()).isEmpty();
  }

  /** Or a peer could not mend it. */
  @Test
  void a_claim_is_filed_alike_by_whom_it_is_decided_and_by_whom_it_is_told() {
    rows.place("a", Service.DELIVERY, 1_000);
    rows.claim("a", "a-bob");
    rows.commit();
    LogRecord told =
        rows.reader().operation(Fact.callId(ForcedFacts.claimKey(id("a")))).orElseThrow();
    assertThat(Filing.of(told))
        .isEqualTo(new Filing(OperationKind.FACT, null, Filing.courierAudience("a-bob"), 1));
    rows.release("a", "a-bob");
    rows.commit();
    told = rows.reader().operation(Fact.callId(ForcedFacts.claimKey(id("a")))).orElseThrow();
    assertThat(Filing.of(told)).isEqualTo(new Filing(OperationKind.FACT, null, null, 2));
  }

  @Test
  void a_cursor_of_no_list_is_refused() {
    assertThat(rows.answer(new Query.ListOffers(null, 5, "x", 0)))
        .isInstanceOf(Answer.Invalid.class);
  }

  private boolean isRefused(Viewer viewer) {
    Query query = new Query.ListInbox(OrderRows.RESTAURANT, viewer, true, 5, null);
    return rows.answer(query) instanceof Answer.Invalid refused
        && refused.code().equals("NOT_ALLOWED");
  }

  private OrderPage inbox(Viewer viewer, boolean openOnly, int limit, String cursor) {
    return page(new Query.ListInbox(OrderRows.RESTAURANT, viewer, openOnly, limit, cursor));
  }

  private OrderPage offers(String restaurantId, int limit, String cursor, long atMillis) {
    return page(new Query.ListOffers(restaurantId, limit, cursor, atMillis));
  }

  private OrderPage claimed(String courier) {
    return page(new Query.ListClaimed(courier, 10, null));
  }

  private OrderPage page(Query query) {
    return ((Answer.FoundOrders) rows.answer(query)).page();
  }

  private static List<String> allIds(Function<String, OrderPage> pages) {
    List<String> ids = new ArrayList<>();
    String cursor = null;
    do {
      OrderPage page = pages.apply(cursor);
      page.items().forEach(order -> ids.add(order.id()));
      cursor = page.nextCursor();
    } while (cursor != null);
    return ids;
  }

  private static String id(String key) {
    return Samples.orderId(key);
  }
}
