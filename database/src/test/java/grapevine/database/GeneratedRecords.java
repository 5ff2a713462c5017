package grapevine.database;

import grapevine.common.Json;
import grapevine.common.ordering.Operation;
import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Records that replica managers might execute, each with its place: causal, or the next of F. */
final class GeneratedRecords {
  private static final List<MemberId> ORIGINS = List.of(Samples.ME, Samples.OTHER);
  private static final int LAMPORT_MAX = 6;

  private final SplittableRandom random;
  private final Universe universe;
  private long causal;
  private long forced;

  /** A kind of operation, and how it comes; also those that come as they never should. */
  record Side(Class<? extends Operation> kind, boolean isForced) {
    static List<Side> all() {
      List<Side> all = new ArrayList<>();
      for (Class<? extends Operation> kind : OperationKinds.all()) {
        all.add(new Side(kind, false));
        all.add(new Side(kind, true));
      }
      return all;
    }

    /** As operations of this kind are made. */
    boolean isUsual() {
      boolean isNeverForced =
          Operation.Talk.class.isAssignableFrom(kind)
              || kind == Operation.OrderCommand.class
              || kind == Operation.EndSession.class;
      return kind == Operation.PlaceOrder.class || isForced != isNeverForced;
    }
  }

  GeneratedRecords(SplittableRandom random) {
    this.random = random;
    this.universe = new Universe(random);
  }

  List<LogRecord> some(int count) {
    List<Side> usual = Side.all().stream().filter(Side::isUsual).toList();
    List<LogRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(next(universe.pick(usual)));
    }
    return records;
  }

  LogRecord next(Side side) {
    CallId call =
        side.kind == Operation.EndSession.class
            ? Universe.endOf(universe.pick(Universe.SESSIONS))
            : universe.pick(Universe.CALLS);
    return next(side, call);
  }

  /** One of several under the same call id, perhaps of another kind. */
  LogRecord next(Side side, CallId call) {
    Payload operation = Payload.of(Json.bytes(OperationKinds.make(side.kind, universe, call)));
    Dot dot =
        side.isForced
            ? new Dot(MemberId.FORCED, ++forced)
            : new Dot(universe.pick(ORIGINS), ++causal);
    // Few stamps: variants of one call id meet with equal ones as well.
    long lamport = 1L + universe.below(LAMPORT_MAX);
    return new LogRecord(
        dot, new Update(call, Token.EMPTY, lamport, operation.fingerprint(0), operation));
  }

  /**
   * Another order in which a replica manager might execute them: forced ones stay in theirs. Some
   * causal ones come again, by another replica manager.
   */
  List<LogRecord> reordered(List<LogRecord> records) {
    List<LogRecord> forcedOnes = new ArrayList<>();
    List<LogRecord> left = new ArrayList<>();
    for (LogRecord record : records) {
      (record.origin().equals(MemberId.FORCED) ? forcedOnes : left).add(record);
    }
    List<LogRecord> order = new ArrayList<>();
    while (!left.isEmpty() || !forcedOnes.isEmpty()) {
      boolean isForcedNext = random.nextInt(left.size() + forcedOnes.size()) < forcedOnes.size();
      order.add(isForcedNext ? forcedOnes.remove(0) : left.remove(random.nextInt(left.size())));
      LogRecord some = universe.pick(order);
      if (!some.origin().equals(MemberId.FORCED) && universe.chance(0.3)) {
        order.add(new LogRecord(new Dot(universe.pick(ORIGINS), ++causal), some.update()));
      }
    }
    return order;
  }
}
