package grapevine.database;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

/** Rows to be put in the place of damaged ones. Any thread offers; the writer's thread writes. */
final class Repairs {
  private static final int WAITING_MAX = 256;

  private final ArrayBlockingQueue<OperationRepair> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final OrderValue value;
  // Of the open transaction.
  private int taken;
  private int written;

  Repairs(OrderValue value) {
    this.value = value;
  }

  boolean offer(OperationRepair repair) {
    return waiting.offer(repair);
  }

  boolean isAny() {
    return !waiting.isEmpty();
  }

  /** In the open transaction. All of it still waits until that is committed. */
  void write() {
    List<OperationRepair> now = new ArrayList<>(waiting);
    taken = now.size();
    written = 0;
    for (OperationRepair repair : now) {
      written += value.repair(repair) ? 1 : 0;
    }
  }

  /** How many rows were mended. */
  int committed() {
    for (; taken > 0; taken--) {
      waiting.remove();
    }
    return written;
  }
}
