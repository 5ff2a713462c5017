package grapevine.replica;

import grapevine.common.metrics.ProcessMetrics;
import grapevine.database.WriteListener;
import grapevine.protocol.ForcedCommand;
import grapevine.protocol.Gossip;
import grapevine.protocol.Outcome;
import grapevine.protocol.ReplicaReply;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a replica manager counts and times while it works; what it is at the moment is read by
 * {@link ReplicaGauges}. Every meter exists from the start, so that none is looked up on the way.
 * {@code docs/metrics.md} explains each. Thread-safe.
 */
final class ReplicaMetrics implements WriteListener {
  private final Map<Outcome, Counter> updates;
  private final Map<Outcome, Counter> queries;
  private final Map<Outcome, Counter> forced;
  private final Counter busy;
  private final Counter late;
  private final Timer queueWait;
  private final DistributionSummary turnInputs;
  private final Timer readerWait;
  private final Timer commit;
  private final DistributionSummary commitRecords;
  private final Timer tableWrite;
  private final Counter tableRows;
  private final Counter scrubbed;
  private final Counter damagedOperations;
  private final Counter damagedLogs;
  private final Counter repairedOperations;
  private final Counter repairedLogs;
  private final GossipCounters gossipSent;
  private final GossipCounters gossipReceived;
  private final Counter diverged;
  private final Counter proposed;
  private final Counter decisions;
  private final Counter changes;
  private final RecentTimes times = new RecentTimes();

  ReplicaMetrics(ProcessMetrics metrics) {
    updates = byOutcome(metrics, "update");
    queries = byOutcome(metrics, "query");
    forced = byOutcome(metrics, "forced");
    String dropped = "calls not done because there was too much to do";
    busy = metrics.counter("grapevine.calls.dropped", dropped, "reason", "busy");
    late = metrics.counter("grapevine.calls.dropped", dropped, "reason", "late");
    queueWait =
        metrics.timer(
            "grapevine.queue.wait",
            "how long the oldest input of a turn waited for the event loop");
    turnInputs =
        metrics.sizes("grapevine.turn.inputs", "inputs taken in one turn of the event loop");
    readerWait =
        metrics.timer(
            "grapevine.reader.wait", "how long the oldest query of a batch waited for a reader");
    commit = metrics.timer("grapevine.commit", "writing and syncing one commit");
    commitRecords = metrics.sizes("grapevine.commit.records", "records appended in one commit");
    tableWrite = metrics.timer("grapevine.table.write", "writing the tables behind the log");
    tableRows = metrics.counter("grapevine.table.rows", "rows written to the tables");
    scrubbed = metrics.counter("grapevine.scrubbed.rows", "rows read again to verify them");
    String damaged = "rows found damaged";
    damagedOperations = metrics.counter("grapevine.damaged.rows", damaged, "table", "operation");
    damagedLogs = metrics.counter("grapevine.damaged.rows", damaged, "table", "log");
    String repaired = "damaged rows that were replaced; of the log all at once";
    repairedOperations = metrics.counter("grapevine.repaired.rows", repaired, "table", "operation");
    repairedLogs = metrics.counter("grapevine.repaired.rows", repaired, "table", "log");
    gossipSent = new GossipCounters(metrics, "sent");
    gossipReceived = new GossipCounters(metrics, "received");
    diverged =
        metrics.counter("grapevine.diverged", "peers seen in another state after the same records");
    proposed =
        metrics.counter("grapevine.forced.proposals", "commands put into the one order from here");
    String committed = "commands that came out of the one order";
    decisions = metrics.counter("grapevine.forced.commits", committed, "kind", "decision");
    changes = metrics.counter("grapevine.forced.commits", committed, "kind", "members");
  }

  private record GossipCounters(Counter messages, Counter records) {
    GossipCounters(ProcessMetrics metrics, String direction) {
      this(
          metrics.counter("grapevine.gossip.messages", "gossip", "direction", direction),
          metrics.counter("grapevine.gossip.records", "records in it", "direction", direction));
    }

    void count(Gossip gossip) {
      messages.increment();
      if (!gossip.records().isEmpty()) {
        records.increment(gossip.records().size());
      }
    }
  }

  /** A turn of the event loop took inputs, the oldest of which had waited so long. */
  void taken(int inputs, long waitedNanos) {
    turnInputs.record(inputs);
    queueWait.record(waitedNanos, TimeUnit.NANOSECONDS);
  }

  /** A call leaves with this answer. */
  void replied(ReplicaReply reply) {
    Map<Outcome, Counter> counters = queries;
    if (reply instanceof ReplicaReply.UpdateReply) {
      counters = updates;
    } else if (reply instanceof ReplicaReply.ForcedReply) {
      counters = forced;
    }
    counters.get(reply.outcome()).increment();
  }

  /** A call that came from there is answered now. */
  void took(CallTable.Origin origin) {
    long nowNanos = System.nanoTime();
    times.record(nowNanos, nowNanos - origin.sinceNanos());
  }

  RecentTimes times() {
    return times;
  }

  /** Calls answered since the start, whatever the outcome. */
  Answered answered() {
    return new Answered(sum(updates), sum(queries), sum(forced));
  }

  record Answered(long updates, long queries, long forced) {}

  private static long sum(Map<Outcome, Counter> counters) {
    double sum = 0;
    for (Counter counter : counters.values()) {
      sum += counter.count();
    }
    return (long) sum;
  }

  /** A call was refused on arrival. */
  void countBusy() {
    busy.increment();
  }

  /** A call's time had passed when its turn came. */
  void countLate() {
    late.increment();
  }

  long busy() {
    return (long) busy.count();
  }

  long late() {
    return (long) late.count();
  }

  /** A reader took queries, the oldest of which had waited so long. */
  void queriesTaken(long waitedNanos) {
    readerWait.record(waitedNanos, TimeUnit.NANOSECONDS);
  }

  void gossipSent(Gossip gossip) {
    gossipSent.count(gossip);
  }

  void gossipReceived(Gossip gossip) {
    gossipReceived.count(gossip);
  }

  void diverged() {
    diverged.increment();
  }

  void proposed() {
    proposed.increment();
  }

  /** The forced log handed this out. */
  void committed(ForcedCommand command) {
    (command instanceof ForcedCommand.Decide ? decisions : changes).increment();
  }

  @Override
  public void committed(long tookNanos, int records) {
    commit.record(tookNanos, TimeUnit.NANOSECONDS);
    commitRecords.record(records);
  }

  @Override
  public void tablesWritten(long tookNanos, int rows) {
    tableWrite.record(tookNanos, TimeUnit.NANOSECONDS);
    tableRows.increment(rows);
  }

  @Override
  public void repaired(int operations, boolean isLogRewritten) {
    repairedOperations.increment(operations);
    repairedLogs.increment(isLogRewritten ? 1 : 0);
  }

  /** So many rows were read again. */
  void scrubbed(int rows) {
    scrubbed.increment(rows);
  }

  /** A row of this table was found damaged that was not known to be. */
  void damaged(boolean isOfLog) {
    (isOfLog ? damagedLogs : damagedOperations).increment();
  }

  private static Map<Outcome, Counter> byOutcome(ProcessMetrics metrics, String kind) {
    EnumMap<Outcome, Counter> counters = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      String name = outcome.name().toLowerCase(Locale.ROOT);
      counters.put(
          outcome,
          metrics.counter("grapevine.calls", "calls answered", "kind", kind, "outcome", name));
    }
    return counters;
  }
}
