package grapevine.simulator.history;

import grapevine.common.ordering.OrderStatus;
import java.util.List;

/**
 * An order as an answer showed it.
 *
 * @param writes ids of the writes that made it what it is, the placing one first; something that
 *     nobody wrote has an id that no write has
 * @param body what the placing write was to make of it: dishes, price, note
 */
public record SeenOrder(String order, OrderStatus status, String body, List<String> writes) {
  public SeenOrder {
    writes = List.copyOf(writes);
  }
}
