package grapevine.simulator.client;

import grapevine.common.Json;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.OrderMove;
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
import grapevine.simulator.client.Write.KnownOrder;
import grapevine.simulator.history.HistoryEvent;
import grapevine.simulator.history.HistoryEvent.Completed;
import grapevine.simulator.history.HistoryEvent.ReadInvoked;
import grapevine.simulator.history.HistoryEvent.Result;
import grapevine.simulator.history.HistoryEvent.WriteInvoked;
import grapevine.simulator.history.SeenOrder;
import grapevine.simulator.world.Dice;
import grapevine.simulator.world.FrontEndMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A client who does one thing after the other, and remembers one token. What it does next depends
 * on the seed and on what it has seen, never on which faults there are.
 */
final class Session {
  private static final int LIST_LIMIT = 100;
  private static final int LATELY = 2;
  private static final int HASTY_ORDERS = Token.PENDING_MAX + 8;

  final String name;
  private final Workload workload;
  private final Dice dice;
  private final List<KnownOrder> known = new ArrayList<>();
  private final List<Write> placed = new ArrayList<>();
  private final List<KnownOrder> placedOrders = new ArrayList<>();
  private Token token = Token.EMPTY;
  private int acts;
  private int position;
  private boolean isIdle = true;
  private boolean isHasty;

  Session(String name, Workload workload, Dice dice) {
    this.name = name;
    this.workload = workload;
    this.dice = dice;
    this.isHasty = dice.fork("haste").chance(0.2);
  }

  /** Those that this session tried to place, whether that succeeded or not. */
  List<KnownOrder> placedOrders() {
    return placedOrders;
  }

  boolean isIdle() {
    return isIdle;
  }

  void think() {
    isIdle = true;
    workload.timeline().after(dice.around(workload.thinkMicros()), this::act);
  }

  private void act() {
    if (workload.isOver()) {
      return;
    }
    isIdle = false;
    // A generator for each operation: how many draws one needed does not change the next.
    Dice own = dice.fork("operation " + ++acts);
    int choice = own.between(0, 99);
    boolean fitsOnePage = placedOrders.size() <= LIST_LIMIT;
    if (known.isEmpty() || choice < 30) {
      place(own, false, this::think);
    } else if (choice < 60) {
      move(own);
    } else if (choice < 75 || (choice < 85 && !fitsOnePage)) {
      read(someOrder(own), own, seen -> think());
    } else if (choice < 85) {
      list(own);
    } else if (choice < 94) {
      handOver(own);
    } else if (choice < 97) {
      lookWithoutToken(own);
    } else if (choice < 99 || !isHasty) {
      useKeyAgain(own);
    } else {
      isHasty = false;
      placeInHaste(own, HASTY_ORDERS);
    }
  }

  /** One order after the other without a look at any: more than a token can name. */
  private void placeInHaste(Dice own, int left) {
    if (left == 0 || workload.isOver()) {
      think();
    } else {
      place(own.fork("order " + left), true, () -> placeInHaste(own, left - 1));
    }
  }

  private void place(Dice own, boolean isInHaste, Runnable then) {
    String key = name + "-" + position;
    Write write = Write.placing(name, key, own.between(1, 9) + " burgers for " + key);
    placedOrders.add(write.order());
    known.add(write.order());
    perform(
        write,
        own,
        isInHaste,
        isDone -> {
          if (isDone) {
            placed.add(write);
          }
          then.run();
        });
  }

  /** Looks at an order, and takes it on if that is legal. */
  private void move(Dice own) {
    KnownOrder order = someOrder(own);
    read(
        order,
        own,
        seen -> {
          List<OrderMove> legal = new ArrayList<>();
          for (OrderMove move : OrderMove.values()) {
            if (seen.isPresent()
                && OrderMove.isLegal(
                    seen.get().status(), Service.COLLECTION, move.command(), move.actor())) {
              legal.add(move);
            }
          }
          if (legal.isEmpty()) {
            think();
          } else {
            String key = name + "-" + position;
            Write move = Write.moving(name, key, order, own.pick(legal));
            perform(move, own, false, isDone -> think());
          }
        });
  }

  /** Mostly one that came up lately: everybody is busy with the same few orders. */
  private KnownOrder someOrder(Dice own) {
    return own.chance(0.7)
        ? own.pick(known.subList(Math.max(0, known.size() - LATELY), known.size()))
        : own.pick(known);
  }

  private void perform(Write write, Dice own, boolean isInHaste, Consumer<Boolean> then) {
    int at = position++;
    workload.record(
        new WriteInvoked(
            name, at, write.id(), write.order().orderId(), write.target(), write.body()));
    Tries.Ended ended =
        (result, seen) -> {
          workload.record(new Completed(name, at, result, seen));
          then.accept(result == Result.OK);
        };
    new Tries(write, this, workload, own, ended).begin(isInHaste);
  }

  Token token() {
    return token;
  }

  /** What else a try has shown; nothing that the token named may be forgotten. */
  void remember(Token shown) {
    Token merged = token.merge(shown);
    Dependencies.requireKept(token, merged);
    token = merged;
  }

  private void read(KnownOrder order, Dice own, Consumer<Optional<SeenOrder>> then) {
    ask(
        own,
        List.of(order.orderId()),
        Attempt.question(order),
        answer -> Attempt.answered(answer, workload.ledger()).map(List::of).orElse(List.of()),
        seen -> then.accept(seen.stream().findFirst()));
  }

  private void list(Dice own) {
    ask(
        own,
        placedOrders.stream().map(KnownOrder::orderId).toList(),
        Payload.of(Json.bytes(new Query.ListOrders(name, LIST_LIMIT, null))),
        answer ->
            ((Answer.FoundOrders) Json.read(answer.bytes(), Answer.class))
                .page().items().stream().map(workload.ledger()::seen).toList(),
        seen -> think());
  }

  private interface Reading {
    List<SeenOrder> of(Payload answer);
  }

  private void ask(
      Dice own,
      List<String> orders,
      Payload question,
      Reading reading,
      Consumer<List<SeenOrder>> then) {
    int at = position++;
    workload.record(new ReadInvoked(name, at, orders));
    Token carried = token;
    own.pick(workload.frontEnds())
        .call(
            call -> new FrontEndInput.Query(call, Optional.of(carried), question),
            outcome -> {
              if (outcome instanceof FrontEndMachine.Completed completed
                  && completed.completion() instanceof Answered answered
                  && workload.isPromised(answered.durability())) {
                token = answered.token();
                List<SeenOrder> seen = reading.of(answered.answer());
                workload.record(new Completed(name, at, Result.OK, seen));
                then.accept(seen);
              } else {
                workload.refused(name, orders, outcome);
                workload.record(new Completed(name, at, Result.FAIL, List.of()));
                then.accept(List.of());
              }
            });
  }

  /** Tells somebody of an order, as a waiter the kitchen. Who is busy does not listen. */
  private void handOver(Dice own) {
    Session to = own.pick(workload.sessions());
    if (to != this && to.isIdle) {
      workload.record(new HistoryEvent.HandedOver(name, to.name));
      to.token = to.token.merge(token);
      KnownOrder order = someOrder(own);
      if (!to.known.contains(order)) {
        to.known.add(order);
      }
    }
    think();
  }

  /**
   * Somebody who has nothing to show of what he knows. Any replica manager that may be asked covers
   * what is asked of it, so nobody may refuse him for that.
   */
  private void lookWithoutToken(Dice own) {
    Payload question = Attempt.question(own.pick(known));
    own.pick(workload.frontEnds())
        .call(
            call -> new FrontEndInput.Query(call, Optional.empty(), question),
            outcome -> {
              if (outcome instanceof FrontEndMachine.Completed completed
                  && completed.completion() instanceof Answered answered) {
                Attempt.answered(answered.answer(), workload.ledger());
              } else if (outcome instanceof FrontEndMachine.Completed completed
                  && completed.completion() instanceof Refused refused
                  && refused.refusal() == Refusal.NOT_COVERED) {
                throw new InvariantViolated("no-token", name + " was refused: " + refused);
              }
              think();
            });
  }

  /** The key of a write that happened, with another body: never a second order (R10). */
  private void useKeyAgain(Dice own) {
    if (placed.isEmpty()) {
      think();
      return;
    }
    Write other = own.pick(placed).withOtherBody();
    Payload facts = other.facts(workload.ledger().newTime(other, workload.timeline().nowMicros()));
    Token carried = token;
    own.pick(workload.frontEnds())
        .call(
            call ->
                new FrontEndInput.Update(call, other.callId(), carried, other.requestHash(), facts),
            outcome -> {
              if (outcome instanceof FrontEndMachine.Completed completed
                  && completed.completion() instanceof Acknowledged) {
                throw new InvariantViolated("key-reuse", other.id() + " was acknowledged");
              }
              think();
            });
  }

  /** After the faults: everything that this session may rely on is there (no token is stuck). */
  void readEverything(Runnable whenDone) {
    readFrom(0, whenDone);
  }

  private void readFrom(int index, Runnable whenDone) {
    isIdle = index >= known.size();
    if (isIdle) {
      whenDone.run();
    } else {
      read(known.get(index), dice.fork("last " + index), seen -> readFrom(index + 1, whenDone));
    }
  }
}
