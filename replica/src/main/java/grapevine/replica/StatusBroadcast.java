package grapevine.replica;

import grapevine.common.link.LinkMessage;
import grapevine.protocol.ReplicaStatus;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the status and tells every connected front end: at once when it changes, else every 200
 * ms. Has a thread of its own, so that a disk that hangs shows as OVERLOADED.
 */
final class StatusBroadcast implements AutoCloseable {
  static final long PUSH_MILLIS = 200;
  private static final long MEASURE_MILLIS = 50;
  private static final long SIMULATE_MILLIS = 1000;
  private static final Logger LOG = LoggerFactory.getLogger(StatusBroadcast.class);

  private final InputQueue queue;
  private final StatusGauge gauge;
  private final QueryReaders readers;
  private final DiskSpace space;
  private final CoreView view;
  private final HandIn handIn;
  private final FrontEndDirectory frontEnds;
  private final LinkConnections connections;
  private final StatusBoard board;
  private final ScheduledExecutorService scheduler;

  StatusBroadcast(
      ReplicaConfiguration configuration,
      InputQueue queue,
      StatusGauge gauge,
      QueryReaders readers,
      DiskSpace space,
      CoreView view,
      HandIn handIn,
      FrontEndDirectory frontEnds,
      LinkConnections connections) {
    this.queue = queue;
    this.gauge = gauge;
    this.readers = readers;
    this.space = space;
    this.view = view;
    this.handIn = handIn;
    this.frontEnds = frontEnds;
    this.connections = connections;
    // Seeded by the name: a lesson can be repeated, and the replica managers do not fail in step.
    Random random = new Random(configuration.name().hashCode());
    this.board =
        new StatusBoard(configuration.simulatedStatusProbability(), random, status -> push());
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, configuration.name() + "-status");
              thread.setDaemon(true);
              return thread;
            });
  }

  StatusBoard board() {
    return board;
  }

  void start() {
    every(MEASURE_MILLIS, () -> board.measured(measure(System.nanoTime())));
    every(PUSH_MILLIS, this::push);
    every(SIMULATE_MILLIS, board::simulate);
  }

  LinkMessage message() {
    return new LinkMessage.Status(
        board.current(), view.report(), frontEnds.current(System.nanoTime()));
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  // Updates wait before the loop, queries before the readers too: the worst counts.
  private ReplicaStatus measure(long nowNanos) {
    if (handIn.isPending() || !CoreView.isActive(view.report())) {
      return ReplicaStatus.OFFLINE; // It would refuse every call.
    }
    ReplicaStatus ofLoop = gauge.measure(nowNanos, queue.oldestWaitNanos());
    ReplicaStatus ofReaders = readers.status(nowNanos);
    // Others are asked first: here an update would be refused, a query would be answered.
    ReplicaStatus ofDisk = space.isShort() ? ReplicaStatus.OVERLOADED : ReplicaStatus.ACTIVE;
    return Collections.max(List.of(ofLoop, ofReaders, ofDisk));
  }

  private void push() {
    connections.sendToFrontEnds(message());
  }

  private void every(long millis, Runnable task) {
    Runnable guarded =
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            // An exception would end the schedule without a word.
            LOG.error("the status could not be told", e);
          }
        };
    // Cancelled with the scheduler only.
    var unused = scheduler.scheduleWithFixedDelay(guarded, millis, millis, TimeUnit.MILLISECONDS);
  }
}
