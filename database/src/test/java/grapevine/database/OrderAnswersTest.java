package grapevine.database;

import static grapevine.database.Samples.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Rfc3339;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Service;
import grapevine.common.ordering.Viewer;
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
  void an_order_is_seen_by_its_customer_its_restaurant_and_its_courier() {
    rows.place("a", Service.DELIVERY, 1_000);
    rows.commit();
    assertThat(parts("a", Viewer.guest(CUSTOMER))).containsExactly(Actor.CUSTOMER);
    assertThat(isUnknown("a", OWNER)).isTrue();
    assertThat(isUnknown("a", COURIER)).isTrue();

    rows.giveRestaurant("a-owner");
    rows.claim("a", "a-bob");
    rows.commit();
    assertThat(parts("a", OWNER)).containsExactly(Actor.RESTAURANT);
    assertThat(parts("a", COURIER)).containsExactly(Actor.COURIER);
    assertThat(parts("a", OPERATOR)).isEmpty();
    assertThat(parts("a", new Viewer(CUSTOMER, "a-owner", Role.RESTAURANT)))
        .containsExactly(Actor.CUSTOMER, Actor.RESTAURANT);
    assertThat(isUnknown("a", RIVAL)).isTrue();
    assertThat(isUnknown("a", Viewer.guest("g-bob"))).isTrue();
    assertThat(isUnknown("a", new Viewer("a-eve", "a-eve", Role.COURIER))).isTrue();

    rows.release("a", "a-bob");
    rows.commit();
    assertThat(isUnknown("a", COURIER)).isTrue();
  }

  @Test
  void a_delivery_shows_its_courier_wherever_it_is_shown() {
    rows.place("a", Service.DELIVERY, 1_000);
    rows.commit();
    assertThat(found("a", Viewer.guest(CUSTOMER)).order().courier()).isNull();
    rows.claim("a", "a-bob");
    rows.commit();
    assertThat(found("a", Viewer.guest(CUSTOMER)).order().courier()).isEqualTo("a-bob");
    Answer list = rows.answer(new Query.ListOrders(CUSTOMER, 5, null));
    assertThat(((Answer.FoundOrders) list).page().items())
        .extracting(Order::courier)
        .containsExactly("a-bob");
  }

  @Test
  void an_order_is_ready_at_the_time_that_was_said_last_whatever_came_last() {
    rows.place("a", Service.DELIVERY, 1_000);
    rows.command("a", OrderCommandKind.DELAY, 4_000, 70_000L);
    rows.command("a", OrderCommandKind.ACCEPT, 2_000, 50_000L);
    rows.command("a", OrderCommandKind.DELAY, 3_000, 60_000L);
    rows.command("a", OrderCommandKind.PREPARE, 5_000, null);
    rows.commit();
    Answer.FoundOrder found = found("a", Viewer.guest(CUSTOMER));
    assertThat(found.order().readyAt()).isEqualTo(Rfc3339.ofMillis(70_000));
    assertThat(found.order().status()).isEqualTo("PREPARING");
    assertThat(found.order().events())
        .extracting(Order.Event::status)
        .containsExactly("PLACED", "ACCEPTED", "DELAYED", "DELAYED", "PREPARING");
  }

  @Test
  void of_two_equally_old_times_to_be_ready_the_call_id_decides() {
    rows.place("a", Service.DELIVERY, 1_000);
    rows.command("a", OrderCommandKind.DELAY, 4_000, 70_000L);
    String smaller = "a-DELAY-4000";
    rows.command("a", OrderCommandKind.ACCEPT, 4_000, 50_000L);
    String other = "a-ACCEPT-4000";
    rows.commit();
    boolean isDelayLast = Samples.callId(smaller).compareTo(Samples.callId(other)) > 0;
    assertThat(found("a", Viewer.guest(CUSTOMER)).order().readyAt())
        .isEqualTo(Rfc3339.ofMillis(isDelayLast ? 70_000 : 50_000));
  }

  private Answer.FoundOrder found(String key, Viewer viewer) {
    return (Answer.FoundOrder) rows.answer(new Query.GetOrder(Samples.orderId(key), viewer));
  }

  private List<Actor> parts(String key, Viewer viewer) {
    return found(key, viewer).actors();
  }

  private boolean isUnknown(String key, Viewer viewer) {
    return rows.answer(new Query.GetOrder(Samples.orderId(key), viewer)) instanceof Answer.NotFound;
  }
}
