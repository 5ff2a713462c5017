package grapevine.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Executes the records of each origin strictly in their order, and the commands of the forced log
 * in theirs (R21), each as soon as what it depends on has been executed, until nothing is ready
 * (R2, R13). The value timestamp is therefore a gap-free prefix at any time.
 */
final class ReadyLoop {
  private final MemberId me;
  private final UpdateLog log;
  private final Visibility visibility;
  private final Members members;
  private final Value value;
  private final ExecutedOperations executed;
  private final ArrayDeque<Input.Committed> committed = new ArrayDeque<>();
  private long committedIndex;
  private long forcedIndex;
  private List<CallId> decided = new ArrayList<>();
  private VectorTimestamp valueTimestamp;
  private long lamport;

  ReadyLoop(
      DurableState recovered,
      UpdateLog log,
      Visibility visibility,
      Members members,
      Value value,
      ExecutedOperations executed) {
    this.me = recovered.me();
    this.log = log;
    this.visibility = visibility;
    this.members = members;
    this.value = value;
    this.executed = executed;
    this.valueTimestamp = recovered.replica().value();
    this.lamport = recovered.replica().lamport();
    this.forcedIndex = recovered.replica().forcedIndex();
    this.committedIndex = forcedIndex;
  }

  /** The forced log has this; what it says again after a restart is known already. */
  void committed(Input.Committed next) {
    if (next.index() > committedIndex) {
      committedIndex = next.index();
      committed.add(next);
    }
  }

  /** The place in the forced log up to which everything is executed. */
  long forcedIndex() {
    return forcedIndex;
  }

  /** Commands that wait for what they depend on. */
  int committedCount() {
    return committed.size();
  }

  /** The call ids that were decided since this was asked last. */
  List<CallId> takeDecided() {
    List<CallId> taken = decided;
    decided = taken.isEmpty() ? taken : new ArrayList<>();
    return taken;
  }

  /** What is in the log here, executed or not. */
  VectorTimestamp logged() {
    return log.replicaTimestamp();
  }

  VectorTimestamp valueTimestamp() {
    return valueTimestamp;
  }

  /** The highest executed: every reply carries it (R9). */
  long lamport() {
    return lamport;
  }

  long digest() {
    return value.digest();
  }

  void run() {
    boolean isProgress = true;
    while (isProgress) {
      isProgress = executeForced();
      VectorTimestamp logged = log.replicaTimestamp();
      for (int i = 0; i < logged.size(); i++) {
        while (executeNext(logged.member(i))) {
          isProgress = true;
        }
      }
    }
  }

  // R21: one by one. F counts commands, whatever they do (R20).
  private boolean executeForced() {
    Input.Committed next = committed.peek();
    if (next == null || !covers(next.command().prev())) {
      return false;
    }
    committed.remove();
    long forced = valueTimestamp.forced() + 1;
    if (next.command() instanceof ForcedCommand.Decide decide) {
      Update update = decide.update();
      value.decide(new LogRecord(new Dot(MemberId.FORCED, forced), update));
      lamport = Math.max(lamport, update.lamport());
      decided.add(update.callId());
    } else {
      members.execute(next.command(), forced);
    }
    forcedIndex = next.index();
    valueTimestamp = valueTimestamp.withForced(forced);
    return true;
  }

  private boolean executeNext(MemberId origin) {
    long n = valueTimestamp.get(origin) + 1;
    LogRecord record = log.find(origin, n);
    if (record == null
        || !covers(record.update().prev())
        || !visibility.isVisible(origin, n)) { // R6a
      return false;
    }
    execute(record);
    valueTimestamp = valueTimestamp.with(origin, n);
    return true;
  }

  // R10: the first record of a call id is applied; of the others the component advances all the
  // same.
  private void execute(LogRecord record) {
    Optional<ExecutedOperations.Execution> before = executed.find(record.callId());
    if (before.isEmpty()) {
      value.apply(record);
    } else if (before.get().contentHash() != record.contentHash()) {
      value.reconcile(record);
    }
    lamport = Math.max(lamport, record.update().lamport());
  }

  /** R5: everything that the token names is executed here. */
  boolean covers(Token token) {
    Token prev = members.clamp(token);
    return valueTimestamp.covers(prev.vector())
        && prev.pending().stream().allMatch(this::isExecuted);
  }

  /**
   * R6: for accepting an update, a pending write also counts when it is logged here under this
   * replica manager's own stamp: the order within one origin does the rest.
   */
  boolean coversForAcceptance(Token token) {
    Token prev = members.clamp(token);
    return valueTimestamp.covers(prev.vector())
        && prev.pending().stream().allMatch(write -> isStampedHere(write) || isExecuted(write));
  }

  private boolean isExecuted(PendingWrite write) {
    if (write.isCoveredBy(valueTimestamp)) {
      return true;
    }
    return log.find(write.callId()).stream().anyMatch(record -> valueTimestamp.covers(record.dot()))
        || executed.find(write.callId()).isPresent();
  }

  private boolean isStampedHere(PendingWrite write) {
    return write.dots().stream().anyMatch(dot -> dot.origin().equals(me) && dot.n() <= log.last(me))
        || log.find(write.callId()).stream().anyMatch(record -> record.origin().equals(me));
  }
}
