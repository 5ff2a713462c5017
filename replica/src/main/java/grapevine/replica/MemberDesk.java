package grapevine.replica;

import grapevine.protocol.ForcedCommand;
import grapevine.protocol.Input;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaStatus;
import grapevine.protocol.VectorTimestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the members for whoever asks: proposes the command, again and again because a proposal
 * may be lost, until the members here show what it was to bring about, or the time is up. One
 * thread of its own watches for all who wait. Thread-safe.
 */
final class MemberDesk implements AutoCloseable {
  /** How an answer is given; once. */
  interface Answer {
    void give(Object page);

    void refuse(int status, String code, String detail);
  }

  /** Whoever asked has waited long enough, and the operator wants to know why. */
  private record Refusal(int status, String code, String detail) {}

  static final Duration JOIN_MAX = Duration.ofSeconds(20);
  static final Duration RETIRE_MAX = Duration.ofSeconds(30);
  private static final int WAITING_MAX = 64;
  private static final long LOOK_MILLIS = 20;
  private static final long REPEAT_NANOS = 1_000_000_000;
  private static final Logger LOG = LoggerFactory.getLogger(MemberDesk.class);

  private final CoreView view;
  private final InputQueue queue;
  private final ForcedHost forced;
  private final PeerLinks peers;
  private final StatusBoard board;
  private final MemberRefusals refusals;
  private final AtomicInteger waiting = new AtomicInteger();
  private final ScheduledExecutorService scheduler;
  private volatile boolean isLeaving;

  MemberDesk(
      String name,
      CoreView view,
      InputQueue queue,
      ForcedHost forced,
      PeerLinks peers,
      StatusBoard board) {
    this.view = view;
    this.queue = queue;
    this.forced = forced;
    this.peers = peers;
    this.board = board;
    this.refusals = new MemberRefusals(peers);
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, name + "-members");
              thread.setDaemon(true);
              return thread;
            });
  }

  MembersPage page() {
    return MembersPage.of(view.report(), forced.isMajorityThere(), forced.leader(), peers);
  }

  /** Whether this replica manager was asked to leave: then being let go is what it waits for. */
  boolean isLeaving() {
    return isLeaving;
  }

  void join(MemberId member, String address, Answer answer) {
    ReplicaReport report = view.report();
    Optional<Member> known = find(member);
    Optional<Member> namesake =
        report.members().stream()
            .filter(other -> other.id().name().equals(member.name()) && !other.id().equals(member))
            .filter(other -> other.state() != Member.State.RETIRED)
            .findFirst();
    if (known.isPresent() && !known.get().isIn()) {
      answer.refuse(410, "MEMBER_RETIRED", member + " was retired: join as another incarnation");
    } else if (known.isPresent()) {
      answer.give(page());
    } else if (namesake.isPresent()) {
      refusals.nameTaken(namesake.get(), answer);
    } else if (isAllowed(report, answer) && refusals.hearsAll(report, answer)) {
      Supplier<Optional<Object>> isIn =
          () -> find(member).filter(Member::isIn).map(joined -> page());
      Supplier<Refusal> late =
          () ->
              new Refusal(
                  504,
                  "OUTCOME_UNKNOWN",
                  member + " may still become a member: ask again, which cannot do it twice");
      await(new ForcedCommand.Join(member, address), isIn, late, JOIN_MAX, answer);
    }
  }

  void retire(String name, Answer answer) {
    ReplicaReport report = view.report();
    Optional<Member> last = newest(report, name);
    if (last.isEmpty()) {
      refusals.unknown(report, name, answer);
    } else if (last.get().state() == Member.State.RETIRED) {
      answer.give(entry(last.get()));
    } else if (last.get().id().equals(report.member())) {
      answer.refuse(
          409, "ASK_ANOTHER", "a member is not retired by itself: ask another, or let it leave");
    } else if (isLastActive(report, last.get())) {
      refusals.lastActive(name, answer);
    } else if (isAllowed(report, answer)) {
      MemberId id = last.get().id();
      Supplier<Optional<Object>> isGone =
          () -> find(id).filter(member -> member.state() == Member.State.RETIRED).map(this::entry);
      await(
          new ForcedCommand.Fence(id),
          isGone,
          () -> problem(refusals.unfinished(view.report(), id)),
          RETIRE_MAX,
          answer);
    }
  }

  /**
   * Takes this replica manager out: it takes no more calls, waits until the others have everything,
   * and has itself fenced. The answer is given before that, because nothing can be said after it.
   */
  void leave(Answer answer) {
    ReplicaReport report = view.report();
    Optional<Member> mine = find(report.member());
    if (mine.isEmpty() || isLastActive(report, mine.get())) {
      refusals.lastActive(report.member().name(), answer);
    } else if (isAllowed(report, answer)) {
      board.order(Optional.of(ReplicaStatus.OFFLINE));
      Supplier<Optional<Object>> hasHandedOver =
          () -> laggards().isEmpty() ? Optional.of(page()) : Optional.empty();
      Supplier<Refusal> late =
          () -> {
            board.order(Optional.empty());
            return new Refusal(
                504,
                "NOT_DRAINED",
                "not everything of this replica manager has reached "
                    + laggards()
                    + ": it goes on; ask again when they answer, or retire those that are dead");
          };
      Answer thenGo =
          new Answer() {
            @Override
            public void give(Object page) {
              isLeaving = true;
              answer.give(page);
              keepProposing(new ForcedCommand.Fence(report.member()));
            }

            @Override
            public void refuse(int status, String code, String detail) {
              answer.refuse(status, code, detail);
            }
          };
      await(null, hasHandedOver, late, RETIRE_MAX, thenGo);
    }
  }

  /** Until the core says that it is fenced, which ends the process. */
  private void keepProposing(ForcedCommand command) {
    propose(command);
    schedule(() -> keepProposing(command), REPEAT_NANOS / 1_000_000);
  }

  /** Who has not said that its disk holds everything that is here. */
  private List<String> laggards() {
    ReplicaReport report = view.report();
    VectorTimestamp mine = report.replicaTimestamp().withForced(0);
    return report.members().stream()
        .filter(member -> member.isIn() && !member.id().equals(report.member()))
        .filter(
            member ->
                peers
                    .heard(member.id().name())
                    .filter(gossip -> gossip.sender().equals(member.id()))
                    .filter(gossip -> gossip.replicaTimestamp().covers(mine))
                    .isEmpty())
        .map(member -> member.id().name())
        .toList();
  }

  private boolean isAllowed(ReplicaReport report, Answer answer) {
    if (!CoreView.isActive(report)) {
      answer.refuse(503, "NOT_ACTIVE", "this replica manager is no active member: ask another");
      return false;
    }
    if (!forced.isMajorityThere()) {
      refusals.noMajority(report, answer);
      return false;
    }
    return true;
  }

  private static boolean isLastActive(ReplicaReport report, Member member) {
    return report.members().stream()
        .filter(other -> other.state() == Member.State.ACTIVE)
        .allMatch(other -> other.id().equals(member.id()));
  }

  private Optional<Member> find(MemberId id) {
    return view.report().members().stream().filter(member -> member.id().equals(id)).findFirst();
  }

  /** Of those that had the name the one that has it now, else the last that did. */
  private static Optional<Member> newest(ReplicaReport report, String name) {
    return report.members().stream()
        .filter(member -> member.id().name().equals(name))
        .max(
            (one, other) ->
                one.isIn() != other.isIn()
                    ? Boolean.compare(one.isIn(), other.isIn())
                    : Long.compare(one.since(), other.since()));
  }

  private Object entry(Member member) {
    return MembersPage.entry(member, view.report().member(), peers);
  }

  private static Refusal problem(String detail) {
    return new Refusal(504, "RETIREMENT_UNFINISHED", detail);
  }

  /**
   * @param command null when there is nothing to propose, only something to wait for
   */
  private void await(
      ForcedCommand command,
      Supplier<Optional<Object>> done,
      Supplier<Refusal> late,
      Duration max,
      Answer answer) {
    if (waiting.incrementAndGet() > WAITING_MAX) {
      waiting.decrementAndGet();
      answer.refuse(503, "BUSY", "too many changes wait here: try again later");
      return;
    }
    new Waiting(command, done, late, System.nanoTime() + max.toNanos(), answer).look();
  }

  private void propose(ForcedCommand command) {
    // Lost when the queue is full: it is proposed again.
    var unused = queue.offer(Arrival.of(new Input.Change(command), 0));
  }

  private void schedule(Runnable task, long millis) {
    try {
      var unused = scheduler.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed");
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  private final class Waiting {
    private final ForcedCommand command;
    private final Supplier<Optional<Object>> done;
    private final Supplier<Refusal> late;
    private final long deadlineNanos;
    private final Answer answer;
    private long proposedNanos = System.nanoTime() - REPEAT_NANOS;

    Waiting(
        ForcedCommand command,
        Supplier<Optional<Object>> done,
        Supplier<Refusal> late,
        long deadlineNanos,
        Answer answer) {
      this.command = command;
      this.done = done;
      this.late = late;
      this.deadlineNanos = deadlineNanos;
      this.answer = answer;
    }

    void look() {
      Optional<Object> page = done.get();
      if (page.isPresent()) {
        waiting.decrementAndGet();
        answer.give(page.get());
      } else if (System.nanoTime() - deadlineNanos >= 0) {
        waiting.decrementAndGet();
        Refusal refusal = late.get();
        answer.refuse(refusal.status, refusal.code, refusal.detail);
      } else {
        if (command != null && System.nanoTime() - proposedNanos >= REPEAT_NANOS) {
          proposedNanos = System.nanoTime();
          propose(command);
        }
        schedule(this::look, LOOK_MILLIS);
      }
    }
  }
}
