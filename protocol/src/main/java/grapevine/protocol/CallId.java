package grapevine.protocol;

/**
 * The identity of an update as its client sees it: 128 bits derived from (customer, idempotency
 * key). One call id may have several records, one for each replica manager that stamped it, and is
 * applied once (R10). Ordered only so that iteration is deterministic.
 */
public record CallId(long high, long low) implements Comparable<CallId> {
  @Override
  public int compareTo(CallId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return String.format("%016x%016x", high, low);
  }
}
