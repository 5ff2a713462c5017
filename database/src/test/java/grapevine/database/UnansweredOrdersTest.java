package grapevine.database;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.Service;
import grapevine.database.UnansweredOrders.Placed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnansweredOrdersTest {
  private static final int ORDERS = 1_000;

  @TempDir Path directory;
  private OrderRows rows;
  private UnansweredOrders orders;

  @BeforeEach
  void open() {
    rows = new OrderRows(directory);
    orders = new UnansweredOrders(rows.reader());
  }

  @AfterEach
  void close() {
    rows.close();
  }

  /** Some are in the tables, the newest in memory only. */
  @Test
  void all_orders_are_come_by_once_in_steps() {
    for (int n = 1; n <= 40; n++) {
      rows.place("k" + n, Service.DELIVERY, n);
      rows.command("k" + n, OrderCommandKind.ACCEPT, n, null);
      if (n % 3 == 0) {
        rows.commit();
      }
    }
    rows.commit();
    List<Placed> all = orders.between(0, orders.newest());
    assertThat(all).extracting(Placed::placedAtMillis).hasSize(40).isSorted();
    assertThat(all).extracting(Placed::orderId).startsWith(Samples.orderId("k1"));
    Placed tenth = all.get(9);
    assertThat(orders.between(tenth.sequence(), orders.newest())).isEqualTo(all.subList(10, 40));
    assertThat(orders.between(0, tenth.sequence())).isEqualTo(all.subList(0, 10));
  }

  @Test
  void only_what_nobody_has_answered_is_found() {
    rows.place("open", Service.DELIVERY, 1_000);
    rows.place("accepted", Service.DELIVERY, 1_000);
    rows.command("accepted", OrderCommandKind.ACCEPT, 2_000, null);
    rows.commit();
    List<Placed> all = orders.between(0, orders.newest());
    UnansweredOrders.Unanswered open = orders.find(all.get(0).callId()).orElseThrow();
    assertThat(open.orderId()).isEqualTo(Samples.orderId("open"));
    assertThat(open.customerId()).isEqualTo(Samples.CUSTOMER);
    assertThat(open.placedAtMillis()).isEqualTo(1_000);
    assertThat(open.dot().origin()).isEqualTo(Samples.ME);
    assertThat(orders.find(all.get(1).callId())).isEmpty();
  }

  @Test
  void the_start_is_a_little_before_the_first_order_of_the_time_asked_for() {
    for (int n = 1; n <= ORDERS; n++) {
      rows.place("k" + n, Service.DELIVERY, n);
    }
    rows.commit();
    for (long since : new long[] {1, 300, 700, ORDERS, ORDERS + 5}) {
      long before = orders.before(since);
      assertThat(before).isLessThan(since).isGreaterThanOrEqualTo(since - 2 * 256);
      assertThat(orders.between(before, orders.newest()))
          .filteredOn(placed -> placed.placedAtMillis() >= since)
          .hasSize((int) Math.max(0, ORDERS + 1 - since));
    }
  }
}
