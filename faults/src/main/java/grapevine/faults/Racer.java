package grapevine.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import grapevine.common.Json;
import grapevine.faults.Outcome.Kind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A client in a race: a customer of its own, who asks until it is told. Used by one thread. */
final class Racer {
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 250;

  /** No secret: of accounts that have nothing. */
  private static final String PASSWORD = "a racer has nothing to hide";

  private final FrontEndCalls calls;
  private final List<String> frontEnds;
  private final Duration patience;
  private final Map<Prize, Told> told = new EnumMap<>(Prize.class);
  private int next;
  private Optional<String> guest = Optional.empty();
  private Optional<String> token = Optional.empty();
  private Optional<String> session = Optional.empty();

  /**
   * @param first which front end it begins with
   * @param patience for one call with all its tries
   */
  Racer(FrontEndCalls calls, List<String> frontEnds, int first, Duration patience) {
    this.calls = calls;
    this.frontEnds = frontEnds;
    this.patience = patience;
    this.next = first;
  }

  /**
   * What it was told in the end.
   *
   * @param retries tries after the first
   */
  record Told(Outcome outcome, int retries, long millis) {
    boolean isKnown() {
      return outcome.isDone() || outcome.kind() == Kind.REFUSED;
    }
  }

  /** Becomes a customer, which is no part of the race. */
  void enter() throws InterruptedException {
    if (ask(Call.get("/v1/orders?limit=1")).isKnown() && guest.isPresent()) {
      return;
    }
    throw new CannotRun("no front end answers; start the cluster first");
  }

  /** Signs up as a courier and logs in: nobody else may claim a delivery. */
  void enterAsCourier(String name) throws InterruptedException {
    enter();
    ObjectNode account = Json.mapper().createObjectNode();
    account.put("name", name).put("password", PASSWORD);
    byte[] login = Json.bytes(account);
    byte[] signUp = Json.bytes(account.put("role", "COURIER"));
    Told created = ask(Call.write("/v1/accounts", signUp, "account-" + name.replace(' ', '-')));
    Told loggedIn = ask(Call.ask("/v1/sessions", login));
    if (!created.outcome().isDone() || !loggedIn.outcome().isDone()) {
      throw new CannotRun(
          name + " cannot log in: " + created.outcome().code() + ", " + loggedIn.outcome().code());
    }
    session = Optional.of(loggedIn.outcome().body().path("session").asText());
  }

  void raceFor(Prize prize, Call call) throws InterruptedException {
    told.put(prize, ask(call));
  }

  Told told(Prize prize) {
    return told.get(prize);
  }

  /** The same call again, by way of whichever front end comes next: whether the answer is too. */
  boolean isToldTheSame(Prize prize, Call call) throws InterruptedException {
    Outcome first = told.get(prize).outcome();
    Outcome again = ask(call).outcome();
    return first.kind() == again.kind()
        && (first.isDone()
            ? first.body().path("id").equals(again.body().path("id"))
            : first.status() == again.status() && first.code().equals(again.code()));
  }

  /** How many orders it has, empty when nobody tells. */
  Optional<Integer> orders() throws InterruptedException {
    Told page = ask(Call.get("/v1/orders?limit=20"));
    JsonNode items = page.outcome().body().path("items");
    return page.outcome().isDone() ? Optional.of(items.size()) : Optional.empty();
  }

  /** From one front end to the next until one knows; a write always under the same key. */
  Told ask(Call call) throws InterruptedException {
    long began = System.nanoTime();
    long pause = FIRST_PAUSE_MILLIS;
    for (int retries = 0; ; retries++) {
      String frontEnd = frontEnds.get(next % frontEnds.size());
      next = (next + 1) % frontEnds.size();
      Told now =
          new Told(calls.send(frontEnd, call, guest, token, session), retries, millisSince(began));
      if (now.isKnown()) {
        guest = now.outcome().guest().or(() -> guest);
        token = now.outcome().token().or(() -> token);
        return now;
      }
      if (now.millis() > patience.toMillis()) {
        return now;
      }
      if (retries % frontEnds.size() == frontEnds.size() - 1) {
        TimeUnit.MILLISECONDS.sleep(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  private static long millisSince(long began) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }
}
