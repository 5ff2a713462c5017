package grapevine.protocol;

import java.util.Optional;

/**
 * Executes the records of each origin strictly in their order, each as soon as what it depends on
 * has been executed, until nothing is ready (R2, R13). The value timestamp is therefore a gap-free
 * prefix at any time.
 */
final class ReadyLoop {
  private final MemberId me;
  private final UpdateLog log;
  private final Visibility visibility;
  private final Value value;
  private final ExecutedOperations executed;
  private VectorTimestamp valueTimestamp;
  private long lamport;

  ReadyLoop(
      DurableState recovered,
      UpdateLog log,
      Visibility visibility,
      Value value,
      ExecutedOperations executed) {
    this.me = recovered.me();
    this.log = log;
    this.visibility = visibility;
    this.value = value;
    this.executed = executed;
    this.valueTimestamp = recovered.replica().value();
    this.lamport = recovered.replica().lamport();
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
      isProgress = false;
      VectorTimestamp logged = log.replicaTimestamp();
      for (int i = 0; i < logged.size(); i++) {
        while (executeNext(logged.member(i))) {
          isProgress = true;
        }
      }
    }
  }

  private boolean executeNext(MemberId origin) {
    long n = valueTimestamp.get(origin) + 1;
    LogRecord record = log.find(origin, n);
    boolean isVisible = !origin.equals(me) || n <= visibility.released(); // R6a
    if (record == null || !isVisible || !covers(record.update().prev())) {
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
  boolean covers(Token prev) {
    return valueTimestamp.covers(prev.vector())
        && prev.pending().stream().allMatch(this::isExecuted);
  }

  /**
   * R6: for accepting an update, a pending write also counts when it is logged here under this
   * replica manager's own stamp: the order within one origin does the rest.
   */
  boolean coversForAcceptance(Token prev) {
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
