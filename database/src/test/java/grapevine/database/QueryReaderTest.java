package grapevine.database;

import static grapevine.database.Samples.CUSTOMER;
import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.OTHER;
import static grapevine.database.Samples.answer;
import static grapevine.database.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.BasketLine;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.OrderPage;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.QuoteRequest;
import grapevine.common.ordering.Rfc3339;
import grapevine.common.ordering.Service;
import grapevine.database.catalogue.Catalogue;
import grapevine.protocol.Payload;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Queries see committed state only, and the timestamp that comes with an answer is of exactly that
 * state (R7, R8).
 */
class QueryReaderTest {
  @TempDir Path directory;
  private ReplicaDatabase database;
  private QueryReader reader;

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
  void what_is_not_committed_is_not_shown() {
    Samples.execute(database, record(ME, 1, "a", 1, Samples.place("a", 1_000, 900)));
    save(VectorTimestamp.ZERO.with(ME, 1), VectorTimestamp.ZERO, 0);
    Payload query = Payload.of(Json.bytes(new Query.GetOrder(Samples.orderId("a"), CUSTOMER)));
    assertThat(reader.answer(query).valueTimestamp()).isEqualTo(VectorTimestamp.ZERO);
    assertThat(reader.answer(query).answer().toString()).contains("ORDER_UNKNOWN");
    database.commit();
    assertThat(reader.answer(query).valueTimestamp()).isEqualTo(VectorTimestamp.ZERO.with(ME, 1));
    assertThat(reader.answer(query).answer().toString()).contains(Samples.orderId("a"));
  }

  /** R6a: two disks exactly when another member holds every own record in the state. */
  @Test
  void durability_is_two_when_another_member_holds_what_is_shown() {
    place("a", 1, 1_000);
    save(VectorTimestamp.ZERO.with(ME, 1), VectorTimestamp.ZERO, 0);
    database.commit();
    assertThat(order("a").durability()).isEqualTo(1);
    save(VectorTimestamp.ZERO.with(ME, 1), VectorTimestamp.ZERO, 1);
    database.commit();
    assertThat(order("a").durability()).isEqualTo(2);
  }

  @Test
  void an_order_is_settled_when_the_records_of_all_its_rows_are() {
    place("a", 1, 1_000);
    Samples.execute(
        database,
        record(
            OTHER,
            1,
            "c",
            2,
            Samples.command("a", Actor.CUSTOMER, OrderCommandKind.CANCEL, 2_000)));
    VectorTimestamp value = VectorTimestamp.ZERO.with(ME, 1).with(OTHER, 1);
    save(value, VectorTimestamp.ZERO.with(ME, 1), 1);
    database.commit();
    assertThat(order("a").settled()).isFalse();
    save(value, value, 1);
    database.commit();
    assertThat(order("a").settled()).isTrue();
  }

  @Test
  void another_customers_order_is_answered_like_one_that_does_not_exist() {
    place("a", 1, 1_000);
    database.commit();
    Answer foreign = answer(reader, new Query.GetOrder(Samples.orderId("a"), "g-bob"));
    Answer absent = answer(reader, new Query.GetOrder(Samples.orderId("b"), CUSTOMER));
    Answer nonsense = answer(reader, new Query.GetOrder("x", CUSTOMER));
    assertThat(foreign).isEqualTo(absent).isEqualTo(nonsense).isInstanceOf(Answer.NotFound.class);
  }

  @Test
  void own_orders_come_newest_first_page_by_page_without_gap_or_repetition() {
    List<String> placed = new ArrayList<>();
    for (int n = 1; n <= 25; n++) {
      // Five at each instant: the id decides among them.
      place("k" + n, n, 1_000 + n / 5);
      placed.add(Samples.orderId("k" + n));
    }
    database.commit();
    List<String> ids = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    String cursor = null;
    do {
      OrderPage page =
          ((Answer.FoundOrders) answer(reader, new Query.ListOrders(CUSTOMER, 7, cursor))).page();
      page.items().forEach(order -> ids.add(order.id()));
      page.items().forEach(order -> times.add(Rfc3339.toMillis(order.placedAt())));
      cursor = page.nextCursor();
    } while (cursor != null);
    assertThat(ids).containsExactlyInAnyOrderElementsOf(placed);
    assertThat(times).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void a_cursor_of_another_making_and_a_query_of_no_meaning_are_answered_not_thrown() {
    for (String cursor : List.of("x", "", "AAAA", "=".repeat(400))) {
      assertThat(answer(reader, new Query.ListOrders(CUSTOMER, 7, cursor)))
          .isInstanceOf(Answer.Invalid.class);
    }
    assertThat(reader.answer(Payload.of("{}")).answer().toString()).contains("invalid");
  }

  @Test
  void preparing_an_order_gives_the_quote_and_the_order_that_is_there_already() {
    String restaurant = Catalogue.load().restaurantIds().get(0);
    QuoteRequest request =
        new QuoteRequest(
            restaurant,
            Service.COLLECTION,
            null,
            List.of(new BasketLine("x", 1, List.of())),
            null,
            0);
    Query query = new Query.PrepareOrder(Samples.orderId("a"), CUSTOMER, request, 0, false);
    Answer.Prepared before = (Answer.Prepared) answer(reader, query);
    assertThat(before.existing()).isNull();
    assertThat(before.quote().orderable()).isFalse();
    assertThat(before.restaurantName()).isNotEmpty();
    place("a", 1, 1_000);
    database.commit();
    Answer.Prepared after = (Answer.Prepared) answer(reader, query);
    assertThat(after.existing().id()).isEqualTo(Samples.orderId("a"));
    assertThat(after.existingRequestHash()).isEqualTo(new Hash128(1, 900));
    QuoteRequest unknown = new QuoteRequest("none", Service.COLLECTION, null, List.of(), null, 0);
    String absent = Samples.orderId("b");
    assertThat(answer(reader, new Query.PrepareOrder(absent, CUSTOMER, unknown, 0, false)))
        .isInstanceOf(Answer.NotFound.class);
  }

  @Test
  void the_order_of_a_basket_that_can_be_ordered_is_looked_up_only_in_a_thorough_search() {
    BasketLine line = new BasketLine("poppadoms-and-pickles", 1, List.of());
    QuoteRequest request =
        new QuoteRequest("dh1-3le-indian", Service.COLLECTION, null, List.of(line), null, 0);
    long evening = Rfc3339.toMillis("2026-11-21T19:00:00Z");
    place("a", 1, 1_000);
    database.commit();
    String order = Samples.orderId("a");
    Answer.Prepared quick =
        (Answer.Prepared)
            answer(reader, new Query.PrepareOrder(order, CUSTOMER, request, evening, false));
    assertThat(quick.quote().orderable()).isTrue();
    assertThat(quick.existing()).isNull();
    Answer.Prepared thorough =
        (Answer.Prepared)
            answer(reader, new Query.PrepareOrder(order, CUSTOMER, request, evening, true));
    assertThat(thorough.existing().id()).isEqualTo(order);
  }

  /**
   * Every snapshot holds exactly the orders that its timestamp counts, while the writer goes on.
   */
  @Test
  void an_answer_and_its_timestamp_are_of_one_snapshot() {
    int batches = 60;
    CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> countUntil(batches));
    for (int n = 1; n <= batches; n++) {
      place("k" + n, n, n);
      save(VectorTimestamp.ZERO.with(ME, n), VectorTimestamp.ZERO, n);
      database.commit();
    }
    assertThat(reading.join()).isEqualTo(batches);
  }

  private int countUntil(int batches) {
    try (QueryReader mine = database.newReader()) {
      while (true) {
        QueryResult result =
            mine.answer(Payload.of(Json.bytes(new Query.ListOrders(CUSTOMER, 100, null))));
        Answer.FoundOrders orders =
            (Answer.FoundOrders) Json.read(result.answer().bytes(), Answer.class);
        int shown = orders.page().items().size();
        assertThat((long) shown).isEqualTo(result.valueTimestamp().get(ME));
        if (shown == batches) {
          return shown;
        }
      }
    }
  }

  @Test
  void queries_that_come_together_are_answered_from_one_state() {
    writeEveryCommit();
    place("a", 1, 1_000);
    save(VectorTimestamp.ZERO.with(ME, 1), VectorTimestamp.ZERO, 1);
    database.commit();
    Payload query = Payload.of(Json.bytes(new Query.ListOrders(CUSTOMER, 100, null)));
    assertThat(reader.answerNext(query).answer().toString()).contains(Samples.orderId("a"));
    place("b", 2, 2_000);
    save(VectorTimestamp.ZERO.with(ME, 2), VectorTimestamp.ZERO, 2);
    database.commit();
    assertThat(reader.answerNext(query).answer().toString()).doesNotContain(Samples.orderId("b"));
    reader.release();
    assertThat(reader.answerNext(query).answer().toString()).contains(Samples.orderId("b"));
    reader.release();
  }

  @Test
  void a_damaged_row_is_named_and_not_shown() throws Exception {
    writeEveryCommit();
    place("a", 1, 1_000);
    database.commit();
    change(
        "UPDATE operation SET row = CAST(substr(row, 1, 200) || '?' || substr(row, 202) AS BLOB)");
    assertThatThrownBy(() -> order("a"))
        .isInstanceOfSatisfying(
            DamagedRecordException.class, e -> assertThat(e.table()).isEqualTo("operation"));
    assertThat(answer(reader, new Query.GetOrder(Samples.orderId("b"), CUSTOMER)))
        .isInstanceOf(Answer.NotFound.class);
  }

  @Test
  void an_order_under_a_damaged_customer_is_not_shown_to_that_customer() throws Exception {
    writeEveryCommit();
    place("a", 1, 1_000);
    database.commit();
    change("UPDATE operation SET subject = " + Filing.subjectOf("g-bob"));
    assertThatThrownBy(() -> answer(reader, new Query.ListOrders("g-bob", 7, null)))
        .isInstanceOf(DamagedRecordException.class);
  }

  private void writeEveryCommit() {
    close();
    database = ReplicaDatabase.open(directory, Samples.NAME, ME::incarnation, 1);
    reader = database.newReader();
  }

  private void change(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("replica.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void place(String key, long n, long placedAtMillis) {
    Samples.execute(database, record(ME, n, key, n, Samples.place(key, placedAtMillis, 900)));
  }

  private void save(VectorTimestamp value, VectorTimestamp settled, long confirmed) {
    database.save(List.of(), Samples.timestamps(value, settled, confirmed, value.get(ME)));
  }

  private Order order(String key) {
    return ((Answer.FoundOrder) answer(reader, new Query.GetOrder(Samples.orderId(key), CUSTOMER)))
        .order();
  }
}
