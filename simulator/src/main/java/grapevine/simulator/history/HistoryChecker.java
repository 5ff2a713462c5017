package grapevine.simulator.history;

import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.history.HistoryEvent.Result;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds the system to what its clients are promised, from what they see and nothing else. Orders
 * only grow, so one pass in the order of completions is enough: everybody is owed what they know,
 * and knows with every write its whole past.
 *
 * <p>An event costs as many word operations as the answer shows writes, times a 64th of all writes
 * so far.
 */
public final class HistoryChecker {
  private final Ledger ledger = new Ledger();
  private final TreeMap<String, Session> sessions = new TreeMap<>();
  private final FinalStates finalStates = new FinalStates(ledger);
  private int okWrites;
  private int okReads;
  private int readsOfOthers;

  /** Takes the next event; throws {@link InvariantViolated} at the first that breaks a promise. */
  public void add(HistoryEvent event) {
    if (event instanceof HistoryEvent.AtTheEnd end) {
      finalStates.add(end);
      return;
    }
    if (finalStates.size() > 0) {
      throw Promise.BAD_HISTORY.broken("after the end: " + event);
    }
    if (event instanceof HistoryEvent.WriteInvoked invoked) {
      writeInvoked(invoked);
    } else if (event instanceof HistoryEvent.ReadInvoked invoked) {
      readInvoked(invoked);
    } else if (event instanceof HistoryEvent.Completed completed) {
      completed(completed);
    } else if (event instanceof HistoryEvent.HandedOver handed) {
      session(handed.to()).learns(session(handed.from()).known());
    }
  }

  /** No more events: whatever is under way was never answered. */
  public void finish() {
    sessions.values().forEach(Session::requireNothingUnderWay);
  }

  public HistoryCounts counts() {
    return new HistoryCounts(okWrites, okReads, readsOfOthers, finalStates.size());
  }

  private Session session(String name) {
    return sessions.computeIfAbsent(name, Session::new);
  }

  private void writeInvoked(HistoryEvent.WriteInvoked event) {
    Session session = session(event.session());
    Write write = ledger.add(event, session.known());
    session.begins(event.position(), new Operation(session.known(), Optional.of(write), List.of()));
  }

  private void readInvoked(HistoryEvent.ReadInvoked event) {
    Session session = session(event.session());
    session.begins(
        event.position(), new Operation(session.known(), Optional.empty(), event.orders()));
  }

  private void completed(HistoryEvent.Completed event) {
    Session session = session(event.session());
    Operation operation = session.ends(event.position());
    Answer answer = new Answer(session.name() + " at " + event.position(), event.seen(), ledger);
    BitSet known = answer.addedTo(operation.known());
    requireNothingMissing(session, operation, event, answer, known);
    session.learns(known);
    for (Write write : answer.writes()) {
      session.sees(write);
      write.shown();
    }
    operation
        .write()
        .ifPresent(write -> writeCompleted(session, write, event.result(), answer, known));
    if (event.result() == Result.OK) {
      count(session, operation, answer);
    }
  }

  private void requireNothingMissing(
      Session session,
      Operation operation,
      HistoryEvent.Completed event,
      Answer answer,
      BitSet owed) {
    TreeSet<String> orders = new TreeSet<>(answer.orders());
    if (event.result() == Result.OK) {
      orders.addAll(operation.orders());
    }
    for (String order : orders) {
      for (Write write : ledger.on(order)) {
        if (owed.get(write.number()) && !answer.shows(write)) {
          throw brokenBy(write, session, operation, answer)
              .broken(session.name() + " at " + event.position() + " is not shown " + write);
        }
      }
    }
  }

  /** Which of the promises made it owed. */
  private Promise brokenBy(Write missing, Session session, Operation operation, Answer answer) {
    boolean wasKnown = operation.known().get(missing.number());
    if (wasKnown && missing.isOf(session.name()) && missing.isAcknowledged()) {
      return Promise.READ_YOUR_WRITES;
    }
    if (wasKnown && session.wasShown(missing)) {
      return Promise.MONOTONIC_READS;
    }
    boolean hasLaterShown =
        answer.writes().stream()
            .filter(missing::isOfTheSameSessionAs)
            .anyMatch(later -> later.past().get(missing.number()));
    return hasLaterShown ? Promise.MONOTONIC_WRITES : Promise.WRITES_FOLLOW_READS;
  }

  private static void writeCompleted(
      Session session, Write write, Result result, Answer answer, BitSet known) {
    write.completed(result);
    if (result == Result.OK) {
      session.owns(write);
      // An answer that shows the write itself is not what the write was made upon.
      if (!answer.shows(write)) {
        write.dependsOn(known);
      }
    }
  }

  private void count(Session session, Operation operation, Answer answer) {
    if (operation.write().isPresent()) {
      okWrites++;
      return;
    }
    okReads++;
    if (answer.writes().stream().anyMatch(write -> !write.isOf(session.name()))) {
      readsOfOthers++;
    }
  }
}
