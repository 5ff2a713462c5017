package grapevine.simulator.client;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.OrderMove;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Query;
import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.client.TokenHolder.Deed;
import grapevine.simulator.world.Timeline;
import grapevine.simulator.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * A customer whose orders are accepted late or not at all, a cook who may be told of one, and
 * several replica managers that let it expire at about the same time: by one update, and whatever
 * the cook was told, the order has expired for everybody.
 */
final class Kitchen implements Party {
  private static final long PAUSE_MICROS = 500 * Timeline.MILLI;
  private static final long EXPIRY_MICROS = 250 * Timeline.MILLI;
  private static final int LOOKS = 3;

  private final World world;
  private final TokenHolder customer;
  private final TokenHolder cook;
  private final List<Meal> meals = new ArrayList<>();
  private int underWay;

  private static final class Meal {
    private final Write placing;
    private final Hash128 hash;
    private boolean isPlaced;
    private boolean isAccepted;
    private boolean isShownExpired;

    Meal(String customer, String key) {
      this.placing = Write.placing(customer, key, "one soup");
      this.hash = CanonicalHash.callId(customer, key);
    }

    Query question() {
      return new Query.GetOrder(placing.order().orderId(), placing.order().owner());
    }
  }

  Kitchen(World world, TokenHolder customer, TokenHolder cook) {
    this.world = world;
    this.customer = customer;
    this.cook = cook;
  }

  @Override
  public void begin() {
    customer.after(PAUSE_MICROS, this::place);
  }

  private void place() {
    if (customer.isOver()) {
      return;
    }
    underWay++;
    Meal meal = new Meal(customer.name, customer.name + "-" + meals.size());
    meals.add(meal);
    customer.update(
        new Deed(meal.hash, meal.placing::placed),
        isDone -> {
          meal.isPlaced = isDone;
          for (int look = 0; look < LOOKS; look++) {
            customer.after(EXPIRY_MICROS, () -> letExpire(meal));
          }
          if (isDone && customer.dice().chance(0.5)) {
            customer.tell(cook);
            accept(meal);
          } else {
            readAgain(meal);
          }
        });
  }

  /** Whoever runs now; another one may have done it before, or do it at this moment. */
  private void letExpire(Meal meal) {
    world.expire(customer.dice().pick(world.replicaNames()), meal.placing.callId());
  }

  private void accept(Meal meal) {
    Write move =
        Write.moving(
            cook.name,
            "accept " + meal.placing.id(),
            meal.placing.order(),
            OrderMove.RESTAURANT_ACCEPTS);
    Hash128 hash = CanonicalHash.callId(cook.name, "accept " + meal.placing.id());
    cook.update(
        new Deed(hash, move::commanded),
        isDone -> {
          meal.isAccepted = isDone;
          cook.tell(customer);
          readAgain(meal);
        });
  }

  private void readAgain(Meal meal) {
    customer.after(
        EXPIRY_MICROS,
        () ->
            customer.ask(
                meal.question(),
                answer -> {
                  answer.ifPresent(found -> require(meal, found));
                  underWay--;
                  begin();
                }));
  }

  /** What was done and shown before is in it, and it is what its events make of it. */
  private static void require(Meal meal, Answer answer) {
    if (!(answer instanceof Answer.FoundOrder found)) {
      requireThat(!meal.isPlaced, meal, answer);
      return;
    }
    List<String> events = found.order().events().stream().map(Order.Event::status).toList();
    OrderStatus joined =
        events.stream().map(OrderStatus::valueOf).reduce(OrderStatus.PLACED, OrderStatus::join);
    boolean isExpired = found.exactStatus() == OrderStatus.EXPIRED;
    requireThat(found.exactStatus() == joined, meal, answer);
    requireThat(events.stream().distinct().count() == events.size(), meal, answer);
    requireThat(!meal.isAccepted || events.contains("ACCEPTED"), meal, answer);
    requireThat(!meal.isShownExpired || isExpired, meal, answer);
    meal.isShownExpired = isExpired;
  }

  private static void requireThat(boolean isRight, Meal meal, Answer answer) {
    if (!isRight) {
      throw new InvariantViolated("expiry", meal.placing.id() + " is shown as " + answer);
    }
  }

  @Override
  public void end() {
    customer.end();
    cook.end();
  }

  @Override
  public boolean isIdle() {
    return underWay == 0;
  }

  @Override
  public void settle(Runnable whenDone) {
    customer.healed();
    underWay++;
    settleFrom(0, whenDone);
  }

  private void settleFrom(int index, Runnable whenDone) {
    if (index == meals.size()) {
      underWay--;
      whenDone.run();
      return;
    }
    Meal meal = meals.get(index);
    customer.ask(
        meal.question(),
        answer -> {
          require(meal, answer.orElseThrow());
          settleFrom(index + 1, whenDone);
        });
  }

  @Override
  public void inspect(Witnesses witnesses) {
    for (Meal meal : meals) {
      require(meal, witnesses.all(meal.question()));
    }
  }

  int expired() {
    return (int) meals.stream().filter(meal -> meal.isShownExpired).count();
  }

  int expiredThoughAccepted() {
    return (int) meals.stream().filter(meal -> meal.isShownExpired && meal.isAccepted).count();
  }
}
