package grapevine.simulator.disk;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.QuotedLine;
import grapevine.common.ordering.Service;
import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.ExecutedOperations.Execution;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Records as a core would hand them to a disk, and what it does with them when it executes one. */
final class Samples {
  static final MemberId ME = new MemberId("rm1", 11);
  static final MemberId OTHER = new MemberId("rm2", 22);
  static final String CUSTOMER = "g-alice";

  private Samples() {}

  /** Each kind of disk, for tests that hold for both; a constant's name is what a report shows. */
  enum Kind {
    MEMORY,
    SQLITE;

    Disk newDisk(Path parent) {
      return this == MEMORY ? new MemoryDisk(ME) : new SqliteDisk(parent, ME);
    }
  }

  static CallId callId(String key) {
    Hash128 hash = CanonicalHash.callId(CUSTOMER, key);
    return new CallId(hash.high(), hash.low());
  }

  static String orderId(String key) {
    return CanonicalHash.orderId(CanonicalHash.callId(CUSTOMER, key));
  }

  static Payload place(String key, String customer, long placedAtMillis, long totalPence) {
    QuotedLine line = new QuotedLine("i1", "Margherita", 1, totalPence, totalPence, List.of());
    return Payload.of(
        Json.bytes(
            new Operation.PlaceOrder(
                orderId(key),
                customer,
                new Hash128(1, totalPence),
                placedAtMillis,
                "r1",
                "Pizza Place",
                Service.COLLECTION,
                null,
                List.of(line),
                totalPence,
                0,
                0,
                0,
                0,
                totalPence,
                null,
                null,
                "no onions")));
  }

  static Payload place(String key, long totalPence) {
    return place(key, CUSTOMER, 1_000, totalPence);
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

  static void append(OpenDisk disk, LogRecord record) {
    disk.journal().append(record);
    execute(disk, record);
  }

  /** R10: the first record of a call id is applied, one with other facts reconciled. */
  static void execute(OpenDisk disk, LogRecord record) {
    Optional<Execution> known = disk.executedOperations().find(record.callId());
    if (known.isEmpty()) {
      disk.value().apply(record);
    } else if (known.get().contentHash() != record.contentHash()) {
      disk.value().reconcile(record);
    }
  }

  static Timestamps valueAt(VectorTimestamp value, long lamport) {
    return new Timestamps(value, VectorTimestamp.ZERO, VectorTimestamp.ZERO, 0, 0, lamport);
  }

  static List<Member> founders(MemberId... ids) {
    return Stream.of(ids).map(id -> new Member(id, Member.State.ACTIVE, "", 0, 0)).toList();
  }

  static Payload query(Query query) {
    return Payload.of(Json.bytes(query));
  }

  static String getOrder(OpenDisk disk, String key) {
    return disk.answer(query(new Query.GetOrder(orderId(key), CUSTOMER))).answer().toString();
  }
}
