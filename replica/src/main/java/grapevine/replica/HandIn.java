package grapevine.replica;

import grapevine.common.link.LinkMessage;
import grapevine.database.BeyondRepairException;
import grapevine.database.DatabaseRefusedException;
import grapevine.database.Salvage;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Outcome;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands in what only the disk of a retired incarnation had, as the first updates of the new one and
 * in their old order (R17). They keep their call ids, so what is handed in twice is one update.
 * Until all are acknowledged no front end is let in.
 */
final class HandIn implements Caller, AutoCloseable {
  private static final int DEADLINE_TICKS = 500;
  private static final long ANSWER_SECONDS_MAX = 6;
  private static final int TRIES_MAX = 10;
  private static final long LOOK_MILLIS = 20;
  private static final Logger LOG = LoggerFactory.getLogger(HandIn.class);

  private final CoreView view;
  private final InputQueue queue;
  private final List<Path> retired;
  private final Thread thread;
  private final ArrayBlockingQueue<ReplicaReply> replies = new ArrayBlockingQueue<>(16);
  private long calls;
  private volatile boolean isPending;
  private volatile boolean isStopping;

  HandIn(String name, Path data, CoreView view, InputQueue queue) throws IOException {
    this.view = view;
    this.queue = queue;
    this.retired = RetiredData.in(data);
    this.isPending = !retired.isEmpty();
    this.thread = new Thread(this::run, name + "-hand-in");
    thread.setDaemon(true);
  }

  /** Whether this replica manager has more to hand in before it takes anybody's call. */
  boolean isPending() {
    return isPending;
  }

  void start() {
    thread.start();
  }

  @Override
  public void send(List<? extends LinkMessage> messages) {
    for (LinkMessage message : messages) {
      // Each waits for its own; there is always room.
      var unused = message instanceof LinkMessage.Reply reply && replies.offer(reply.reply());
    }
  }

  @Override
  public void close() {
    isStopping = true;
    thread.interrupt();
    Stopping.await(thread);
  }

  private void run() {
    try {
      for (Path directory : retired) {
        handIn(directory);
      }
      isPending = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handIn(Path directory) throws InterruptedException {
    MemberId old = RetiredData.owner(directory, view.report().member().name());
    long cut = awaitCut(old);
    try {
      List<LogRecord> records = Salvage.ownRecordsAbove(directory, cut);
      LOG.info("{} updates that only {} had are handed in", records.size(), old);
      for (LogRecord record : records) {
        if (!isTaken(record)) {
          LOG.error(
              "{} cannot be handed in, nor what followed it: it stays in {}; start again to try again",
              record.dot(),
              directory);
          return;
        }
      }
      RetiredData.delete(directory);
    } catch (BeyondRepairException | DatabaseRefusedException e) {
      LOG.error("what only {} had cannot be read and stays in {}", old, directory, e);
    } catch (IOException e) {
      LOG.warn("{} is not needed any more and cannot be deleted: {}", directory, e.toString());
    }
  }

  /** Until this member takes calls, and knows up to where the others had the old one's records. */
  private long awaitCut(MemberId old) throws InterruptedException {
    while (!isStopping) {
      ReplicaReport report = view.report();
      Optional<Member> gone =
          report.members().stream()
              .filter(member -> member.id().equals(old))
              .filter(member -> member.state() == Member.State.RETIRED)
              .findFirst();
      if (gone.isPresent() && CoreView.isActive(report) && !report.isStarting()) {
        return gone.get().cut();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    throw new InterruptedException();
  }

  // One after the other: what is refused and repeated must not be overtaken by what follows it.
  private boolean isTaken(LogRecord record) throws InterruptedException {
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      long call = ++calls;
      ReplicaCall update = new ReplicaCall.UpdateCall(call, record.update(), DEADLINE_TICKS);
      if (queue.offer(Arrival.call(update, this))) {
        Outcome outcome = awaitReply(call);
        if (outcome == Outcome.CONFLICT) {
          LOG.warn("{} was made again with other content meanwhile, which stays", record.dot());
        }
        if (outcome == Outcome.DONE || outcome == Outcome.CONFLICT) {
          return true;
        }
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS * tries);
    }
    return false;
  }

  private Outcome awaitReply(long call) throws InterruptedException {
    ReplicaReply reply = replies.poll(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    while (reply != null && reply.call() != call) {
      reply = replies.poll(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    }
    return reply == null ? Outcome.BUSY : reply.outcome();
  }
}
