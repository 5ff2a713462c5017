package grapevine.replica;

import grapevine.database.UnansweredOrders;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.Update;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets orders expire that no restaurant has answered in time: a thread of its own that reads what
 * is committed, and hands its updates in like any caller. What is refused is not repeated here:
 * another replica manager makes the same update after the grace, or this one when it starts again.
 */
final class Expiry implements AutoCloseable {
  private static final long PAUSE_MILLIS = 500;

  /** Between looks while it catches up, so that it takes a part of a processor only. */
  private static final long SHORT_PAUSE_MILLIS = 50;

  private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);

  private final CoreView view;
  private final OwnUpdates updates;
  private final UnansweredOrders orders;
  private final BooleanSupplier isOpen;
  private final List<ExpiryScan> scans;
  private final LongSupplier nowMillis;
  private final Thread thread;
  private volatile boolean isStopping;

  /**
   * @param isOpen whether this replica manager takes updates
   */
  Expiry(
      String name,
      CoreView view,
      InputQueue queue,
      UnansweredOrders orders,
      BooleanSupplier isOpen,
      LongSupplier nowMillis) {
    this.isOpen = isOpen;
    this.view = view;
    this.updates = new OwnUpdates(queue);
    this.orders = orders;
    this.scans = List.of(new ExpiryScan(orders, false), new ExpiryScan(orders, true));
    this.nowMillis = nowMillis;
    this.thread = new Thread(this::run, name + "-expiry");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    isStopping = true;
    thread.interrupt();
    Stopping.await(thread);
  }

  private void run() {
    try (orders) {
      while (!isStopping) {
        boolean isAll = true;
        ReplicaReport report = view.report();
        if (CoreView.isActive(report) && !report.isStarting() && isOpen.getAsBoolean()) {
          isAll = look(report);
        }
        TimeUnit.MILLISECONDS.sleep(isAll ? PAUSE_MILLIS : SHORT_PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean look(ReplicaReport report) throws InterruptedException {
    boolean isAll = true;
    try {
      for (ExpiryScan scan : scans) {
        ExpiryScan.Step step = scan.step(report, nowMillis.getAsLong());
        for (Update update : step.updates()) {
          make(update);
        }
        isAll &= step.isAll();
      }
    } catch (RuntimeException e) {
      LOG.error("orders that nobody answers do not expire here for now: check the disk", e);
    }
    return isAll;
  }

  private void make(Update update) throws InterruptedException {
    if (updates.make(update).isEmpty()) {
      LOG.info("an order does not expire for now: the update was refused");
    }
  }
}
