package grapevine.faults;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.faults.Outcome.Kind;
import grapevine.simulator.history.HistoryEvent.Result;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** What one customer does in one browser, one thing after the other. Used by one thread. */
final class ClientSession {
  private static final int KNOWN_MAX = 50;
  private static final byte[] NO_REASON = "{}".getBytes(StandardCharsets.UTF_8);

  private final String name;
  private final List<String> others;
  private final Supplier<Household> home;
  private final Persistence persistence;
  private final List<Basket> baskets;
  private final Findings findings;
  private final Random random;
  private final List<String> known = new ArrayList<>();
  private Household household;

  /**
   * @param others the other sessions of the household
   * @param home the household as it is now; one that is full gives way to another
   */
  ClientSession(
      String name,
      List<String> others,
      Supplier<Household> home,
      Persistence persistence,
      List<Basket> baskets,
      Findings findings,
      Random random) {
    this.name = name;
    this.others = List.copyOf(others);
    this.home = home;
    this.persistence = persistence;
    this.baskets = List.copyOf(baskets);
    this.findings = findings;
    this.random = random;
    this.household = home.get();
  }

  void step() throws InterruptedException {
    moveHouse();
    if (random.nextInt(20) == 0) {
      persistence.goToNext();
    }
    int dice = random.nextInt(100);
    if (known.isEmpty() || dice < 45) {
      place();
    } else if (dice < 55) {
      cancel(anyKnown());
    } else if (dice < 80) {
      read(anyKnown());
    } else if (dice < 92 || others.isEmpty()) {
      list();
    } else {
      takeOver(others.get(random.nextInt(others.size())));
    }
  }

  private void moveHouse() {
    Household now = home.get();
    if (now != household) {
      household = now;
      known.clear();
    }
  }

  private void place() throws InterruptedException {
    Basket basket = baskets.get(random.nextInt(baskets.size()));
    String order = household.nextOrder(name);
    int position = household.beginsToPlace(name, order, basket.facts());
    Outcome outcome = ask(Call.write("/v1/orders", basket.orderBody(order), order));
    if (writeEnds(position, order, outcome)) {
      remember(order);
    }
  }

  private void cancel(String order) throws InterruptedException {
    Optional<String> id = household.idOf(order);
    if (id.isEmpty() || !household.claimCancellation(order)) {
      return;
    }
    String write = ShownOrder.cancellationOf(order);
    int position = household.beginsToCancel(name, order);
    String path = "/v1/orders/" + id.get() + "/cancel";
    writeEnds(position, write, ask(Call.write(path, NO_REASON, write)));
  }

  private boolean writeEnds(int position, String write, Outcome outcome) {
    if (outcome.isDone() && !isPromised(outcome.body())) {
      household.ends(name, position, Result.INFO, List.of(), outcome.token());
      household.acknowledgedOnOneDisk(write);
      return false;
    }
    if (outcome.isDone()) {
      household.ends(
          name, position, Result.OK, List.of(ShownOrder.of(outcome.body())), outcome.token());
      household.acknowledged(write);
      return true;
    }
    boolean isUnknown = outcome.kind() == Kind.UNKNOWN;
    if (isUnknown) {
      findings.unknownOutcome();
    } else if (outcome.kind() == Kind.REFUSED) {
      refusedWrongly(write, outcome);
    }
    Result result = isUnknown ? Result.INFO : Result.FAIL;
    household.ends(name, position, result, List.of(), Optional.empty());
    return false;
  }

  private void read(String order) throws InterruptedException {
    Optional<String> id = household.idOf(order);
    if (id.isEmpty()) {
      return;
    }
    int position = household.beginsToRead(name, List.of(order));
    Outcome outcome = ask(Call.get("/v1/orders/" + id.get()));
    if (outcome.isUnknownOrder()) {
      readEnds(position, outcome, List.of());
    } else if (outcome.isDone()) {
      readEnds(position, outcome, List.of(ShownOrder.of(outcome.body())));
    } else {
      readFails(position, "read of " + order, outcome);
    }
  }

  private void list() throws InterruptedException {
    int position = household.beginsToRead(name, List.of());
    Outcome outcome = ask(Call.get("/v1/orders?limit=20"));
    if (outcome.isDone()) {
      List<ShownOrder> shown = ShownOrder.page(outcome.body());
      readEnds(position, outcome, shown);
      shown.stream().limit(3).forEach(order -> remember(order.name()));
    } else {
      readFails(position, "list", outcome);
    }
  }

  private void readEnds(int position, Outcome outcome, List<ShownOrder> shown) {
    JsonNode items = outcome.body().path("items");
    if (isPromised(items.isEmpty() ? outcome.body() : items.path(0))) {
      findings.read();
      household.ends(name, position, Result.OK, shown, outcome.token());
    } else {
      // A replica manager that is cut off from all others shows what only it has.
      household.ends(name, position, Result.INFO, List.of(), outcome.token());
    }
  }

  /** Whether what an order was answered with, or as, is there for good. */
  private boolean isPromised(JsonNode order) {
    return findings.isPromised(order.path("durability").asInt(Integer.MAX_VALUE));
  }

  private void readFails(int position, String what, Outcome outcome) {
    if (outcome.kind() == Kind.REFUSED) {
      refusedWrongly(what, outcome);
    }
    household.ends(name, position, Result.INFO, List.of(), Optional.empty());
  }

  private void takeOver(String other) throws InterruptedException {
    if (household.handOver(other, name)) {
      list();
    }
  }

  /** Nothing that is asked for here is wrong in itself. */
  private void refusedWrongly(String what, Outcome outcome) {
    findings.violation(
        "refused: " + what + ": " + outcome.code() + " " + outcome.body().path("detail").asText());
  }

  private Outcome ask(Call call) throws InterruptedException {
    return persistence.call(call, Optional.of(household.guest()), household.token(name));
  }

  private String anyKnown() {
    return known.get(random.nextInt(known.size()));
  }

  private void remember(String order) {
    if (!known.contains(order)) {
      known.add(order);
    }
    if (known.size() > KNOWN_MAX) {
      known.remove(0);
    }
  }
}
