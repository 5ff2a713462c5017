package grapevine.replica;

import grapevine.common.codec.MalformedMessageException;
import grapevine.common.codec.WireCodec;
import grapevine.common.link.LinkMessage;
import grapevine.protocol.ForcedCommand;
import grapevine.protocol.Input;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaReport;
import grapevine.replica.forced.ForcedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The forced log of this process. It is opened, beside everything else, as soon as this member may
 * take part: a founder when it has met all the others, anybody else when the members say that it is
 * in. Until then what is proposed is dropped, and the core knows of no majority. Thread-safe; what
 * the event loop calls never blocks.
 */
final class ForcedHost implements ForcedLog.Listener, AutoCloseable {
  private static final String DIRECTORY = "forced";
  private static final long LOOK_MILLIS = 500;

  /** Whoever leads is heard within this, if there is anybody. */
  private static final Duration LED_MAX = Duration.ofSeconds(2);

  /** Within this one that is out hears of it, unless it is cut off. */
  private static final Duration OUT_MAX = Duration.ofSeconds(4);

  private static final Logger LOG = LoggerFactory.getLogger(ForcedHost.class);

  private final Path directory;
  private final ForcedLogFactory factory;
  private final MemberId me;
  private final PeerLinks peers;
  private final InputQueue queue;
  private final ReplicaMetrics metrics;
  private final DiskSpace space;
  private final Consumer<ReplicaFailure> onFailure;
  private volatile ForcedLog log;
  private volatile boolean isMajorityThere;
  private boolean wasMajorityThere;
  private volatile boolean isFailed;
  private volatile List<MemberId> founders = List.of();
  private List<MemberId> voters = List.of();
  private Thread opening;
  private long applied;
  private boolean isWaitingForRoom;
  private boolean isClosed;

  /**
   * @param data this replica manager's directory
   * @param space tells a full disk from one that fails
   * @param onFailure told once, on any thread, when the process cannot go on
   */
  ForcedHost(
      Path data,
      ForcedLogFactory factory,
      MemberId me,
      PeerLinks peers,
      InputQueue queue,
      ReplicaMetrics metrics,
      DiskSpace space,
      Consumer<ReplicaFailure> onFailure) {
    this.directory = data.resolve(DIRECTORY);
    this.factory = factory;
    this.me = me;
    this.peers = peers;
    this.queue = queue;
    this.metrics = metrics;
    this.space = space;
    this.onFailure = onFailure;
  }

  /**
   * What the core is like now: opens the log when it is time, and tells it who votes and what is on
   * the disk here.
   *
   * @param isFounded all founders were met
   * @param forcedIndex executed and committed
   */
  synchronized void follow(ReplicaReport report, boolean isFounded, long forcedIndex) {
    List<MemberId> in =
        report.members().stream().filter(Member::isIn).map(Member::id).sorted().toList();
    boolean isOther = !in.equals(voters);
    voters = in;
    if (log != null) {
      if (isOther) {
        log.voters(in);
      }
      if (forcedIndex > applied) {
        log.applied(forcedIndex);
      }
    } else if (opening == null && !isClosed && mayOpen(report, isFounded)) {
      List<MemberId> founders = isFounder(report) ? foundersOf(report) : List.of();
      applied = forcedIndex;
      inBackground(() -> open(founders));
    }
    applied = Math.max(applied, forcedIndex);
  }

  private void inBackground(Runnable work) {
    opening = new Thread(work, me.name() + "-forced-open");
    opening.setDaemon(true);
    opening.start();
  }

  // One that was killed while it was let go has still to agree to that.
  private boolean mayOpen(ReplicaReport report, boolean isFounded) {
    return voters.contains(me)
        ? isFounded || !isFounder(report)
        : isMeOut() && Files.exists(directory);
  }

  // Whoever was never moved by a command was there from the beginning.
  private static List<MemberId> foundersOf(ReplicaReport report) {
    return report.members().stream()
        .filter(member -> member.since() == 0)
        .map(Member::id)
        .sorted()
        .toList();
  }

  private static boolean isFounder(ReplicaReport report) {
    return foundersOf(report).contains(report.member());
  }

  private void open(List<MemberId> founders) {
    this.founders = founders;
    long appliedIndex;
    synchronized (this) {
      appliedIndex = applied;
    }
    if (!founders.isEmpty() && appliedIndex > 0 && !Files.exists(directory)) {
      fail(
          ExitCode.WRONG_DISK,
          directory
              + " is missing: without it this member might vote twice. Retire it, and start it on an empty directory with --join",
          null);
      return;
    }
    try {
      ForcedLog opened =
          factory.open(
              directory, me, founders, appliedIndex == 0 ? -1 : appliedIndex, this::send, this);
      synchronized (this) {
        if (isClosed) {
          opened.close();
          return;
        }
        log = opened;
        opened.voters(voters);
        if (applied > appliedIndex) {
          opened.applied(applied);
        }
      }
      LOG.info("{} takes part in the order of forced updates", me);
    } catch (IOException | RuntimeException e) {
      failed(e);
    }
  }

  private void send(MemberId to, byte[] message) {
    peers.send(to.name(), List.of(new LinkMessage.Ordering(me, to, Payload.of(message))));
  }

  /** Lost when nobody orders anything now, or too many wait: whoever wants it proposes it again. */
  void propose(ForcedCommand command) {
    ForcedLog current = log;
    if (current != null && current.propose(WireCodec.encode(command))) {
      metrics.proposed();
    }
  }

  /** From a member that the link's credential and the members vouch for. */
  void received(LinkMessage.Ordering message) {
    ForcedLog current = log;
    if (current != null && message.receiver().equals(me)) {
      current.received(message.sender(), message.body().bytes());
    }
  }

  boolean isMajorityThere() {
    return isMajorityThere;
  }

  /** Who leads the one order, as far as is known here. */
  Optional<MemberId> leader() {
    ForcedLog current = log;
    return current == null || !isMajorityThere ? Optional.empty() : current.leader();
  }

  /**
   * For one that is out: its part in letting it go is done when nobody leads it any more. The
   * others cannot agree on that without it when there are only two.
   */
  void awaitAbandoned(Duration max) throws InterruptedException {
    synchronized (this) {
      if (opening != null && isMeOut()) {
        await(LED_MAX, () -> wasMajorityThere);
      }
      await(max, () -> !isMajorityThere);
    }
  }

  private synchronized void await(Duration max, BooleanSupplier condition)
      throws InterruptedException {
    long deadlineNanos = System.nanoTime() + max.toNanos();
    for (long left = max.toNanos();
        !condition.getAsBoolean() && !isClosed && left > 0;
        left = deadlineNanos - System.nanoTime()) {
      wait(left / 1_000_000 + 1);
    }
  }

  @Override
  public void committed(long index, byte[] bytes) {
    try {
      ForcedCommand command = WireCodec.decodeForcedCommand(bytes);
      metrics.committed(command);
      // Never refused: see Arrival.
      var unused = queue.offer(Arrival.of(new Input.Committed(index, command), bytes.length));
    } catch (MalformedMessageException e) {
      fail(
          ExitCode.FAILED,
          "the forced log has a command that cannot be read: run the same release everywhere",
          e);
    }
  }

  @Override
  public void majority(boolean isThere) {
    synchronized (this) {
      isMajorityThere = isThere;
      wasMajorityThere |= isThere;
      notifyAll();
    }
    LOG.info("forced updates {}", isThere ? "can be ordered" : "wait: there is no majority");
    var unused = queue.offer(Arrival.of(new Input.Majority(isThere), 0));
  }

  @Override
  public void behind(long index) {
    fail(
        ExitCode.SNAPSHOT_NEEDED,
        "the others have discarded forced updates that this disk lacks: start again, and a snapshot is fetched",
        null);
  }

  /**
   * A full disk is no failed one: as with the database, everything else goes on, and this as soon
   * as there is room.
   */
  @Override
  public void failed(Throwable cause) {
    if (space.isShort()) {
      synchronized (this) {
        if (!isClosed && !isWaitingForRoom) {
          isWaitingForRoom = true;
          LOG.error(
              "no room for the log of forced updates: they wait until there is ({})",
              cause.getMessage());
          majority(false);
          inBackground(this::openAgain);
        }
      }
      return;
    }
    majority(false);
    inBackground(() -> failUnlessOut(cause));
  }

  // The library also closes the log of one that the others have let go, and does not tell the two
  // apart: one that is out ends for that reason, as soon as it hears of it.
  private void failUnlessOut(Throwable cause) {
    try {
      await(OUT_MAX, this::isMeOut);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    fail(
        ExitCode.STORAGE_FAILED,
        "the log of forced updates in "
            + directory
            + " cannot be used: "
            + cause.getMessage()
            + "; check the disk and restart",
        cause);
  }

  private void openAgain() {
    ForcedLog failed = log;
    log = null;
    try {
      if (failed != null) {
        failed.close();
      }
      synchronized (this) {
        while (!isClosed && space.isShort()) {
          wait(LOOK_MILLIS);
        }
        isWaitingForRoom = false;
        if (isClosed) {
          return;
        }
      }
      LOG.info("there is room for the log of forced updates again");
      open(founders);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fail(ExitCode code, String message, Throwable cause) {
    synchronized (this) {
      if (isClosed || isFailed || isMeOut()) {
        return;
      }
      isFailed = true;
    }
    onFailure.accept(new ReplicaFailure(code, message, cause));
  }

  // What the log of one that is out says while it ends means nothing.
  private boolean isMeOut() {
    return !voters.isEmpty() && !voters.contains(me);
  }

  @Override
  public void close() {
    Thread unfinished;
    ForcedLog open;
    synchronized (this) {
      isClosed = true;
      unfinished = opening;
      open = log;
      notifyAll();
    }
    if (open != null) {
      open.close();
    }
    if (unfinished != null) {
      Stopping.await(unfinished);
    }
  }
}
