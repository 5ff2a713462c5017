package grapevine.simulator.history;

import grapevine.common.ordering.OrderStatus;
import java.util.List;

/** What clients know: what they asked for, what they were told, to whom they handed a token. */
public sealed interface HistoryEvent {
  /** How an operation ended for its client. */
  enum Result {
    /** It certainly happened. */
    OK,
    /** It certainly did not, and never will. */
    FAIL,
    /** Unknown: a time-out, a broken connection, a front end that died. A write is not owed. */
    INFO
  }

  /**
   * A write begins: it places an order (status PLACED) or moves it. Attempts with the same key are
   * one write.
   *
   * @param position counts the operations of this session
   * @param body only of a placing write, else empty
   */
  record WriteInvoked(
      String session, int position, String write, String order, OrderStatus status, String body)
      implements HistoryEvent {
    public static final String NO_BODY = "";
  }

  /**
   * A read begins.
   *
   * @param orders those whose absence from the answer means something
   */
  record ReadInvoked(String session, int position, List<String> orders) implements HistoryEvent {
    public ReadInvoked {
      orders = List.copyOf(orders);
    }
  }

  /**
   * The session's operation at this position ended.
   *
   * @param seen what the answer showed: of a read, or of the read that preceded a write. All of it
   *     is taken to be what every attempt of the write depends on, unless it shows the write itself
   */
  record Completed(String session, int position, Result result, List<SeenOrder> seen)
      implements HistoryEvent {
    public Completed {
      seen = List.copyOf(seen);
    }
  }

  /** {@code to} merged the token of {@code from}, as it is after its last completed operation. */
  record HandedOver(String from, String to) implements HistoryEvent {}

  /** After the faults have stopped and everybody had time enough: all orders at one replica. */
  record AtTheEnd(String replica, List<SeenOrder> orders) implements HistoryEvent {
    public AtTheEnd {
      orders = List.copyOf(orders);
    }
  }
}
