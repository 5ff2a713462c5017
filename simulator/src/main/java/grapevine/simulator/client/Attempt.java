package grapevine.simulator.client;

import grapevine.common.Json;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.OrderMove;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Service;
import grapevine.protocol.FrontEndEffect.Acknowledged;
import grapevine.protocol.FrontEndEffect.Answered;
import grapevine.protocol.FrontEndEffect.Refusal;
import grapevine.protocol.FrontEndEffect.Refused;
import grapevine.protocol.FrontEndInput;
import grapevine.protocol.Payload;
import grapevine.protocol.Token;
import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.history.SeenOrder;
import grapevine.simulator.world.FrontEndMachine;
import grapevine.simulator.world.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One try of a write through one front end, which does as the real one's API: it asks for the
 * outcome of the key and for the order first, checks the rule, and puts the facts into an update.
 */
final class Attempt {
  /** Longer than a front end's deadline for the two calls that it makes. */
  static final long CLIENT_LIMIT_MICROS = 5 * Timeline.SECOND;

  enum End {
    DONE,
    /** Certainly without effect. */
    REFUSED,
    UNKNOWN
  }

  record Result(End end, Token token, List<SeenOrder> seen) {}

  private final Write write;
  private final FrontEndMachine frontEnd;
  private final Ledger ledger;
  private final Workload workload;
  private final Consumer<Result> whenDone;
  private Token token;
  private List<SeenOrder> seen = List.of();
  private boolean hasUpdated;
  private boolean isOver;

  Attempt(
      Write write,
      FrontEndMachine frontEnd,
      Token token,
      Workload workload,
      Consumer<Result> whenDone) {
    this.write = write;
    this.frontEnd = frontEnd;
    this.token = token;
    this.ledger = workload.ledger();
    this.workload = workload;
    this.whenDone = whenDone;
  }

  void begin() {
    limit();
    frontEnd.call(
        call -> new FrontEndInput.Query(call, Optional.of(token), question(write.order())),
        this::prepared);
  }

  /** Without asking first: a front end may not have the time, and must not need it. */
  void beginBlindly() {
    limit();
    update();
  }

  static Payload question(Write.KnownOrder order) {
    return Payload.of(Json.bytes(new Query.GetOrder(order.orderId(), order.owner())));
  }

  static Optional<SeenOrder> answered(Payload answer, Ledger ledger) {
    return Json.read(answer.bytes(), Answer.class) instanceof Answer.FoundOrder found
        ? Optional.of(ledger.seen(found.order()))
        : Optional.empty();
  }

  private void limit() {
    workload
        .timeline()
        .after(CLIENT_LIMIT_MICROS, () -> end(hasUpdated ? End.UNKNOWN : End.REFUSED));
  }

  private void prepared(FrontEndMachine.Outcome outcome) {
    if (isOver
        || !(outcome instanceof FrontEndMachine.Completed completed)
        || !(completed.completion() instanceof Answered answer)
        || !workload.isPromised(answer.durability())) {
      end(End.REFUSED);
      return;
    }
    token = answer.token();
    Optional<SeenOrder> order = answered(answer.answer(), ledger);
    seen = order.map(List::of).orElse(List.of());
    if (order.isPresent() && order.get().writes().contains(write.id())) {
      end(End.DONE);
    } else if (write.move() == null || (order.isPresent() && isLegal(order.get().status()))) {
      update();
    } else {
      end(End.REFUSED);
    }
  }

  private boolean isLegal(OrderStatus from) {
    OrderMove move = write.move();
    return OrderMove.isLegal(from, Service.COLLECTION, move.command(), move.actor());
  }

  private void update() {
    hasUpdated = true;
    Payload facts = write.facts(ledger.newTime(write, workload.timeline().nowMicros()));
    frontEnd.call(
        call -> new FrontEndInput.Update(call, write.callId(), token, write.requestHash(), facts),
        this::updated);
  }

  private void updated(FrontEndMachine.Outcome outcome) {
    if (outcome instanceof FrontEndMachine.Completed completed
        && completed.completion() instanceof Acknowledged acknowledged) {
      Dependencies.requireKept(token, acknowledged.token());
      token = acknowledged.token();
      end(workload.isPromised(acknowledged.durability()) ? End.DONE : End.UNKNOWN);
    } else if (outcome instanceof FrontEndMachine.Unreachable) {
      end(End.REFUSED);
    } else if (outcome instanceof FrontEndMachine.Completed completed
        && completed.completion() instanceof Refused refused) {
      if (refused.refusal() == Refusal.CONFLICT) {
        throw new InvariantViolated("same-result", write.id() + " conflicts with itself");
      }
      end(refused.refusal() == Refusal.OUTCOME_UNKNOWN ? End.UNKNOWN : End.REFUSED);
    } else {
      end(End.UNKNOWN);
    }
  }

  private void end(End end) {
    if (!isOver) {
      isOver = true;
      whenDone.accept(new Result(end, token, seen));
    }
  }
}
