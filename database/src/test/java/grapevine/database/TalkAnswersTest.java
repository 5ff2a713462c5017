package grapevine.database;

import static grapevine.database.Samples.CUSTOMER;
import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.OTHER;
import static grapevine.database.Samples.answer;
import static grapevine.database.Samples.orderId;
import static grapevine.database.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.Json;
import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Author;
import grapevine.common.ordering.Message;
import grapevine.common.ordering.MessagePage;
import grapevine.common.ordering.Notice;
import grapevine.common.ordering.NoticePage;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.RestaurantSummary;
import grapevine.common.ordering.ReviewPage;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Service;
import grapevine.common.ordering.ThreadKind;
import grapevine.common.ordering.Threads;
import grapevine.common.ordering.Viewer;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people have told one another, as every replica lists it. */
class TalkAnswersTest {
  private static final Author ANN = new Author(CUSTOMER, "a-ann", "Ann");
  private static final Viewer ANN_ASKS = new Viewer(CUSTOMER, "a-ann", Role.CUSTOMER);
  private static final Author BOB = new Author("g-bob", "a-bob", "Bob");

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

  /**
   * Each writes after having read all before, so with a higher Lamport stamp; every clock is behind
   * the one before.
   */
  @Test
  void an_answer_never_stands_before_its_question_whatever_clocks_say_and_records_do() {
    List<LogRecord> thread = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int n = 1; n <= 12; n++) {
      MemberId origin = n % 2 == 0 ? ME : OTHER;
      thread.add(
          record(
              origin,
              (n + 1) / 2,
              "k" + n,
              n,
              bytes(onOrder(n % 2 == 0 ? ANN : BOB, "t" + n, 1_000_000 - n))));
      texts.add("t" + n);
    }
    Samples.execute(database, record(ME, 100, "a", 1, Samples.place("a", 1_000, 900)));
    Collections.shuffle(thread, new Random(7));
    try (ReplicaDatabase second = Samples.open(directory.resolve("two"));
        QueryReader there = second.newReader()) {
      Samples.execute(second, record(ME, 100, "a", 1, Samples.place("a", 1_000, 900)));
      thread.forEach(record -> Samples.execute(database, record));
      database.commit();
      Collections.reverse(thread);
      thread.forEach(record -> Samples.execute(second, record));
      second.commit();
      assertThat(textsOfOrder(reader, 5)).isEqualTo(texts);
      assertThat(textsOfOrder(there, 4)).isEqualTo(texts);
    }
  }

  @Test
  void of_two_variants_of_a_message_the_same_one_is_listed_everywhere_and_once() {
    LogRecord late = record(ME, 1, "k", 9, bytes(new Operation.PostNotice(ANN, "late", 1)));
    LogRecord early = record(OTHER, 1, "k", 3, bytes(new Operation.PostNotice(ANN, "early", 2)));
    Samples.execute(database, record(ME, 2, "j", 5, bytes(new Operation.PostNotice(ANN, "j", 3))));
    Samples.execute(database, late);
    Samples.execute(database, early);
    database.commit();
    assertThat(notices(10, null).items()).extracting(Notice::text).containsExactly("early", "j");
  }

  @Test
  void the_board_is_read_page_by_page_back_to_its_first_line() {
    for (int n = 1; n <= 23; n++) {
      make("k" + n, new Operation.PostNotice(ANN, "line " + n, 99 - n));
    }
    List<String> lines = new ArrayList<>();
    String cursor = null;
    do {
      NoticePage page = notices(10, cursor);
      lines.addAll(0, page.items().stream().map(Notice::text).toList());
      cursor = page.nextCursor();
    } while (cursor != null);
    assertThat(lines).hasSize(23).startsWith("line 1", "line 2").endsWith("line 22", "line 23");
    String id = notices(1, null).items().get(0).id();
    assertThat(((Answer.FoundNotice) answer(reader, new Query.GetNotice(id))).notice().text())
        .isEqualTo("line 23");
    assertThat(answer(reader, new Query.GetNotice(id.replace("n-", "m-"))))
        .isInstanceOf(Answer.NotFound.class);
  }

  @Test
  void a_cursor_of_another_list_is_refused() {
    make("k1", new Operation.PostNotice(ANN, "1", 1));
    make("k2", new Operation.PostNotice(ANN, "2", 1));
    String cursor = notices(1, null).nextCursor();
    assertThat(answer(reader, new Query.ListReviews("r1", 1, cursor)))
        .isInstanceOf(Answer.Invalid.class);
    assertThat(answer(reader, new Query.ListNotices(1, ""))).isInstanceOf(Answer.Invalid.class);
    assertThat(answer(reader, new Query.ListOrders(CUSTOMER, 1, cursor)))
        .isInstanceOf(Answer.Invalid.class);
  }

  @Test
  void an_orders_messages_are_for_those_who_have_a_part_in_it() {
    place("a");
    make("m", onOrder(ANN, "Hello", 1));
    Samples.execute(
        database,
        Samples.forced(1, "claim", 40, new Operation.ClaimDelivery(orderId("a"), "a-cora")));
    forcedSeen(1);
    Viewer cora = new Viewer("g-cora", "a-cora", Role.COURIER);
    assertThat(part(ANN_ASKS).actors()).containsExactly(Actor.CUSTOMER);
    assertThat(part(cora).actors()).containsExactly(Actor.COURIER);
    assertThat(part(new Viewer("o", "a-op", Role.OPERATOR)).actors()).isEmpty();
    for (Viewer stranger :
        List.of(
            Viewer.guest("g-eve"),
            new Viewer("g-eve", "a-eve", Role.COURIER),
            new Viewer("g-eve", "a-cora", Role.CUSTOMER),
            new Viewer("g-eve", "a-eve", Role.RESTAURANT))) {
      assertThat(answer(reader, new Query.ListOrderMessages(orderId("a"), stranger, 5, null)))
          .isInstanceOf(Answer.NotFound.class);
    }
    MessagePage seen = messages(new Query.ListOrderMessages(orderId("a"), cora, 5, null));
    assertThat(seen.items()).extracting(Message::text).containsExactly("Hello");
  }

  @Test
  void a_message_waits_in_its_inbox_until_it_is_read() {
    make("k1", direct(BOB, "a-bob", "a-ann", "one"));
    make("k2", direct(BOB, "a-bob", "a-ann", "two"));
    make("k3", direct(BOB, "a-bob", "a-eve", "not for Ann"));
    make("k4", direct(ANN, "a-ann", "a-bob", "answer"));
    List<Message> unread = inbox(ANN_ASKS, true, 5).items();
    assertThat(unread).extracting(Message::text).containsExactly("one", "two");
    assertThat(unread).extracting(Message::read).containsOnly(false);
    List<String> ids = unread.stream().map(Message::id).toList();
    assertThat(unread(ANN_ASKS, List.of(ids.get(0), "m-none", "x"))).containsExactly(ids.get(0));
    assertThat(unread(new Viewer("g-eve", "a-eve", Role.CUSTOMER), ids)).isEmpty();

    make("r1", new Operation.MarkRead(Threads.inboxOf("a-ann"), ids.subList(0, 1), 9));
    assertThat(inbox(ANN_ASKS, true, 5).items()).extracting(Message::text).containsExactly("two");
    assertThat(inbox(ANN_ASKS, false, 5).items())
        .extracting(Message::read)
        .containsExactly(true, false);
    assertThat(unread(ANN_ASKS, ids)).containsExactly(ids.get(1));
    MessagePage conversation = messages(new Query.ListConversation("a-bob", "a-ann", 5, null));
    assertThat(conversation.items())
        .extracting(Message::text)
        .containsExactly("one", "two", "answer");
  }

  /** A mark says what was seen, not up to where: places are taken by stamps, not by arrival. */
  @Test
  void a_message_that_arrives_later_with_a_lower_stamp_is_still_unread() {
    make("k5", 5, direct(BOB, "a-bob", "a-ann", "read"));
    List<String> ids = inbox(ANN_ASKS, true, 5).items().stream().map(Message::id).toList();
    make("r1", 6, new Operation.MarkRead(Threads.inboxOf("a-ann"), ids, 9));
    make("k2", 2, direct(BOB, "a-bob", "a-ann", "late"));
    assertThat(inbox(ANN_ASKS, true, 5).items()).extracting(Message::text).containsExactly("late");
  }

  @Test
  void unread_messages_are_paged_over_read_ones() {
    for (int n = 1; n <= 9; n++) {
      make("k" + n, direct(BOB, "a-bob", "a-ann", "t" + n));
      if (n % 2 == 0) {
        List<Message> newest = inbox(ANN_ASKS, true, 1).items();
        make(
            "r" + n,
            new Operation.MarkRead(Threads.inboxOf("a-ann"), List.of(newest.get(0).id()), 9));
      }
    }
    List<String> texts = new ArrayList<>();
    String cursor = null;
    do {
      MessagePage page = messages(new Query.ListMessages(ANN_ASKS, true, 2, cursor));
      texts.addAll(0, page.items().stream().map(Message::text).toList());
      cursor = page.nextCursor();
    } while (cursor != null);
    assertThat(texts).containsExactly("t1", "t3", "t5", "t7", "t9");
  }

  @Test
  void broadcasts_reach_a_restaurants_customers_and_all_couriers_and_nobody_else() {
    place("a"); // at r1
    make("b1", broadcast(Threads.toCustomersOf("r1"), "two for one"));
    make("b2", broadcast(Threads.toCustomersOf("r2"), "elsewhere"));
    make("b3", broadcast(Threads.TO_COURIERS, "mind the ice"));
    assertThat(inbox(ANN_ASKS, true, 5).items())
        .extracting(Message::text)
        .containsExactly("two for one");
    assertThat(inbox(new Viewer("g-c", "a-c", Role.COURIER), true, 5).items())
        .extracting(Message::text)
        .containsExactly("mind the ice");
    assertThat(inbox(new Viewer("g-d", "a-d", Role.CUSTOMER), true, 5).items()).isEmpty();
  }

  @Test
  void an_order_has_one_review_the_newest_and_a_restaurant_the_average_of_these() {
    make("v1", review("a", 1, "cold"));
    make("v2", review("b", 4, null));
    make("v3", review("a", 5, "they made up for it"));
    Samples.execute(
        database, record(ME, 90, "v0", 1, bytes(review("a", 2, "arrives late, is older"))));
    database.commit();
    ReviewPage page = reviews(10, null);
    assertThat(page.rating()).isEqualTo(4.5);
    assertThat(page.reviewCount()).isEqualTo(2);
    assertThat(page.items()).extracting(ReviewPage.Item::stars).containsExactly(5, 4);
    assertThat(page.items()).extracting(ReviewPage.Item::by).containsOnly("Ann");
    assertThat(reviews(1, reviews(1, null).nextCursor()).items())
        .extracting(ReviewPage.Item::stars)
        .containsExactly(4);
    place("a");
    assertThat(part(ANN_ASKS).review().text()).isEqualTo("they made up for it");
    assertThat(((Answer.FoundReviews) answer(reader, new Query.ListReviews("r9", 5, null))).page())
        .isEqualTo(new ReviewPage("r9", null, 0, List.of(), null));
  }

  @Test
  void a_restaurant_has_the_catalogues_rating_until_it_has_reviews() {
    Query query = new Query.GetRestaurant("dh1-3le-indian", 0);
    RestaurantSummary before = ((Answer.FoundRestaurant) answer(reader, query)).restaurant();
    make("v", new Operation.WriteReview(orderId("a"), before.id(), ANN, 2, null, 1));
    RestaurantSummary after = ((Answer.FoundRestaurant) answer(reader, query)).restaurant();
    assertThat(before.rating()).isNull();
    assertThat(after.rating()).isEqualTo(2.0);
    assertThat(after.reviewCount()).isEqualTo(1);
  }

  @Test
  void what_is_written_to_the_tables_is_listed_as_before() {
    close();
    database = ReplicaDatabase.open(directory.resolve("three"), Samples.NAME, ME::incarnation, 1);
    reader = database.newReader();
    place("a");
    make("k1", direct(BOB, "a-bob", "a-ann", "one"));
    make("k2", new Operation.PostNotice(ANN, "line", 1));
    make("k3", review("a", 3, "fine"));
    close();
    database = ReplicaDatabase.open(directory.resolve("three"), Samples.NAME, ME::incarnation, 1);
    reader = database.newReader();
    assertThat(inbox(ANN_ASKS, true, 5).items()).extracting(Message::text).containsExactly("one");
    assertThat(notices(5, null).items()).extracting(Notice::text).containsExactly("line");
    assertThat(reviews(5, null).rating()).isEqualTo(3.0);
  }

  private static Operation onOrder(Author by, String text, long atMillis) {
    String order = orderId("a");
    return new Operation.PostMessage(
        ThreadKind.ORDER, Threads.ofOrder(order), null, order, by, Role.CUSTOMER, text, atMillis);
  }

  private static Operation direct(Author by, String from, String to, String text) {
    return new Operation.PostMessage(
        ThreadKind.DIRECT,
        Threads.between(from, to),
        Threads.inboxOf(to),
        null,
        by,
        Role.CUSTOMER,
        text,
        1);
  }

  private static Operation broadcast(String to, String text) {
    return new Operation.PostMessage(
        ThreadKind.BROADCAST, to, to, null, BOB, Role.OPERATOR, text, 1);
  }

  private static Operation review(String orderKey, int stars, String text) {
    return new Operation.WriteReview(orderId(orderKey), "r1", ANN, stars, text, 1);
  }

  private static Payload bytes(Operation operation) {
    return Payload.of(Json.bytes(operation));
  }

  private void place(String key) {
    Operation order = Samples.order(key, Service.DELIVERY, 1_000);
    Samples.execute(database, record(ME, 200, key, 1, bytes(order)));
    database.commit();
  }

  private void make(String key, Operation operation) {
    make(key, 10 + ++lamport, operation);
  }

  private void make(String key, long stamp, Operation operation) {
    Samples.execute(database, record(ME, stamp, key, stamp, bytes(operation)));
    database.commit();
  }

  private void forcedSeen(long forced) {
    database.save(
        List.of(),
        Samples.timestamps(VectorTimestamp.ZERO.withForced(forced), VectorTimestamp.ZERO, 0, 0));
    database.commit();
  }

  private Answer.FoundOrderPart part(Viewer viewer) {
    return (Answer.FoundOrderPart) answer(reader, new Query.GetOrderPart(orderId("a"), viewer));
  }

  private NoticePage notices(int limit, String cursor) {
    return ((Answer.FoundNotices) answer(reader, new Query.ListNotices(limit, cursor))).page();
  }

  private ReviewPage reviews(int limit, String cursor) {
    return ((Answer.FoundReviews) answer(reader, new Query.ListReviews("r1", limit, cursor)))
        .page();
  }

  private MessagePage inbox(Viewer viewer, boolean unread, int limit) {
    return messages(new Query.ListMessages(viewer, unread, limit, null));
  }

  private MessagePage messages(Query query) {
    return ((Answer.FoundMessages) answer(reader, query)).page();
  }

  private List<String> unread(Viewer viewer, List<String> ids) {
    return ((Answer.FoundUnread) answer(reader, new Query.FindUnread(viewer, ids))).ids();
  }

  private static List<String> textsOfOrder(QueryReader from, int limit) {
    List<String> texts = new ArrayList<>();
    String cursor = null;
    do {
      Query query = new Query.ListOrderMessages(orderId("a"), ANN_ASKS, limit, cursor);
      MessagePage page = ((Answer.FoundMessages) answer(from, query)).page();
      texts.addAll(0, page.items().stream().map(Message::text).toList());
      cursor = page.nextCursor();
    } while (cursor != null);
    return texts;
  }
}
