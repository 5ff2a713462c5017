package grapevine.benchmark.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A guest, the token of its newest answer, and its orders; one line of text, fields apart by a
 * space, as the load's script reads it.
 */
record Customer(String guest, String token, List<String> orders) {
  Customer {
    orders = List.copyOf(orders);
  }

  static Customer parse(String line) {
    List<String> fields = Arrays.asList(line.split(" "));
    if (fields.size() < 2) {
      throw new IllegalArgumentException("not a customer: " + line);
    }
    return new Customer(fields.get(0), fields.get(1), fields.subList(2, fields.size()));
  }

  @Override
  public String toString() {
    List<String> fields = new ArrayList<>(List.of(guest, token));
    fields.addAll(orders);
    return String.join(" ", fields);
  }
}
