package grapevine.benchmark.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Customers in turn. One that waits for an answer is not in here: nobody orders twice at a time.
 */
final class CustomerPool {
  private final Deque<Customer> waiting;

  CustomerPool(List<Customer> customers) {
    waiting = new ArrayDeque<>(customers);
  }

  static List<Customer> create(int count) {
    List<Customer> customers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      customers.add(new Customer());
    }
    return customers;
  }

  /** There is one, because a client has more customers than it may have requests outstanding. */
  Customer take() {
    return waiting.removeFirst();
  }

  void giveBack(Customer customer) {
    waiting.addLast(customer);
  }
}
