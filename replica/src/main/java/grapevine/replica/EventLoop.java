package grapevine.replica;

import grapevine.common.TurnPace;
import grapevine.common.link.LinkMessage;
import grapevine.database.DamagedRecordException;
import grapevine.database.ReplicaDatabase;
import grapevine.database.StorageFailedException;
import grapevine.protocol.DiskFullException;
import grapevine.protocol.Effect;
import grapevine.protocol.GroupCommit;
import grapevine.protocol.Input;
import grapevine.protocol.Outcome;
import grapevine.protocol.ReplicaManager;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReply.QueryReply;
import grapevine.protocol.ReplicaReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns the core and the database's writer. It takes everything that waits,
 * steps the core for each input, commits once, and only then lets anything out (R8). When the
 * commit fails nothing leaves any more and the process ends; when the disk is full it is tried
 * again until there is room.
 */
final class EventLoop implements AutoCloseable {
  static final long TICK_NANOS = 10_000_000;
  static final int BATCH_MAX = 1024;

  /**
   * After a pause the core is told of a little time only: its peers were not silent, this thread
   * was.
   */
  private static final int TICKS_AT_ONCE_MAX = 3;

  private static final int HELD_SHOWN_MAX = 16;
  private static final long REPORT_NANOS = 50_000_000;
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

  private final ReplicaManager core;
  private final ReplicaDatabase database;
  private final GroupCommit groupCommit;
  private final InputQueue queue;
  private final StatusGauge gauge;
  private final CoreView view;
  private final PeerLinks peers;
  private final MemberChanges members;
  private final ForcedHost forced;
  private final QueryReaders readers;
  private final ReplicaMetrics metrics;
  private final StandStill standStill;
  private final Consumer<ReplicaFailure> onFailure;
  private final Thread thread;
  private final CallTable calls = new CallTable();
  private final CallTrail trail;
  private long forcedIndex;
  private volatile boolean isStopping;

  EventLoop(
      String name,
      ReplicaManager core,
      ReplicaDatabase database,
      InputQueue queue,
      StatusGauge gauge,
      CoreView view,
      PeerLinks peers,
      MemberChanges members,
      ForcedHost forced,
      QueryReaders readers,
      ReplicaMetrics metrics,
      DiskSpace space,
      CallTrail trail,
      Consumer<ReplicaFailure> onFailure) {
    this.core = core;
    this.database = database;
    this.groupCommit = new GroupCommit(trail.watch(database));
    this.queue = queue;
    this.gauge = gauge;
    this.view = view;
    this.peers = peers;
    this.members = members;
    this.forced = forced;
    this.readers = readers;
    this.metrics = metrics;
    this.standStill = new StandStill(database::committedValue, space, readers, metrics);
    this.trail = trail;
    this.onFailure = onFailure;
    this.thread = new Thread(this::run, name + "-loop");
  }

  void start() {
    thread.start();
  }

  /** Ends after the batch at hand. The database may be closed when this returns. */
  @Override
  public void close() {
    isStopping = true;
    queue.wake();
    Stopping.await(thread);
  }

  private void run() {
    try {
      collect(core.start());
      letOut();
      turn();
    } catch (StorageFailedException e) {
      fail(
          ExitCode.STORAGE_FAILED,
          "storage failed, nothing is acknowledged any more: check the disk and restart",
          e);
    } catch (DamagedRecordException e) {
      fail(ExitCode.DATABASE_REFUSED, e.getMessage(), e);
    } catch (ReplicaFailure e) {
      onFailure.accept(e);
    } catch (InterruptedException e) {
      fail(ExitCode.FAILED, "the event loop was interrupted; restart", e);
    } catch (RuntimeException | Error e) {
      fail(
          ExitCode.FAILED,
          "a defect stopped this replica manager; please report it, then restart",
          e);
    }
  }

  private void fail(ExitCode exitCode, String message, Throwable cause) {
    onFailure.accept(new ReplicaFailure(exitCode, message, cause));
  }

  private void turn() throws InterruptedException {
    List<Arrival> batch = new ArrayList<>(BATCH_MAX);
    long nextTickNanos = System.nanoTime() + TICK_NANOS;
    long nextReportNanos = System.nanoTime();
    TurnPace pace = new TurnPace();
    while (!isStopping) {
      if (standStill.isOn()) {
        awaitRoom(batch);
        nextTickNanos = System.nanoTime() + TICK_NANOS;
        continue;
      }
      pace.await();
      batch.clear();
      long waitedNanos = queue.takeInto(batch, BATCH_MAX, nextTickNanos);
      if (!batch.isEmpty()) {
        gauge.record(System.nanoTime(), waitedNanos);
        metrics.taken(batch.size(), waitedNanos);
      }
      pace.begin(batch.size());
      for (Arrival arrival : batch) {
        take(arrival);
      }
      // After what waited: an answer that is here already must not be taken for missing.
      nextTickNanos = tick(nextTickNanos);
      if (database.isLogDamaged()) {
        database.rewriteLog(core.log());
      }
      letOut();
      boolean isDue = System.nanoTime() - nextReportNanos >= 0;
      if (!standStill.isOn() && (isDue || core.forcedIndex() != forcedIndex)) {
        publish();
        trail.answer(core);
        nextReportNanos = System.nanoTime() + REPORT_NANOS;
      }
    }
  }

  /** What the others may see is on the disk by now. */
  private void publish() {
    forcedIndex = core.forcedIndex();
    ReplicaReport report = core.report();
    view.publish(report, core.held(HELD_SHOWN_MAX));
    members.follow(report, core.isFounded(), forcedIndex);
  }

  /** Until the next try, which may be the one that succeeds. */
  private void awaitRoom(List<Arrival> batch) throws InterruptedException {
    long retryNanos = System.nanoTime() + StandStill.RETRY_NANOS;
    while (!isStopping && System.nanoTime() - retryNanos < 0) {
      batch.clear();
      queue.takeInto(batch, BATCH_MAX, retryNanos);
      standStill.take(batch);
    }
    batch.clear();
    letOut();
    if (!standStill.isOn()) {
      standStill.takeKept().forEach(input -> collect(core.step(input)));
    }
  }

  private long tick(long dueNanos) {
    long nowNanos = System.nanoTime();
    long nextNanos = dueNanos;
    for (int ticks = 0; ticks < TICKS_AT_ONCE_MAX && nowNanos - nextNanos >= 0; ticks++) {
      collect(core.step(new Input.Tick()));
      nextNanos += TICK_NANOS;
    }
    return nowNanos - nextNanos >= 0 ? nowNanos + TICK_NANOS : nextNanos;
  }

  private void take(Arrival arrival) {
    long nowNanos = System.nanoTime();
    if (!arrival.isCall()) {
      collect(core.step(arrival.input()));
    } else if (arrival.deadlineNanos() - nowNanos > 0) {
      collect(core.step(new Input.Call(calls.enter(arrival, nowNanos))));
    } else {
      // Nobody waits for it any more: to do it would make the next ones late too.
      metrics.countLate();
      ReplicaReply refusal = ReplicaReply.refused(arrival.call(), Outcome.BUSY, 0);
      metrics.replied(refusal);
      arrival.caller().send(List.of(new LinkMessage.Reply(refusal)));
    }
  }

  private void collect(List<Effect> effects) {
    Optional<Effect.Stop> stop = groupCommit.collect(effects);
    if (stop.isPresent()) {
      throw new ReplicaFailure(ExitCode.WRONG_DISK, stop.get().reason(), null);
    }
  }

  private void letOut() {
    List<Effect> sayable;
    try {
      sayable = groupCommit.commit();
    } catch (DiskFullException e) {
      standStill.commitFoundNoRoom(e);
      return;
    }
    standStill.commitSucceeded();
    say(sayable);
  }

  private void say(List<Effect> effects) {
    Map<Caller, List<LinkMessage>> replies = new LinkedHashMap<>();
    Map<String, List<LinkMessage>> gossip = new LinkedHashMap<>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.Reply reply) {
        CallTable.Origin origin = calls.leave(reply.reply().call());
        metrics.replied(reply.reply());
        metrics.took(origin);
        ReplicaReply renumbered = reply.reply().withCall(origin.call());
        gather(replies, origin.caller(), new LinkMessage.Reply(renumbered));
      } else if (effect instanceof Effect.Answer answer) {
        CallTable.Origin origin = calls.leave(answer.call());
        if (!readers.offer(origin, answer.query())) {
          metrics.countBusy();
          ReplicaReply refusal = QueryReply.refused(origin.call(), Outcome.BUSY, 0);
          metrics.replied(refusal);
          gather(replies, origin.caller(), new LinkMessage.Reply(refusal));
        }
      } else if (effect instanceof Effect.Send send) {
        metrics.gossipSent(send.gossip());
        gather(gossip, send.peer(), new LinkMessage.PeerGossip(send.gossip()));
      } else if (effect instanceof Effect.Propose propose) {
        forced.propose(propose.command());
      } else if (effect instanceof Effect.Fenced fenced) {
        throw retired(fenced);
      } else if (effect instanceof Effect.Behind behind) {
        throw new ReplicaFailure(
            ExitCode.SNAPSHOT_NEEDED,
            behind.peer()
                + " has discarded records that this disk lacks: start again, and a snapshot is fetched",
            null);
      } else if (effect instanceof Effect.Diverged diverged) {
        report(diverged);
      }
    }
    // All of a turn for one target in one frame: a frame costs more than what is in it.
    replies.forEach(Caller::send);
    gossip.forEach(peers::send);
  }

  private ReplicaFailure retired(Effect.Fenced fenced) {
    publish();
    return new ReplicaFailure(
        ExitCode.RETIRED,
        fenced.reason()
            + ": start it again, and it comes back as a new member with what only its disk had",
        null);
  }

  private static <T> void gather(
      Map<T, List<LinkMessage>> messages, T target, LinkMessage message) {
    messages.computeIfAbsent(target, first -> new ArrayList<>()).add(message);
  }

  private void report(Effect.Diverged diverged) {
    metrics.diverged();
    if (view.diverged(diverged)) {
      LOG.error(
          "DIVERGED from {} at {}: digest {} here, {} there; keep both databases and report this defect",
          diverged.peer(),
          diverged.valueTimestamp(),
          Long.toHexString(diverged.mine()),
          Long.toHexString(diverged.theirs()));
    }
  }
}
