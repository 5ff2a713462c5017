package grapevine.replica;

import grapevine.protocol.CallId;
import grapevine.protocol.DurableState;
import grapevine.protocol.Journal;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.ReplicaManager;
import grapevine.protocol.Value;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * When the newest updates were received and applied here, and where any update is: for people who
 * follow one. Watches the journal and the value from between the core and the disk. The event
 * loop's own, but for {@link #find}.
 */
final class CallTrail {
  static final int CALLS_MAX = 4_096;
  static final int QUESTIONS_MAX = 64;
  private static final Times UNKNOWN = new Times(null, null);

  private final LongSupplier nowMillis;
  private final Map<CallId, Times> times =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CallId, Times> eldest) {
          return size() > CALLS_MAX;
        }
      };
  private final List<CallId> logged = new ArrayList<>();
  private final List<CallId> applied = new ArrayList<>();
  private final ArrayBlockingQueue<Question> questions = new ArrayBlockingQueue<>(QUESTIONS_MAX);

  private record Question(CallId callId, CompletableFuture<CallPage> answer) {}

  /** Null for what was not seen, since the start or for long. */
  private record Times(Long receivedAtMillis, Long appliedAtMillis) {}

  CallTrail(LongSupplier nowMillis) {
    this.nowMillis = nowMillis;
  }

  /** On any thread. Absent: as many are asked after as may be. */
  Optional<CompletableFuture<CallPage>> find(CallId callId) {
    Question question = new Question(callId, new CompletableFuture<>());
    return questions.offer(question) ? Optional.of(question.answer) : Optional.empty();
  }

  /** What the core says now is on the disk. */
  void answer(ReplicaManager core) {
    for (Question next = questions.poll(); next != null; next = questions.poll()) {
      answer(next, core);
    }
  }

  private void answer(Question question, ReplicaManager core) {
    Times seen = times.getOrDefault(question.callId, UNKNOWN);
    try {
      CallPage page =
          CallPage.of(
              core.report().member().name(),
              core.whereIs(question.callId),
              seen.receivedAtMillis,
              seen.appliedAtMillis);
      // What is done with it is not the event loop's.
      question.answer.completeAsync(() -> page);
    } catch (RuntimeException e) {
      // Nobody's order fails on a question; the scrubber meets and mends what is damaged.
      question.answer.completeExceptionally(e);
    }
  }

  Value watch(Value value) {
    return new WatchedValue(value);
  }

  Journal watch(Journal journal) {
    return new WatchedJournal(journal);
  }

  private void committed() {
    if (logged.isEmpty() && applied.isEmpty()) {
      return;
    }
    long now = nowMillis.getAsLong();
    for (CallId callId : logged) {
      times.putIfAbsent(callId, new Times(now, null));
    }
    for (CallId callId : applied) {
      times.computeIfPresent(callId, (same, seen) -> new Times(seen.receivedAtMillis, now));
    }
    logged.clear();
    applied.clear();
  }

  private final class WatchedValue implements Value {
    private final Value value;

    WatchedValue(Value value) {
      this.value = value;
    }

    @Override
    public void apply(LogRecord record) {
      value.apply(record);
      applied.add(record.callId());
    }

    @Override
    public void reconcile(LogRecord record) {
      value.reconcile(record);
    }

    @Override
    public Decision decide(LogRecord record) {
      Decision decision = value.decide(record);
      // What is decided is received by being decided.
      logged.add(record.callId());
      applied.add(record.callId());
      return decision;
    }

    @Override
    public Optional<Decision> decision(CallId callId) {
      return value.decision(callId);
    }

    @Override
    public long digest() {
      return value.digest();
    }
  }

  private final class WatchedJournal implements Journal {
    private final Journal journal;

    WatchedJournal(Journal journal) {
      this.journal = journal;
    }

    @Override
    public void append(LogRecord record) {
      journal.append(record);
      logged.add(record.callId());
    }

    @Override
    public void discard(VectorTimestamp floor) {
      journal.discard(floor);
    }

    @Override
    public void save(List<Member> members, DurableState.Timestamps timestamps) {
      journal.save(members, timestamps);
    }

    @Override
    public boolean hasWork() {
      return journal.hasWork();
    }

    @Override
    public void commit() {
      journal.commit();
      committed();
    }
  }
}
