package grapevine.common.ordering;

import static grapevine.common.ordering.OrderMove.Verdict.ALREADY_DONE;
import static grapevine.common.ordering.OrderMove.Verdict.ILLEGAL_MOVE;
import static grapevine.common.ordering.OrderMove.Verdict.LEGAL;
import static grapevine.common.ordering.OrderMove.Verdict.NOT_ALLOWED;
import static grapevine.common.ordering.OrderMove.Verdict.TOO_LATE_TO_CANCEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandRulingTest {
  private static final List<Actor> BOTH = List.of(Actor.RESTAURANT, Actor.CUSTOMER);

  @Test
  void an_owner_who_ordered_there_cancels_as_a_customer_as_long_as_a_customer_may() {
    assertThat(cancelled(OrderStatus.PLACED)).isEqualTo(by(Actor.CUSTOMER, LEGAL));
    assertThat(cancelled(OrderStatus.ACCEPTED)).isEqualTo(by(Actor.CUSTOMER, LEGAL));
    assertThat(cancelled(OrderStatus.PREPARING)).isEqualTo(by(Actor.RESTAURANT, LEGAL));
    assertThat(cancelled(OrderStatus.CANCELLED_BY_CUSTOMER))
        .isEqualTo(by(Actor.CUSTOMER, ALREADY_DONE));
    assertThat(cancelled(OrderStatus.CANCELLED_BY_RESTAURANT))
        .isEqualTo(by(Actor.RESTAURANT, ALREADY_DONE));
    assertThat(cancelled(OrderStatus.OUT_FOR_DELIVERY))
        .isEqualTo(by(Actor.CUSTOMER, TOO_LATE_TO_CANCEL));
  }

  @Test
  void who_has_one_part_only_is_judged_by_the_table_of_moves() {
    for (OrderMove move : OrderMove.values()) {
      for (OrderStatus from : OrderStatus.values()) {
        for (Service service : Service.values()) {
          OrderMove.Verdict verdict = OrderMove.judge(from, service, move.command(), move.actor());
          assertThat(
                  CommandRuling.of(from, service, move.command(), List.of(move.actor())).verdict())
              .isEqualTo(verdict);
        }
      }
    }
  }

  @Test
  void who_has_no_part_may_do_nothing() {
    for (OrderCommandKind kind : OrderCommandKind.values()) {
      assertThat(CommandRuling.of(OrderStatus.PLACED, Service.DELIVERY, kind, List.of()).verdict())
          .isEqualTo(NOT_ALLOWED);
    }
  }

  @Test
  void only_the_restaurant_delays_and_only_until_the_food_is_ready() {
    for (OrderStatus from : OrderStatus.values()) {
      boolean isCooked = from == OrderStatus.ACCEPTED || from == OrderStatus.PREPARING;
      assertThat(delayed(from, BOTH)).isEqualTo(isCooked ? LEGAL : ILLEGAL_MOVE);
      assertThat(delayed(from, List.of(Actor.CUSTOMER, Actor.COURIER))).isEqualTo(NOT_ALLOWED);
    }
  }

  @Test
  void a_delay_says_until_when_and_leaves_every_status_as_it_is() {
    Operation.OrderCommand delay =
        new Operation.OrderCommand(
            "o-1", "c", Actor.RESTAURANT, OrderCommandKind.DELAY, null, 5, 9L);
    for (OrderStatus status : OrderStatus.values()) {
      assertThat(status.join(delay.target())).isEqualTo(status);
    }
    assertThat(delay.event())
        .isEqualTo(new Order.Event("DELAYED", "1970-01-01T00:00:00.005Z", "restaurant"));
    assertThatThrownBy(
            () ->
                new Operation.OrderCommand(
                    "o-1", "c", Actor.RESTAURANT, OrderCommandKind.DELAY, null, 5))
        .hasMessageContaining("readyAtMillis is required");
    assertThatThrownBy(
            () ->
                new Operation.OrderCommand(
                    "o-1", "c", Actor.CUSTOMER, OrderCommandKind.DELAY, null, 5, 9L))
        .hasMessageContaining("CUSTOMER may not delay");
  }

  private static OrderMove.Verdict delayed(OrderStatus from, List<Actor> actors) {
    return CommandRuling.of(from, Service.DELIVERY, OrderCommandKind.DELAY, actors).verdict();
  }

  private static CommandRuling cancelled(OrderStatus from) {
    return CommandRuling.of(from, Service.DELIVERY, OrderCommandKind.CANCEL, BOTH);
  }

  private static CommandRuling by(Actor actor, OrderMove.Verdict verdict) {
    return new CommandRuling(actor, verdict);
  }
}
