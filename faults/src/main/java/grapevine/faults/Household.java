package grapevine.faults;

import grapevine.common.ordering.OrderStatus;
import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.history.HistoryChecker;
import grapevine.simulator.history.HistoryEvent;
import grapevine.simulator.history.HistoryEvent.Result;
import grapevine.simulator.history.SeenOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One customer with several sessions, each with a token of its own, and the judge of what they were
 * told. Bounded: after so many orders another one takes its place, and it only waits for the end.
 */
final class Household {
  private static final int ORDERS_MAX = 400;

  private final String name;
  private final String guest;
  private final Findings findings;
  private final HistoryFile history;
  private final HistoryChecker judge = new HistoryChecker();
  private final TreeMap<String, Optional<String>> tokens = new TreeMap<>();
  private final TreeMap<String, Integer> positions = new TreeMap<>();
  private final Map<String, String> idsByName = new LinkedHashMap<>();
  private final TreeSet<String> cancelled = new TreeSet<>();
  private final TreeSet<String> acknowledged = new TreeSet<>();
  private final TreeSet<String> onOneDisk = new TreeSet<>();
  private int placed;
  private boolean isJudged = true;

  Household(String name, String guest, Findings findings, HistoryFile history) {
    this.name = name;
    this.guest = guest;
    this.findings = findings;
    this.history = history;
  }

  String guest() {
    return guest;
  }

  String name() {
    return name;
  }

  synchronized boolean isFull() {
    return placed >= ORDERS_MAX;
  }

  synchronized Optional<String> token(String session) {
    return tokens.getOrDefault(session, Optional.empty());
  }

  /** All that this household's sessions depend on, as several tokens. */
  synchronized List<String> tokens() {
    return tokens.values().stream().flatMap(Optional::stream).toList();
  }

  synchronized Optional<String> idOf(String order) {
    return Optional.ofNullable(idsByName.get(order));
  }

  /** Whether nobody has tried before: so an order has one cancellation, whatever becomes of it. */
  synchronized boolean claimCancellation(String order) {
    return cancelled.add(order);
  }

  synchronized String nextOrder(String session) {
    placed++;
    return name + "-" + session + "-" + placed;
  }

  synchronized int beginsToPlace(String session, String order, String facts) {
    return beginsToWrite(session, order, order, OrderStatus.PLACED, facts);
  }

  synchronized int beginsToCancel(String session, String order) {
    return beginsToWrite(
        session,
        ShownOrder.cancellationOf(order),
        order,
        OrderStatus.CANCELLED_BY_CUSTOMER,
        HistoryEvent.WriteInvoked.NO_BODY);
  }

  synchronized int beginsToRead(String session, List<String> orders) {
    int position = next(session);
    history.add("invoke", session, position, "read " + orders, token(session));
    judge(new HistoryEvent.ReadInvoked(session, position, orders));
    return position;
  }

  /**
   * The operation's end and the session's new token are one step, for whoever takes the token over.
   */
  synchronized void ends(
      String session,
      int position,
      Result result,
      List<ShownOrder> shown,
      Optional<String> newToken) {
    List<SeenOrder> seen = shown.stream().map(ShownOrder::seen).toList();
    history.add(
        result.name().toLowerCase(Locale.ROOT), session, position, seen.toString(), newToken);
    shown.forEach(this::learn);
    newToken.ifPresent(token -> tokens.put(session, Optional.of(token)));
    judge(new HistoryEvent.Completed(session, position, result, seen));
  }

  synchronized void acknowledged(String write) {
    acknowledged.add(write);
    findings.acknowledged();
  }

  /** Nobody may rely on it: to the judge its outcome is unknown. */
  synchronized void acknowledgedOnOneDisk(String write) {
    onOneDisk.add(write);
    findings.acknowledgedOnOneDisk();
  }

  /** Gives one session what another has seen; false when there is nothing to give. */
  synchronized boolean handOver(String from, String to) {
    Optional<String> given = token(from);
    Optional<String> own = token(to);
    if (given.isEmpty() || own.filter(token -> token.contains(",")).isPresent()) {
      return false;
    }
    tokens.put(to, Optional.of(own.map(token -> token + "," + given.get()).orElse(given.get())));
    history.add("hand-over", to, 0, "from " + from, given);
    judge(new HistoryEvent.HandedOver(from, to));
    findings.handedOver();
    return true;
  }

  /** All that a front end shows when everything is over. */
  synchronized void isReadBack(String where, List<ShownOrder> shown) {
    TreeSet<String> writes = new TreeSet<>();
    TreeSet<String> names = new TreeSet<>();
    for (ShownOrder order : shown) {
      learn(order);
      if (!names.add(order.name())) {
        findings.duplicated(order.name());
      }
      for (String write : order.seen().writes()) {
        if (!writes.add(write)) {
          findings.duplicated(write);
        }
      }
    }
    for (String write : acknowledged) {
      if (!writes.contains(write)) {
        findings.lost(write);
      }
    }
    onOneDisk.stream().filter(write -> !writes.contains(write)).forEach(findings::missing);
    List<SeenOrder> seen = new ArrayList<>();
    shown.forEach(order -> seen.add(order.seen()));
    judge(new HistoryEvent.AtTheEnd(where, seen));
  }

  synchronized void finish() {
    try {
      if (isJudged) {
        judge.finish();
      }
    } catch (InvariantViolated violated) {
      findings.violation(name + ": " + violated.getMessage());
    }
  }

  private int beginsToWrite(
      String session, String write, String order, OrderStatus status, String facts) {
    int position = next(session);
    history.add("invoke", session, position, "write " + write, token(session));
    judge(new HistoryEvent.WriteInvoked(session, position, write, order, status, facts));
    return position;
  }

  private int next(String session) {
    return positions.merge(session, 1, Integer::sum);
  }

  private void learn(ShownOrder order) {
    String known = idsByName.putIfAbsent(order.name(), order.id());
    if (known != null && !known.equals(order.id())) {
      findings.duplicated(order.name());
    }
  }

  /** The first violation of a household ends its history; lost and repeated writes still count. */
  private void judge(HistoryEvent event) {
    if (!isJudged) {
      return;
    }
    try {
      judge.add(event);
    } catch (InvariantViolated violated) {
      isJudged = false;
      history.add("violation", name, 0, violated.getMessage(), Optional.empty());
      findings.violation(name + ": " + violated.getMessage());
    }
  }
}
