package grapevine.benchmark.micro;

import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.DeliverTo;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.QuotedLine;
import grapevine.common.ordering.Service;
import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.Gossip;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.PendingWrite;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.List;

/** Values of the size and shape that a cluster of three sends when customers place orders. */
final class Samples {
  static final MemberId RM1 = new MemberId("rm1", 0x1f2e3d4c5b6a7988L);
  static final MemberId RM2 = new MemberId("rm2", 0x2f2e3d4c5b6a7988L);
  static final MemberId RM3 = new MemberId("rm3", 0x3f2e3d4c5b6a7988L);

  private static final long PLACED_AT_MILLIS = 1_795_200_000_000L;
  private static final int DEADLINE_TICKS = 100;

  private Samples() {}

  static Update update(long number, Token prev) {
    CallId callId = new CallId(0x9e3779b97f4a7c15L * number, number);
    return new Update(callId, prev, number, number * 31, order(callId));
  }

  /** Of a customer who placed one order before and has not read it since. */
  static Token token(long number) {
    VectorTimestamp seen =
        VectorTimestamp.of(new Dot(RM1, number)).with(RM2, number).with(RM3, number);
    PendingWrite write =
        new PendingWrite(
            new CallId(number, number), List.of(new Dot(RM1, number), new Dot(RM2, number)));
    return new Token(seen, List.of(write), number);
  }

  static ReplicaCall.UpdateCall updateCall(long number, Token prev) {
    return new ReplicaCall.UpdateCall(number, update(number, prev), DEADLINE_TICKS);
  }

  /** A peer's next {@code count} records, pushed in one message. */
  static Gossip gossip(long sequence, long firstNumber, int count, Token prev) {
    List<LogRecord> records = new ArrayList<>(count);
    for (long n = firstNumber; n < firstNumber + count; n++) {
      records.add(new LogRecord(new Dot(RM2, n), update(n, prev)));
    }
    VectorTimestamp held = VectorTimestamp.of(new Dot(RM2, firstNumber + count - 1));
    return new Gossip(
        Gossip.Kind.PUSH,
        RM2,
        RM1,
        sequence,
        held,
        VectorTimestamp.ZERO,
        VectorTimestamp.ZERO,
        0,
        records);
  }

  private static Payload order(CallId callId) {
    Hash128 hash = new Hash128(callId.high(), callId.low());
    List<QuotedLine> lines =
        List.of(
            new QuotedLine("margherita", "Margherita", 2, 950, 1_900, List.of("Large")),
            new QuotedLine("garlic-bread", "Garlic bread", 1, 450, 450, List.of()));
    return Payload.of(
        Json.bytes(
            new Operation.PlaceOrder(
                hash.base32(),
                "g-" + hash.hex(),
                hash,
                PLACED_AT_MILLIS,
                "r-durham-17",
                "Framwellgate Pizza",
                Service.DELIVERY,
                Postcode.parse("DH1 3LE").orElseThrow(),
                lines,
                2_350,
                0,
                199,
                118,
                0,
                2_667,
                null,
                new DeliverTo("A. Customer", "1 Palace Green", null, "07700 900123"),
                "Please ring the bell twice.")));
  }
}
