package grapevine.common.ordering;

import static grapevine.common.ordering.OrderStatus.ACCEPTED;
import static grapevine.common.ordering.OrderStatus.CANCELLED_BY_CUSTOMER;
import static grapevine.common.ordering.OrderStatus.CANCELLED_BY_RESTAURANT;
import static grapevine.common.ordering.OrderStatus.COMPLETED;
import static grapevine.common.ordering.OrderStatus.DELIVERY_FAILED;
import static grapevine.common.ordering.OrderStatus.EXPIRED;
import static grapevine.common.ordering.OrderStatus.OUT_FOR_DELIVERY;
import static grapevine.common.ordering.OrderStatus.PLACED;
import static grapevine.common.ordering.OrderStatus.PREPARING;
import static grapevine.common.ordering.OrderStatus.READY;
import static grapevine.common.ordering.OrderStatus.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrderStatusTest {
  @Test
  void the_ranks_are_those_that_stored_logs_rely_on() {
    assertThat(OrderStatus.values())
        .containsExactly(
            PLACED,
            ACCEPTED,
            EXPIRED,
            REJECTED,
            CANCELLED_BY_CUSTOMER,
            PREPARING,
            READY,
            CANCELLED_BY_RESTAURANT,
            OUT_FOR_DELIVERY,
            DELIVERY_FAILED,
            COMPLETED);
  }

  @Test
  void join_is_commutative_associative_idempotent_and_never_falls() {
    for (OrderStatus a : OrderStatus.values()) {
      assertThat(a.join(a)).isEqualTo(a);
      for (OrderStatus b : OrderStatus.values()) {
        assertThat(a.join(b)).isEqualTo(b.join(a)).isGreaterThanOrEqualTo(a);
        for (OrderStatus c : OrderStatus.values()) {
          assertThat(a.join(b).join(c)).isEqualTo(a.join(b.join(c)));
        }
      }
    }
  }

  @Test
  void a_cancel_beats_a_concurrent_accept_and_a_started_kitchen_beats_a_concurrent_cancel() {
    assertThat(CANCELLED_BY_CUSTOMER.join(ACCEPTED)).isEqualTo(CANCELLED_BY_CUSTOMER);
    assertThat(CANCELLED_BY_CUSTOMER.join(PREPARING)).isEqualTo(PREPARING);
  }

  @Test
  void clients_see_one_kind_of_cancelled() {
    assertThat(CANCELLED_BY_CUSTOMER.publicName()).isEqualTo("CANCELLED");
    assertThat(CANCELLED_BY_RESTAURANT.publicName()).isEqualTo("CANCELLED");
    assertThat(OUT_FOR_DELIVERY.publicName()).isEqualTo("OUT_FOR_DELIVERY");
  }
}
