package grapevine.database;

import grapevine.common.Json;
import grapevine.common.ordering.ProviderMode;
import grapevine.common.ordering.Query;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.Update;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.List;

/** What one replica manager has executed, all of it recent, and what it answers. */
class OneReplica {
  static final List<Look> LOOKS = Looks.all().stream().map(Look::of).toList();

  // Alike for all: how many were executed is no part of the state.
  static final Timestamps SEEN =
      Samples.timestamps(
          VectorTimestamp.ZERO.with(Samples.ME, 1).withForced(1), VectorTimestamp.ZERO, 1, 9);

  private final OrderValue value;

  /** A question, written once for all states. */
  record Look(String text, Payload query) {
    static Look of(Query query) {
      return new Look(query + " -> ", Payload.of(Json.bytes(query)));
    }
  }

  /** A state: equal exactly when nobody can tell the two apart. */
  record State(long digest, List<String> answers) {}

  OneReplica(OperationTable empty) {
    this.value = new OrderValue(empty, 0, 0);
  }

  void execute(LogRecord record) {
    value.executeAgain(record);
  }

  boolean hasExecuted(LogRecord record) {
    return value.find(record.callId()).isPresent();
  }

  State state() {
    ReadView view = new ReadView(SEEN, value.sequence(), 0, value.recent());
    List<String> answers = new ArrayList<>();
    for (Look look : LOOKS) {
      try {
        QueryResult result =
            QueryReader.answer(
                look.query,
                new Snapshot(view),
                Samples.ME,
                ReplicaDatabase.BuiltIn.CATALOGUE,
                new RestaurantMemory(),
                ProviderMode.AUTO);
        answers.add(look.text + result.answer());
      } catch (Snapshot.Outdated impossible) {
        throw new AssertionError(impossible);
      }
    }
    return new State(value.digest(), answers);
  }

  /** Wrong: of two records of a call id the one that came first stays. */
  static final class FirstStays extends OneReplica {
    FirstStays(OperationTable empty) {
      super(empty);
    }

    @Override
    void execute(LogRecord record) {
      if (record.origin().equals(MemberId.FORCED) || !hasExecuted(record)) {
        super.execute(record);
      }
    }
  }

  /** Wrong: what people tell one another is in the order in which it came here. */
  static final class ListsAsTheyCame extends OneReplica {
    private long came;

    ListsAsTheyCame(OperationTable empty) {
      super(empty);
    }

    @Override
    void execute(LogRecord record) {
      var update = record.update();
      super.execute(
          new LogRecord(
              record.dot(),
              new Update(
                  update.callId(),
                  update.prev(),
                  ++came,
                  update.requestHash(),
                  update.operation())));
    }
  }
}
