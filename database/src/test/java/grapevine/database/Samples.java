package grapevine.database;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.ForcedResult;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.QuotedLine;
import grapevine.common.ordering.Service;
import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import grapevine.protocol.Value;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Records as a core would hand them to the database, and what is done to them at execution. */
final class Samples {
  static final String NAME = "rm1";
  static final MemberId ME = new MemberId(NAME, 11);
  static final MemberId OTHER = new MemberId("rm2", 22);
  static final String CUSTOMER = "g-alice";

  private Samples() {}

  static ReplicaDatabase open(Path directory) {
    return ReplicaDatabase.open(directory, NAME, ME::incarnation);
  }

  static Hash128 callHash(String key) {
    return CanonicalHash.callId(CUSTOMER, key);
  }

  static CallId callId(String key) {
    return new CallId(callHash(key).high(), callHash(key).low());
  }

  static String orderId(String key) {
    return CanonicalHash.orderId(callHash(key));
  }

  static Payload place(String key, long placedAtMillis, long totalPence) {
    return Payload.of(Json.bytes(order(key, Service.COLLECTION, placedAtMillis, totalPence)));
  }

  static Operation.PlaceOrder order(String key, Service service, long placedAtMillis) {
    return order(key, service, placedAtMillis, 900);
  }

  private static Operation.PlaceOrder order(
      String key, Service service, long placedAtMillis, long totalPence) {
    return new Operation.PlaceOrder(
        orderId(key),
        CUSTOMER,
        new Hash128(1, totalPence),
        placedAtMillis,
        "r1",
        "Pizza Place",
        service,
        null,
        List.of(new QuotedLine("i1", "Margherita", 1, totalPence, totalPence, List.of())),
        totalPence,
        0,
        0,
        0,
        0,
        totalPence,
        null,
        null,
        null);
  }

  static Payload command(String orderKey, Actor by, OrderCommandKind kind, long atMillis) {
    return Payload.of(
        Json.bytes(
            new Operation.OrderCommand(orderId(orderKey), CUSTOMER, by, kind, null, atMillis)));
  }

  static LogRecord record(MemberId origin, long n, String key, long lamport, Payload operation) {
    return new LogRecord(
        new Dot(origin, n),
        new Update(callId(key), Token.EMPTY, lamport, operation.fingerprint(0), operation));
  }

  /** What the forced log says at F. */
  static LogRecord forced(long f, String key, long lamport, Operation operation) {
    return record(MemberId.FORCED, f, key, lamport, Payload.of(Json.bytes(operation)));
  }

  /** Founders, as they are met. */
  static List<Member> members(MemberId... ids) {
    return Arrays.stream(ids).map(id -> new Member(id, Member.State.ACTIVE, "", 0, 0)).toList();
  }

  static ForcedResult resultOf(Value.Decision decision) {
    return Json.read(decision.result().bytes(), ForcedResult.class);
  }

  /**
   * As a core executes a record: the first of a call id is applied, a further one with other facts
   * reconciled.
   */
  static void execute(ReplicaDatabase database, LogRecord record) {
    if (record.origin().equals(MemberId.FORCED)) {
      database.value().decide(record);
      return;
    }
    var known = database.executedOperations().find(record.callId());
    if (known.isEmpty()) {
      database.value().apply(record);
    } else if (known.get().contentHash() != record.contentHash()) {
      database.value().reconcile(record);
    }
  }

  static Timestamps timestamps(
      VectorTimestamp value, VectorTimestamp settled, long confirmed, long lamport) {
    return new Timestamps(value, VectorTimestamp.ZERO, settled, confirmed, confirmed, lamport);
  }

  static Answer answer(QueryReader reader, Query query) {
    return Json.read(reader.answer(Payload.of(Json.bytes(query))).answer().bytes(), Answer.class);
  }
}
