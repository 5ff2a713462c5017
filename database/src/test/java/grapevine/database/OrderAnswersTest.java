package grapevine.database;

import static grapevine.database.Samples.CUSTOMER;
import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.answer;
import static grapevine.database.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.Json;
import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.ForcedFacts;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Rfc3339;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Service;
import grapevine.common.ordering.Viewer;
import grapevine.protocol.Dot;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who sees which orders, and as what. */
class OrderAnswersTest {
  private static final Viewer OWNER = new Viewer("a-owner", "a-owner", Role.RESTAURANT);
  private static final Viewer RIVAL = new Viewer("a-rival", "a-rival", Role.RESTAURANT);
  private static final Viewer COURIER = new Viewer("a-bob", "a-bob", Role.COURIER);
  private static final Viewer OPERATOR = new Viewer("a-op", "a-op", Role.OPERATOR);

  @TempDir Path directory;
  private ReplicaDatabase database;
  private QueryReader reader;
  private long made;
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
  void an_order_is_seen_by_its_customer_its_restaurant_and_its_courier() {
    place("a", Service.DELIVERY, 1_000);
    commit();
    assertThat(parts("a", Viewer.guest(CUSTOMER))).containsExactly(Actor.CUSTOMER);
    assertThat(isUnknown("a", OWNER)).isTrue();
    assertThat(isUnknown("a", COURIER)).isTrue();

    giveRestaurant("a-owner");
    force("claim", new Operation.ClaimDelivery(Samples.orderId("a"), "a-bob"));
    commit();
    assertThat(parts("a", OWNER)).containsExactly(Actor.RESTAURANT);
    assertThat(parts("a", COURIER)).containsExactly(Actor.COURIER);
    assertThat(parts("a", OPERATOR)).isEmpty();
    assertThat(parts("a", new Viewer(CUSTOMER, "a-owner", Role.RESTAURANT)))
        .containsExactly(Actor.CUSTOMER, Actor.RESTAURANT);
    assertThat(isUnknown("a", RIVAL)).isTrue();
    assertThat(isUnknown("a", Viewer.guest("g-bob"))).isTrue();
    assertThat(isUnknown("a", new Viewer("a-eve", "a-eve", Role.COURIER))).isTrue();

    force("release", new Operation.ReleaseDelivery(Samples.orderId("a"), "a-bob"));
    commit();
    assertThat(isUnknown("a", COURIER)).isTrue();
  }

  @Test
  void a_delivery_shows_its_courier_wherever_it_is_shown() {
    place("a", Service.DELIVERY, 1_000);
    commit();
    assertThat(found("a", Viewer.guest(CUSTOMER)).order().courier()).isNull();
    force("claim", new Operation.ClaimDelivery(Samples.orderId("a"), "a-bob"));
    commit();
    assertThat(found("a", Viewer.guest(CUSTOMER)).order().courier()).isEqualTo("a-bob");
    Answer list = answer(reader, new Query.ListOrders(CUSTOMER, 5, null));
    assertThat(((Answer.FoundOrders) list).page().items())
        .extracting(Order::courier)
        .containsExactly("a-bob");
  }

  @Test
  void an_order_is_ready_at_the_time_that_was_said_last_whatever_came_last() {
    place("a", Service.DELIVERY, 1_000);
    command("a", OrderCommandKind.DELAY, 4_000, 70_000L);
    command("a", OrderCommandKind.ACCEPT, 2_000, 50_000L);
    command("a", OrderCommandKind.DELAY, 3_000, 60_000L);
    command("a", OrderCommandKind.PREPARE, 5_000, null);
    commit();
    Answer.FoundOrder found = found("a", Viewer.guest(CUSTOMER));
    assertThat(found.order().readyAt()).isEqualTo(Rfc3339.ofMillis(70_000));
    assertThat(found.order().status()).isEqualTo("PREPARING");
    assertThat(found.order().events())
        .extracting(Order.Event::status)
        .containsExactly("PLACED", "ACCEPTED", "DELAYED", "DELAYED", "PREPARING");
  }

  @Test
  void of_two_equally_old_times_to_be_ready_the_call_id_decides() {
    place("a", Service.DELIVERY, 1_000);
    command("a", OrderCommandKind.DELAY, 4_000, 70_000L);
    String smaller = "a-DELAY-4000";
    command("a", OrderCommandKind.ACCEPT, 4_000, 50_000L);
    String other = "a-ACCEPT-4000";
    commit();
    boolean isDelayLast = Samples.callId(smaller).compareTo(Samples.callId(other)) > 0;
    assertThat(found("a", Viewer.guest(CUSTOMER)).order().readyAt())
        .isEqualTo(Rfc3339.ofMillis(isDelayLast ? 70_000 : 50_000));
  }

  private Answer.FoundOrder found(String key, Viewer viewer) {
    return (Answer.FoundOrder) answer(reader, new Query.GetOrder(Samples.orderId(key), viewer));
  }

  private List<Actor> parts(String key, Viewer viewer) {
    return found(key, viewer).actors();
  }

  private boolean isUnknown(String key, Viewer viewer) {
    return answer(reader, new Query.GetOrder(Samples.orderId(key), viewer))
        instanceof Answer.NotFound;
  }

  private void place(String key, Service service, long atMillis) {
    Operation.PlaceOrder order = Samples.order(key, service, atMillis);
    Samples.execute(database, record(ME, ++made, key, made, Payload.of(Json.bytes(order))));
  }

  private void command(String key, OrderCommandKind kind, long atMillis, Long readyAt) {
    Operation command =
        new Operation.OrderCommand(
            Samples.orderId(key), CUSTOMER, Actor.RESTAURANT, kind, null, atMillis, readyAt);
    Samples.execute(
        database,
        record(
            ME, ++made, key + "-" + kind + "-" + atMillis, made, Payload.of(Json.bytes(command))));
  }

  private void force(String key, Operation operation) {
    Samples.execute(database, Samples.forced(++forced, key + forced, forced, operation));
  }

  /** As a snapshot would bring it: the fact without the operation that made it. */
  private void giveRestaurant(String account) {
    String key = ForcedFacts.ownerKey("r1");
    Payload fact =
        Payload.of(
            Json.bytes(
                new Fact(
                    Fact.OP, key, Json.mapper().valueToTree(new ForcedFacts.OwnerFact(account)))));
    Update update = new Update(Fact.callId(key), Token.EMPTY, 1, 0, fact);
    database.value().apply(new LogRecord(new Dot(MemberId.FORCED, ++forced), update));
  }

  private void commit() {
    VectorTimestamp value = VectorTimestamp.ZERO.with(ME, made).withForced(forced);
    database.save(List.of(), Samples.timestamps(value, value, made, made));
    database.commit();
  }
}
