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

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The one table of legal moves: who may take an order from where to where. It is asked before an
 * update is made (by the front end); applying one never refuses (R6b), it joins {@link #to()} into
 * the status.
 */
public enum OrderMove {
  CUSTOMER_CANCELS(
      OrderCommandKind.CANCEL, Actor.CUSTOMER, EnumSet.of(PLACED, ACCEPTED), CANCELLED_BY_CUSTOMER),
  RESTAURANT_ACCEPTS(OrderCommandKind.ACCEPT, Actor.RESTAURANT, EnumSet.of(PLACED), ACCEPTED),
  RESTAURANT_REJECTS(OrderCommandKind.REJECT, Actor.RESTAURANT, EnumSet.of(PLACED), REJECTED),
  ORDER_EXPIRES(OrderCommandKind.EXPIRE, Actor.SYSTEM, EnumSet.of(PLACED), EXPIRED),
  KITCHEN_STARTS(OrderCommandKind.PREPARE, Actor.RESTAURANT, EnumSet.of(ACCEPTED), PREPARING),
  KITCHEN_IS_DONE(OrderCommandKind.READY, Actor.RESTAURANT, EnumSet.of(PREPARING), READY),
  RESTAURANT_CANCELS(
      OrderCommandKind.CANCEL,
      Actor.RESTAURANT,
      EnumSet.of(ACCEPTED, PREPARING, READY),
      CANCELLED_BY_RESTAURANT),
  COURIER_PICKS_UP(OrderCommandKind.PICK_UP, Actor.COURIER, EnumSet.of(READY), OUT_FOR_DELIVERY),
  COURIER_DELIVERS(
      OrderCommandKind.DELIVER, Actor.COURIER, EnumSet.of(OUT_FOR_DELIVERY), COMPLETED),
  COURIER_FAILS(
      OrderCommandKind.FAIL, Actor.COURIER, EnumSet.of(OUT_FOR_DELIVERY), DELIVERY_FAILED),
  CUSTOMER_COLLECTS(OrderCommandKind.COLLECT, Actor.RESTAURANT, EnumSet.of(READY), COMPLETED);

  /** What the table says about a command. */
  public enum Verdict {
    LEGAL,
    /** The same command again: answer 200 and change nothing. */
    ALREADY_DONE,
    ILLEGAL_MOVE,
    TOO_LATE_TO_CANCEL,
    NOT_ALLOWED
  }

  private final OrderCommandKind command;
  private final Actor actor;

  // Never changed and never handed out: from() copies it.
  @SuppressWarnings("ImmutableEnumChecker")
  private final EnumSet<OrderStatus> from;

  private final OrderStatus to;

  OrderMove(OrderCommandKind command, Actor actor, EnumSet<OrderStatus> from, OrderStatus to) {
    this.command = command;
    this.actor = actor;
    this.from = from;
    this.to = to;
  }

  public OrderCommandKind command() {
    return command;
  }

  public Actor actor() {
    return actor;
  }

  public Set<OrderStatus> from() {
    return EnumSet.copyOf(from);
  }

  public OrderStatus to() {
    return to;
  }

  /** Empty when the actor may never give this command. */
  public static Optional<OrderMove> of(OrderCommandKind command, Actor actor) {
    for (OrderMove move : values()) {
      if (move.command == command && move.actor == actor) {
        return Optional.of(move);
      }
    }
    return Optional.empty();
  }

  public static boolean isLegal(
      OrderStatus from, Service service, OrderCommandKind command, Actor actor) {
    return judge(from, service, command, actor) == Verdict.LEGAL;
  }

  public static Verdict judge(
      OrderStatus from, Service service, OrderCommandKind command, Actor actor) {
    Optional<OrderMove> found = of(command, actor);
    if (found.isEmpty()) {
      return Verdict.NOT_ALLOWED;
    }
    OrderMove move = found.get();
    if (!move.fits(service)) {
      return Verdict.ILLEGAL_MOVE;
    }
    if (from == move.to) {
      return Verdict.ALREADY_DONE;
    }
    if (move.from.contains(from)) {
      return Verdict.LEGAL;
    }
    boolean isLateCancel = move == CUSTOMER_CANCELS && !from.isFinal();
    return isLateCancel ? Verdict.TOO_LATE_TO_CANCEL : Verdict.ILLEGAL_MOVE;
  }

  /** Couriers carry deliveries only, and only collections are handed over the counter. */
  private boolean fits(Service service) {
    return switch (command) {
      case PICK_UP, DELIVER, FAIL -> service == Service.DELIVERY;
      case COLLECT -> service == Service.COLLECTION;
      default -> true;
    };
  }
}
