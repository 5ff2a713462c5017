package grapevine.simulator.client;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.DeliveryTerms;
import grapevine.common.ordering.DishDetails;
import grapevine.common.ordering.Kitchen;
import grapevine.common.ordering.KitchenDish;
import grapevine.common.ordering.KitchenEdit;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Viewer;
import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.client.TokenHolder.Deed;
import grapevine.simulator.world.Dice;
import grapevine.simulator.world.Timeline;
import grapevine.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Two who run one restaurant from two places. Every value that they set is a number that nobody
 * else sets, so what is shown tells who set it: never one that he has replaced himself, and never
 * none where one of the reader's own was acknowledged.
 */
final class Owners implements Party {
  private static final String RESTAURANT = "dh1-3le-burger";
  private static final long PAUSE_MICROS = 500 * Timeline.MILLI;
  private static final int DISHES_MAX = 8;
  private static final List<DeliveryTerms.Band> BANDS = List.of(new DeliveryTerms.Band(0, 99));
  private static final String TERMS = "terms";
  private static final String REST = "pause";

  private final List<Owner> all = new ArrayList<>();
  private final List<String> dishes = new ArrayList<>();
  private final TreeMap<Long, String> writers = new TreeMap<>();
  private long numbers;
  private int edits;

  private static final class Owner {
    private final TokenHolder self;
    private final TreeSet<String> knownDishes = new TreeSet<>();
    // By register: the numbers that were acknowledged, each set when those before were known.
    private final TreeMap<String, TreeSet<Long>> own = new TreeMap<>();
    private boolean isIdle = true;

    Owner(TokenHolder self) {
      this.self = self;
    }

    TreeSet<Long> own(String register) {
      return own.computeIfAbsent(register, name -> new TreeSet<>());
    }
  }

  private interface Edit {
    Operation of(long number, long atMillis);
  }

  Owners(World world, Dice dice, boolean isOneDiskEnough) {
    for (String name : List.of("o1", "o2")) {
      all.add(new Owner(new TokenHolder(name, world, dice.fork(name), isOneDiskEnough)));
    }
  }

  @Override
  public void begin() {
    all.forEach(this::think);
  }

  private void think(Owner owner) {
    owner.isIdle = true;
    owner.self.after(PAUSE_MICROS, () -> act(owner));
  }

  private void act(Owner owner) {
    if (owner.self.isOver()) {
      return;
    }
    owner.isIdle = false;
    switch (owner.self.dice().between(0, 5)) {
      case 0 -> set(owner, TERMS, (n, at) -> new KitchenEdit.SetTerms(RESTAURANT, n, BANDS, at));
      case 1 -> set(owner, REST, (n, at) -> new KitchenEdit.SetPause(RESTAURANT, n, at));
      case 2 -> add(owner);
      case 3 -> editSome(owner);
      default -> read(owner);
    }
  }

  private void set(Owner owner, String register, Edit edit) {
    long number = ++numbers;
    writers.put(number, owner.self.name);
    Hash128 hash = CanonicalHash.callId(owner.self.name, "edit " + number);
    owner.self.update(
        new Deed(hash, atMillis -> edit.of(number, atMillis)),
        isDone -> {
          if (isDone) {
            edits++;
            owner.own(register).add(number);
          }
          think(owner);
        });
  }

  private void add(Owner owner) {
    if (dishes.size() >= DISHES_MAX) {
      read(owner);
      return;
    }
    Hash128 hash = CanonicalHash.callId("dish", "" + dishes.size());
    String id = CanonicalHash.dishId(hash);
    dishes.add(id);
    owner.self.update(
        new Deed(hash, atMillis -> new KitchenEdit.AddDish(RESTAURANT, id, dish(0), atMillis)),
        isDone -> {
          if (isDone) {
            owner.knownDishes.add(id);
          }
          think(owner);
        });
  }

  private static DishDetails dish(long price) {
    return new DishDetails("Specials", "Special", price, List.of(), List.of(), true);
  }

  private void editSome(Owner owner) {
    if (owner.knownDishes.isEmpty()) {
      read(owner);
      return;
    }
    String id = owner.self.dice().pick(List.copyOf(owner.knownDishes));
    set(owner, id, (n, at) -> new KitchenEdit.EditDish(RESTAURANT, id, dish(n), at));
  }

  private static Query question() {
    return new Query.GetKitchen(RESTAURANT, new Viewer("op", "op", Role.OPERATOR));
  }

  private void read(Owner owner) {
    owner.self.ask(
        question(),
        answer -> {
          answer.ifPresent(found -> require(owner, found));
          think(owner);
        });
  }

  private void require(Owner reader, Answer answer) {
    Kitchen kitchen = ((Answer.FoundKitchen) answer).kitchen();
    TreeSet<String> shown = new TreeSet<>();
    for (KitchenDish dish : kitchen.dishes()) {
      if (dishes.contains(dish.id()) && !shown.add(dish.id())) {
        throw new InvariantViolated("shown-twice", dish.id() + " is on the menu twice");
      }
    }
    if (!shown.containsAll(reader.knownDishes)) {
      throw new InvariantViolated(
          "lost-dish", reader.self.name + " knows " + reader.knownDishes + ", is shown " + shown);
    }
    reader.knownDishes.addAll(shown);
    requireNewest(reader, TERMS, kitchen.terms().minimumOrderPence());
    Long paused = kitchen.pausedUntilMillis();
    requireNewest(reader, REST, paused == null ? 0 : paused);
    for (String id : shown) {
      requireNewest(reader, id, kitchen.dish(id).orElseThrow().pricePence());
    }
  }

  /**
   * @param number that is shown; of nobody when it is the built-in value
   */
  private void requireNewest(Owner reader, String register, long number) {
    TreeSet<Long> own = reader.own(register);
    String writer = writers.get(number);
    boolean isLost = writer == null && !own.isEmpty();
    boolean isReplaced =
        reader.self.name.equals(writer) && own.contains(number) && own.last() > number;
    if (isLost || isReplaced) {
      throw new InvariantViolated(
          "old-edit",
          reader.self.name + " has set " + register + " to " + own + " and is shown " + number);
    }
  }

  @Override
  public void end() {
    all.forEach(owner -> owner.self.end());
  }

  @Override
  public boolean isIdle() {
    return all.stream().allMatch(owner -> owner.isIdle);
  }

  @Override
  public void settle(Runnable whenDone) {
    settleFrom(0, whenDone);
  }

  private void settleFrom(int index, Runnable whenDone) {
    if (index == all.size()) {
      whenDone.run();
      return;
    }
    Owner owner = all.get(index);
    owner.self.healed();
    owner.isIdle = false;
    owner.self.ask(
        question(),
        answer -> {
          require(owner, answer.orElseThrow());
          owner.isIdle = true;
          settleFrom(index + 1, whenDone);
        });
  }

  @Override
  public void inspect(Witnesses witnesses) {
    Answer everybodys = witnesses.all(question());
    all.forEach(owner -> require(owner, everybodys));
  }

  int edits() {
    return edits;
  }
}
