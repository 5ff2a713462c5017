package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.DurableState;
import grapevine.protocol.ExecutedOperations;
import grapevine.protocol.Journal;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaManager;
import grapevine.protocol.ReplicaSettings;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import grapevine.protocol.Value;
import grapevine.protocol.VectorTimestamp;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When an update was received and applied: what is committed, not what is tried. */
class CallTrailTest {
  private static final CallId CALL = new CallId(1, 1);

  private final AtomicLong now = new AtomicLong(100);
  private final CallTrail trail = new CallTrail(now::get);
  private final Journal journal = trail.watch(new NoJournal());
  private final Value value = trail.watch(new NoValue());
  private final ReplicaManager core =
      new ReplicaManager(
          ReplicaSettings.standard(List.of()),
          DurableState.empty(new MemberId("rm1", 1)),
          value,
          callId -> Optional.<ExecutedOperations.Execution>empty());

  @Test
  void a_time_is_that_of_the_commit() {
    journal.append(record(CALL));
    assertThat(found(CALL).receivedAtMillis()).isNull();
    now.set(105);
    journal.commit();
    now.set(110);
    value.apply(record(CALL));
    journal.commit();

    assertThat(found(CALL).receivedAtMillis()).isEqualTo(105);
    assertThat(found(CALL).appliedAtMillis()).isEqualTo(110);
  }

  @Test
  void the_second_record_of_a_call_does_not_change_when_it_was_received() {
    journal.append(record(CALL));
    journal.commit();
    now.set(200);
    journal.append(record(CALL));
    journal.commit();
    assertThat(found(CALL).receivedAtMillis()).isEqualTo(100);
  }

  @Test
  void the_oldest_calls_are_forgotten() {
    for (int i = 1; i <= CallTrail.CALLS_MAX + 1; i++) {
      journal.append(record(new CallId(2, i)));
    }
    journal.commit();
    assertThat(found(new CallId(2, 1)).receivedAtMillis()).isNull();
    assertThat(found(new CallId(2, 2)).receivedAtMillis()).isEqualTo(100);
  }

  @Test
  void no_more_is_asked_at_once_than_may_be() {
    for (int i = 0; i < CallTrail.QUESTIONS_MAX; i++) {
      assertThat(trail.find(CALL)).isPresent();
    }
    assertThat(trail.find(CALL)).isEmpty();
  }

  @Test
  void a_question_that_cannot_be_answered_harms_nobody_else() {
    ReplicaManager damaged =
        new ReplicaManager(
            ReplicaSettings.standard(List.of()),
            DurableState.empty(new MemberId("rm1", 1)),
            value,
            callId -> {
              throw new IllegalStateException("damaged data");
            });
    CompletableFuture<CallPage> answer = trail.find(CALL).orElseThrow();
    trail.answer(damaged);
    assertThat(answer).isCompletedExceptionally();
    assertThat(found(CALL).receivedAtMillis()).isNull();
  }

  private CallPage found(CallId callId) {
    CompletableFuture<CallPage> answer = trail.find(callId).orElseThrow();
    trail.answer(core);
    return answer.join();
  }

  private static LogRecord record(CallId callId) {
    Update update = new Update(callId, Token.EMPTY, 1, 1, Payload.of("x"));
    return new LogRecord(new Dot(new MemberId("rm1", 1), 1), update);
  }

  private static final class NoJournal implements Journal {
    @Override
    public void append(LogRecord record) {}

    @Override
    public void discard(VectorTimestamp floor) {}

    @Override
    public void save(List<Member> members, DurableState.Timestamps timestamps) {}

    @Override
    public boolean hasWork() {
      return true;
    }

    @Override
    public void commit() {}
  }

  private static final class NoValue implements Value {
    @Override
    public void apply(LogRecord record) {}

    @Override
    public void reconcile(LogRecord record) {}

    @Override
    public Decision decide(LogRecord record) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Decision> decision(CallId callId) {
      return Optional.empty();
    }

    @Override
    public long digest() {
      return 0;
    }
  }
}
