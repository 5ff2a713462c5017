package grapevine.common.ordering;

import static grapevine.common.ordering.OrderMove.Verdict.ALREADY_DONE;
import static grapevine.common.ordering.OrderMove.Verdict.ILLEGAL_MOVE;
import static grapevine.common.ordering.OrderMove.Verdict.LEGAL;
import static grapevine.common.ordering.OrderMove.Verdict.NOT_ALLOWED;
import static grapevine.common.ordering.OrderMove.Verdict.TOO_LATE_TO_CANCEL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OrderMoveTest {
  /**
   * The whole table once more, written out by hand: service, status, actor, command. Everything
   * else must be refused.
   */
  private static final Set<String> LEGAL_MOVES =
      new TreeSet<>(
          Set.of(
              "DELIVERY PLACED CUSTOMER CANCEL",
              "COLLECTION PLACED CUSTOMER CANCEL",
              "DELIVERY ACCEPTED CUSTOMER CANCEL",
              "COLLECTION ACCEPTED CUSTOMER CANCEL",
              "DELIVERY PLACED RESTAURANT ACCEPT",
              "COLLECTION PLACED RESTAURANT ACCEPT",
              "DELIVERY PLACED RESTAURANT REJECT",
              "COLLECTION PLACED RESTAURANT REJECT",
              "DELIVERY PLACED SYSTEM EXPIRE",
              "COLLECTION PLACED SYSTEM EXPIRE",
              "DELIVERY ACCEPTED RESTAURANT PREPARE",
              "COLLECTION ACCEPTED RESTAURANT PREPARE",
              "DELIVERY PREPARING RESTAURANT READY",
              "COLLECTION PREPARING RESTAURANT READY",
              "DELIVERY ACCEPTED RESTAURANT CANCEL",
              "COLLECTION ACCEPTED RESTAURANT CANCEL",
              "DELIVERY PREPARING RESTAURANT CANCEL",
              "COLLECTION PREPARING RESTAURANT CANCEL",
              "DELIVERY READY RESTAURANT CANCEL",
              "COLLECTION READY RESTAURANT CANCEL",
              "DELIVERY READY COURIER PICK_UP",
              "DELIVERY OUT_FOR_DELIVERY COURIER DELIVER",
              "DELIVERY OUT_FOR_DELIVERY COURIER FAIL",
              "COLLECTION READY RESTAURANT COLLECT"));

  @Test
  void every_move_is_legal_exactly_when_the_table_says_so() {
    Set<String> legal = new TreeSet<>();
    for (Service service : Service.values()) {
      for (OrderStatus from : OrderStatus.values()) {
        for (Actor actor : Actor.values()) {
          for (OrderCommandKind command : OrderCommandKind.values()) {
            if (OrderMove.isLegal(from, service, command, actor)) {
              legal.add(service + " " + from.name() + " " + actor + " " + command);
            }
          }
        }
      }
    }
    assertThat(legal).isEqualTo(LEGAL_MOVES);
  }

  /** Otherwise the join that applies a move would leave the status where it was. */
  @Test
  void every_legal_move_climbs() {
    for (OrderMove move : OrderMove.values()) {
      for (OrderStatus from : move.from()) {
        assertThat(move.to()).as(move.name()).isGreaterThan(from);
        assertThat(from.join(move.to())).isEqualTo(move.to());
      }
    }
  }

  @Test
  void no_move_leads_out_of_a_final_status_and_one_leads_out_of_every_other() {
    for (OrderStatus status : OrderStatus.values()) {
      boolean hasExit = false;
      for (OrderMove move : OrderMove.values()) {
        hasExit |= move.from().contains(status);
      }
      assertThat(status.isFinal()).as(status.name()).isEqualTo(!hasExit);
    }
  }

  @Test
  void the_same_command_again_is_already_done() {
    assertThat(judge(OrderStatus.CANCELLED_BY_CUSTOMER, OrderCommandKind.CANCEL, Actor.CUSTOMER))
        .isEqualTo(ALREADY_DONE);
    assertThat(judge(OrderStatus.ACCEPTED, OrderCommandKind.ACCEPT, Actor.RESTAURANT))
        .isEqualTo(ALREADY_DONE);
  }

  @Test
  void a_customer_is_told_that_it_is_too_late_once_the_kitchen_has_started() {
    assertThat(judge(OrderStatus.ACCEPTED, OrderCommandKind.CANCEL, Actor.CUSTOMER))
        .isEqualTo(LEGAL);
    assertThat(judge(OrderStatus.PREPARING, OrderCommandKind.CANCEL, Actor.CUSTOMER))
        .isEqualTo(TOO_LATE_TO_CANCEL);
    assertThat(judge(OrderStatus.OUT_FOR_DELIVERY, OrderCommandKind.CANCEL, Actor.CUSTOMER))
        .isEqualTo(TOO_LATE_TO_CANCEL);
    assertThat(judge(OrderStatus.COMPLETED, OrderCommandKind.CANCEL, Actor.CUSTOMER))
        .isEqualTo(ILLEGAL_MOVE);
  }

  @Test
  void a_role_that_never_gives_a_command_is_not_allowed_to() {
    assertThat(judge(OrderStatus.PLACED, OrderCommandKind.ACCEPT, Actor.CUSTOMER))
        .isEqualTo(NOT_ALLOWED);
    assertThat(judge(OrderStatus.PLACED, OrderCommandKind.EXPIRE, Actor.RESTAURANT))
        .isEqualTo(NOT_ALLOWED);
  }

  @Test
  void a_command_is_known_by_its_word_but_nobody_can_ask_for_expiry() {
    for (OrderCommandKind kind : OrderCommandKind.values()) {
      if (kind != OrderCommandKind.EXPIRE) {
        assertThat(OrderCommandKind.ofWord(kind.word())).contains(kind);
      }
    }
    assertThat(OrderCommandKind.PICK_UP.word()).isEqualTo("pick-up");
    assertThat(OrderCommandKind.ofWord("expire")).isEmpty();
    assertThat(OrderCommandKind.ofWord("CANCEL")).isEmpty();
  }

  private static OrderMove.Verdict judge(OrderStatus from, OrderCommandKind command, Actor actor) {
    return OrderMove.judge(from, Service.DELIVERY, command, actor);
  }
}
