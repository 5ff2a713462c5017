package grapevine.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import grapevine.common.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Many clients want one delivery, one name and ten portions of one dish, all at once. */
final class Race {
  private static final String RESTAURANT = "dh1-3le-burger";

  /** Sold at all hours, and never ordered by the customers who are the load. */
  private static final String DISH = "vanilla-milkshake";

  private static final byte[] NO_FIELDS = "{}".getBytes(StandardCharsets.UTF_8);
  private static final long LOOK_EVERY_MILLIS = 5;
  private static final int ENTERING_MAX = 6;

  private final FrontEndCalls calls;
  private final List<String> frontEnds;
  private final int clients;
  private final String run;
  private final String credential;
  private final Duration patience;
  private final LongConsumer progress;
  private final AtomicLong told = new AtomicLong();
  private final Semaphore entering = new Semaphore(ENTERING_MAX);
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

  /**
   * @param run part of every key and name, so that races on one cluster are told apart
   * @param credential the cluster's: only operators and owners say how many portions there are
   * @param timeout for one try
   * @param progress is told how many outcomes are known, many times a second
   */
  Race(
      List<String> frontEnds,
      int clients,
      String run,
      String credential,
      Duration patience,
      Duration timeout,
      LongConsumer progress) {
    this.calls = new FrontEndCalls(timeout);
    this.frontEnds = List.copyOf(frontEnds);
    this.clients = clients;
    this.run = run;
    this.credential = credential;
    this.patience = patience;
    this.progress = progress;
  }

  RaceReport go() throws InterruptedException {
    Racer owner = new Racer(calls, frontEnds, 0, patience);
    owner.enter();
    setStock(owner);
    long totalPence = price(owner);
    String delivery = order(owner);
    List<Racer> racers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(clients);
    for (int i = 0; i < clients; i++) {
      int number = i;
      Racer racer = new Racer(calls, frontEnds, i, patience);
      Map<Prize, Call> entries = entries(i, delivery, totalPence);
      racers.add(racer);
      Thread thread = new Thread(() -> race(racer, number, entries, start), "racer-" + i);
      threads.add(thread);
      thread.start();
    }
    while (told.get() < (long) clients * Prize.values().length
        && threads.stream().anyMatch(Thread::isAlive)) {
      progress.accept(told.get());
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    progress.accept(told.get());
    return RaceReport.of(racers, List.copyOf(wrong));
  }

  /** First the race, for one prize after the other, then the same again, then a look. */
  private void race(Racer racer, int number, Map<Prize, Call> entries, CountDownLatch start) {
    Prize[] prizes = Prize.values();
    try {
      enter(racer, number, start);
      start.await();
      for (int i = 0; i < prizes.length; i++) {
        // A third of all clients begins with each.
        Prize prize = prizes[(number + i) % prizes.length];
        racer.raceFor(prize, entries.get(prize));
        told.incrementAndGet();
      }
      for (Prize prize : prizes) {
        if (racer.told(prize).isKnown() && !racer.isToldTheSame(prize, entries.get(prize))) {
          wrong.add("client " + number + " was told something else of its " + prize + " later");
        }
      }
      int due = racer.told(Prize.PORTION).outcome().isDone() ? 1 : 0;
      int orders = racer.orders().orElse(-1);
      if (orders != due) {
        wrong.add("client " + number + " should have " + due + " orders, and has " + orders);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      wrong.add("client " + number + " ended: " + e.getMessage());
    }
  }

  // A few at a time: a front end hashes few passwords at once. Whoever cannot enter is missed
  // later.
  private void enter(Racer racer, int number, CountDownLatch start) throws InterruptedException {
    entering.acquire();
    try {
      racer.enterAsCourier("Racer " + run + "-" + number);
    } finally {
      entering.release();
      start.countDown();
    }
  }

  private Map<Prize, Call> entries(int number, String delivery, long totalPence) {
    String key = run + "-" + number + "-";
    ObjectNode name = Json.mapper().createObjectNode();
    name.put("kind", "ACCOUNT").put("name", "Race " + run);
    Map<Prize, Call> entries = new EnumMap<>(Prize.class);
    entries.put(
        Prize.CLAIM, Call.write("/v1/orders/" + delivery + "/claim", NO_FIELDS, key + "claim"));
    entries.put(Prize.NAME, Call.write("/v1/names", Json.bytes(name), key + "name"));
    entries.put(
        Prize.PORTION,
        Call.write(
            "/v1/orders",
            Basket.orderBody(basket().put("expectedTotalPence", totalPence), key + "portion"),
            key + "portion"));
    return entries;
  }

  private void setStock(Racer owner) throws InterruptedException {
    ObjectNode stock = Json.mapper().createObjectNode().put("portions", Prize.PORTION.winners());
    String path = "/v1/restaurants/" + RESTAURANT + "/menu/items/" + DISH + "/stock";
    Call set = Call.put(path, Json.bytes(stock), run + "-stock").as(credential);
    require(owner.ask(set), "the stock");
  }

  private long price(Racer owner) throws InterruptedException {
    Racer.Told quote = owner.ask(Call.ask("/v1/quotes", Json.bytes(basket())));
    require(quote, "the price");
    if (!quote.outcome().body().path("orderable").asBoolean()) {
      throw new CannotRun("the dish cannot be ordered: " + quote.outcome().body().path("issues"));
    }
    return quote.outcome().body().path("totalPence").asLong();
  }

  /** What is there to be delivered. */
  private String order(Racer owner) throws InterruptedException {
    Basket basket = Basket.quoted(Basket.LEAST, owner.ask(Basket.quote(Basket.LEAST)).outcome());
    Racer.Told order =
        owner.ask(Call.write("/v1/orders", basket.orderBody(run + "-delivery"), run + "-delivery"));
    require(order, "the delivery");
    return order.outcome().body().path("id").asText();
  }

  private static void require(Racer.Told told, String what) {
    if (!told.outcome().isDone()) {
      throw new CannotRun("cannot prepare " + what + ": " + told.outcome().code());
    }
  }

  /** The one dish, and enough beside it to be delivered. */
  private static ObjectNode basket() {
    ObjectNode basket = Basket.basket(Basket.LEAST);
    basket
        .withArray("lines")
        .addObject()
        .put("itemId", DISH)
        .put("quantity", 1)
        .putArray("choices");
    return basket;
  }
}
