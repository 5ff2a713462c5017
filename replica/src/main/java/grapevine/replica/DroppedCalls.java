package grapevine.replica;

import java.util.concurrent.atomic.LongAdder;

/** Counts the calls that were not done because there was too much to do. Thread-safe. */
final class DroppedCalls {
  private final LongAdder busy = new LongAdder();
  private final LongAdder late = new LongAdder();

  /** Refused on arrival. */
  void countBusy() {
    busy.increment();
  }

  /** Its time had passed when its turn came. */
  void countLate() {
    late.increment();
  }

  long busy() {
    return busy.sum();
  }

  long late() {
    return late.sum();
  }
}
