package grapevine.common.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OrderRightsTest {
  private static final Viewer ANN = Viewer.guest("g-ann");
  private static final Viewer KITCHEN = new Viewer("g-1", "a-kitchen", Role.RESTAURANT);
  private static final Viewer COURIER = new Viewer("g-2", "a-courier", Role.COURIER);

  @Test
  void a_customer_has_the_own_orders_only() {
    assertThat(OrderRights.of(ANN, "g-ann", "a-kitchen", "a-courier"))
        .containsExactly(Actor.CUSTOMER);
    assertThat(OrderRights.of(ANN, "g-bob", null, null)).isEmpty();
  }

  @Test
  void a_restaurant_has_the_orders_of_the_restaurants_it_owns() {
    assertThat(OrderRights.of(KITCHEN, "g-ann", "a-kitchen", null))
        .containsExactly(Actor.RESTAURANT);
    assertThat(OrderRights.of(KITCHEN, "g-ann", "a-other", null)).isEmpty();
    assertThat(OrderRights.of(KITCHEN, "g-ann", null, null)).isEmpty();
  }

  @Test
  void a_courier_has_the_deliveries_that_are_claimed() {
    assertThat(OrderRights.of(COURIER, "g-ann", "a-kitchen", "a-courier"))
        .containsExactly(Actor.COURIER);
    assertThat(OrderRights.of(COURIER, "g-ann", "a-kitchen", null)).isEmpty();
  }

  @Test
  void a_role_is_needed_beside_the_account() {
    Viewer formerCourier = new Viewer("g-2", "a-courier", Role.CUSTOMER);
    assertThat(OrderRights.of(formerCourier, "g-ann", "a-courier", "a-courier")).isEmpty();
  }

  @Test
  void who_cooks_and_orders_may_do_both() {
    assertThat(OrderRights.of(KITCHEN, "g-1", "a-kitchen", null))
        .containsExactly(Actor.CUSTOMER, Actor.RESTAURANT);
  }

  @Test
  void an_operator_sees_every_order_and_has_none() {
    Viewer operator = new Viewer("g-3", "a-operator", Role.OPERATOR);
    assertThat(OrderRights.of(operator, "g-ann", "a-operator", "a-operator")).isEmpty();
    assertThat(OrderRights.isSeenBy(operator, OrderRights.of(operator, "g-ann", null, null)))
        .isTrue();
    assertThat(OrderRights.isSeenBy(ANN, OrderRights.of(ANN, "g-bob", null, null))).isFalse();
  }

  @Test
  void an_account_without_a_role_is_refused() {
    assertThatThrownBy(() -> new Viewer("g-1", "a-1", null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
