package grapevine.simulator.client;

import grapevine.database.QueryResult;
import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.history.HistoryEvent;
import grapevine.simulator.history.SeenOrder;
import grapevine.simulator.world.Dice;
import grapevine.simulator.world.FrontEndMachine;
import grapevine.simulator.world.Timeline;
import grapevine.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All clients of a run. */
public final class Workload {
  private final World world;
  private final Consumer<HistoryEvent> history;
  private final Ledger ledger = new Ledger();
  private final List<Session> sessions = new ArrayList<>();
  private final long thinkMicros;
  private final boolean isOneDiskEnough;
  private boolean isOver;
  private boolean isHealed;

  /**
   * @param isOneDiskEnough whether no disk is lost: else what is on one only is not promised
   * @param history is told what the clients know, as it happens
   */
  public Workload(World world, Dice dice, boolean isOneDiskEnough, Consumer<HistoryEvent> history) {
    this.world = world;
    this.isOneDiskEnough = isOneDiskEnough;
    this.history = history;
    this.thinkMicros = dice.between(20, 250) * Timeline.MILLI;
    int count = dice.between(2, 6);
    for (int i = 1; i <= count; i++) {
      sessions.add(new Session("c" + i, this, dice.fork("session " + i)));
    }
  }

  public void begin() {
    sessions.forEach(Session::think);
  }

  /** Nobody begins anything new; what is under way ends. */
  public void end() {
    isOver = true;
  }

  public boolean isIdle() {
    return sessions.stream().allMatch(Session::isIdle);
  }

  /**
   * One session after the other (all at once could be too many for a front end) reads all that it
   * knows of, and nothing excuses a refusal any more.
   */
  public void readEverything() {
    isHealed = true;
    readEverythingFrom(0);
  }

  private void readEverythingFrom(int session) {
    if (session < sessions.size()) {
      sessions.get(session).readEverything(() -> readEverythingFrom(session + 1));
    }
  }

  /** Each replica manager's state as a client would see it. */
  public void inspect() {
    for (String replica : world.replicaNames()) {
      List<SeenOrder> seen = new ArrayList<>();
      for (Session session : sessions) {
        for (Write.KnownOrder order : session.placedOrders()) {
          QueryResult result = world.answer(replica, Attempt.question(order));
          Attempt.answered(result.answer(), ledger).ifPresent(seen::add);
        }
      }
      record(new HistoryEvent.AtTheEnd(replica, seen));
    }
  }

  Timeline timeline() {
    return world.timeline();
  }

  List<FrontEndMachine> frontEnds() {
    return world.frontEnds();
  }

  List<Session> sessions() {
    return sessions;
  }

  Ledger ledger() {
    return ledger;
  }

  /** Whether what is on so many disks stays. */
  boolean isPromised(int durability) {
    return durability >= 2 || isOneDiskEnough;
  }

  boolean isOver() {
    return isOver;
  }

  long thinkMicros() {
    return thinkMicros;
  }

  boolean repeatsCalls() {
    return world.settings().repeatsCalls();
  }

  /** A session could not read; after the faults that means that its token is stuck. */
  void refused(String session, List<String> orders, FrontEndMachine.Outcome outcome) {
    if (isHealed) {
      throw new InvariantViolated("stuck-token", session + " reads " + orders + ": " + outcome);
    }
  }

  void record(HistoryEvent event) {
    history.accept(event);
  }
}
