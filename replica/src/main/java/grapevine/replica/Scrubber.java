package grapevine.replica;

import grapevine.database.DamagedOperation;
import grapevine.database.DamagedRecordException;
import grapevine.database.OperationRepair;
import grapevine.database.ReplicaDatabase;
import grapevine.database.RowScrub;
import grapevine.protocol.CallId;
import grapevine.protocol.LogRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all rows again and again, slowly, and has what is damaged mended: an operation from a peer
 * that has it too, the log from the core, which has it in memory. What a query meets first it looks
 * at at once.
 */
final class Scrubber implements AutoCloseable {
  private static final long PERIOD_MILLIS = 250;
  private static final int PERIODS_A_SECOND = 4;
  private static final int MET_MAX = 64;
  private static final int KNOWN_MAX = 4_096;

  /** A repair that was handed over is on the disk by then. */
  private static final long REPAIR_NANOS = 2_000_000_000L;

  private static final Logger LOG = LoggerFactory.getLogger(Scrubber.class);

  private final ReplicaDatabase database;
  private final RowScrub scrub;
  private final PeerOperations peers;
  private final ReplicaMetrics metrics;
  private final int rowsAtOnce;
  private final Thread thread;
  private final ArrayBlockingQueue<DamagedRecordException> met = new ArrayBlockingQueue<>(MET_MAX);
  // Damaged rows: when their repair was handed over, or null while nobody could mend them.
  private final Map<Long, Long> known = new LinkedHashMap<>();
  private volatile boolean isStopping;

  /**
   * @param rowsPerSecond 0 to look only at what queries meet
   */
  Scrubber(
      String name,
      ReplicaDatabase database,
      PeerOperations peers,
      ReplicaMetrics metrics,
      int rowsPerSecond) {
    this.database = database;
    this.scrub = database.newScrub();
    this.peers = peers;
    this.metrics = metrics;
    this.rowsAtOnce = (rowsPerSecond + PERIODS_A_SECOND - 1) / PERIODS_A_SECOND;
    this.thread = new Thread(this::run, name + "-scrub");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** A query was looking for this when it met damage; any thread. */
  void met(DamagedRecordException damage) {
    // When too many wait, the round comes to it.
    var unused = met.offer(damage);
  }

  @Override
  public void close() {
    isStopping = true;
    thread.interrupt();
    Stopping.await(thread);
  }

  private void run() {
    try (scrub) {
      while (!isStopping) {
        DamagedRecordException damage = met.poll(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        try {
          if (damage != null) {
            mend(scrub.look(damage));
          } else if (rowsAtOnce > 0) {
            take(scrub.next(rowsAtOnce));
          }
        } catch (RuntimeException e) {
          LOG.error("rows could not be read again: check the disk", e);
          TimeUnit.SECONDS.sleep(1);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(RowScrub.Findings findings) throws InterruptedException {
    metrics.scrubbed(findings.rows());
    mend(findings.operations());
    if (findings.log().isPresent() && !database.isLogDamaged()) {
      metrics.damaged(true);
      LOG.error(
          "the log on the disk is damaged: {}; it is written anew from memory. Check the disk",
          findings.log().get());
      database.logIsDamaged();
    }
  }

  private void mend(List<DamagedOperation> damaged) throws InterruptedException {
    for (DamagedOperation operation : damaged) {
      Long handedOver = known.get(operation.id());
      if (handedOver == null || System.nanoTime() - handedOver > REPAIR_NANOS) {
        mend(operation);
      }
    }
  }

  private void mend(DamagedOperation damaged) throws InterruptedException {
    // Null stands for one that is known and could not be mended.
    boolean isNew = !known.containsKey(damaged.id()) || known.get(damaged.id()) != null;
    if (isNew) {
      metrics.damaged(false);
      LOG.error("{} is damaged on the disk. Check the disk", damaged);
    }
    Optional<OperationRepair> repair = damaged.repair();
    if (repair.isEmpty()) {
      repair = askPeers(damaged);
    }
    boolean isMended = repair.isPresent() && database.repair(repair.get());
    if (isMended) {
      LOG.info("{} is being mended", damaged);
    } else if (isNew) {
      LOG.error(
          "{} cannot be mended now: no peer has told what it was; tried again later", damaged);
    }
    if (known.size() < KNOWN_MAX || known.containsKey(damaged.id())) {
      known.put(damaged.id(), isMended ? System.nanoTime() : null);
    }
  }

  private Optional<OperationRepair> askPeers(DamagedOperation damaged) throws InterruptedException {
    for (String peer : peers.peers()) {
      for (CallId callId : damaged.callIds()) {
        Optional<LogRecord> told = peers.ask(peer, callId);
        Optional<OperationRepair> repair = told.flatMap(record -> scrub.repair(damaged, record));
        if (repair.isPresent()) {
          return repair;
        }
      }
    }
    return Optional.empty();
  }
}
