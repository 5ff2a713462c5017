package grapevine.simulator.history;

import grapevine.common.ordering.OrderStatus;
import grapevine.simulator.history.HistoryEvent.AtTheEnd;
import grapevine.simulator.history.HistoryEvent.Completed;
import grapevine.simulator.history.HistoryEvent.HandedOver;
import grapevine.simulator.history.HistoryEvent.ReadInvoked;
import grapevine.simulator.history.HistoryEvent.Result;
import grapevine.simulator.history.HistoryEvent.WriteInvoked;
import java.util.List;
import java.util.TreeMap;

/** Tells a checker a history in few words; every session counts its own positions. */
final class Story {
  private final HistoryChecker checker = new HistoryChecker();
  private final TreeMap<String, Integer> positions = new TreeMap<>();

  static SeenOrder seen(String order, OrderStatus status, String... writes) {
    return new SeenOrder(order, status, bodyOf(order), List.of(writes));
  }

  /** An order to which nothing has happened since the write that placed it. */
  static SeenOrder placed(String order, String write) {
    return seen(order, OrderStatus.PLACED, write);
  }

  Story places(String session, String write, String order) {
    return writes(session, write, order, OrderStatus.PLACED, Result.OK);
  }

  Story moves(String session, String write, String order, OrderStatus status, SeenOrder... before) {
    return writes(session, write, order, status, Result.OK, before);
  }

  Story writes(
      String session,
      String write,
      String order,
      OrderStatus status,
      Result result,
      SeenOrder... before) {
    return ends(session, begins(session, write, order, status), result, before);
  }

  Story reads(String session, List<String> orders, SeenOrder... seen) {
    return ends(session, beginsToRead(session, orders), Result.OK, seen);
  }

  int begins(String session, String write, String order, OrderStatus status) {
    String body = status == OrderStatus.PLACED ? bodyOf(order) : WriteInvoked.NO_BODY;
    int position = next(session);
    checker.add(new WriteInvoked(session, position, write, order, status, body));
    return position;
  }

  int beginsToRead(String session, List<String> orders) {
    int position = next(session);
    checker.add(new ReadInvoked(session, position, orders));
    return position;
  }

  Story ends(String session, int position, Result result, SeenOrder... seen) {
    checker.add(new Completed(session, position, result, List.of(seen)));
    return this;
  }

  Story handsOver(String from, String to) {
    checker.add(new HandedOver(from, to));
    return this;
  }

  Story holdsAtTheEnd(String replica, SeenOrder... orders) {
    checker.add(new AtTheEnd(replica, List.of(orders)));
    return this;
  }

  HistoryCounts finish() {
    checker.finish();
    return checker.counts();
  }

  HistoryChecker checker() {
    return checker;
  }

  private int next(String session) {
    return positions.merge(session, 1, Integer::sum);
  }

  private static String bodyOf(String order) {
    return "dishes of " + order;
  }
}
