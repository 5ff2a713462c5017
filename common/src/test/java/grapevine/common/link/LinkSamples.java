package grapevine.common.link;

import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.Gossip;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Outcome;
import grapevine.protocol.Payload;
import grapevine.protocol.PendingWrite;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaStatus;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import grapevine.protocol.VectorTimestamp;
import java.util.List;

/**
 * One of everything that travels, with values at the edges of what their encoding distinguishes.
 */
public final class LinkSamples {
  public static final MemberId RM1 = new MemberId("rm1", -1);
  public static final MemberId RM2 = new MemberId("rm-ü", Long.MIN_VALUE);

  public static final VectorTimestamp TIMESTAMP =
      VectorTimestamp.ZERO.with(RM1, 127).with(RM2, Long.MAX_VALUE).withForced(128);

  public static final Token TOKEN =
      new Token(
          TIMESTAMP,
          List.of(
              new PendingWrite(new CallId(-1, 1), List.of(new Dot(RM1, 1), new Dot(RM2, 16_384))),
              new PendingWrite(new CallId(2, -2), List.of(new Dot(RM2, 2)))),
          42);

  public static final Update UPDATE =
      new Update(new CallId(3, 4), TOKEN, 1L << 40, -5, Payload.of("{\"kind\":\"order\"}"));

  public static final LogRecord RECORD = new LogRecord(new Dot(RM1, 128), UPDATE);

  public static final Gossip GOSSIP =
      new Gossip(
          Gossip.Kind.PULL,
          RM1,
          MemberId.unmet("rm3"),
          7,
          TIMESTAMP,
          VectorTimestamp.ZERO,
          VectorTimestamp.of(new Dot(RM2, 9)),
          -10,
          List.of(RECORD, new LogRecord(new Dot(RM1, 129), UPDATE)));

  public static final ReplicaReport REPORT =
      new ReplicaReport(
          RM2,
          TIMESTAMP,
          TIMESTAMP,
          -1,
          2,
          3,
          4,
          5,
          6,
          true,
          false,
          7,
          List.of(
              new Member(RM1, Member.State.ACTIVE, "http://[::1]:1", 0, 0),
              new Member(RM2, Member.State.RETIRED, "", 8, 9)));

  public static final List<LinkMessage> ONE_OF_EACH =
      List.of(
          new LinkMessage.PeerGossip(GOSSIP),
          new LinkMessage.Call(new ReplicaCall.UpdateCall(-1, UPDATE, 150)),
          new LinkMessage.Call(new ReplicaCall.QueryCall(2, TOKEN, Payload.EMPTY, 0)),
          new LinkMessage.Reply(
              new ReplicaReply.UpdateReply(3, Outcome.DONE, new Dot(RM1, 1), true, 9)),
          new LinkMessage.Reply(ReplicaReply.UpdateReply.refused(4, Outcome.BUSY, 0)),
          new LinkMessage.Reply(
              new ReplicaReply.QueryReply(5, Outcome.DONE, Payload.of("answer"), TIMESTAMP, 10, 2)),
          new LinkMessage.Status(
              ReplicaStatus.OVERLOADED,
              REPORT,
              List.of(new LinkMessage.FrontEndReport("fe1", "http://[::1]:18080", TIMESTAMP))),
          new LinkMessage.FrontEndReport("fe2", "", VectorTimestamp.ZERO),
          new LinkMessage.Call(new ReplicaCall.ForcedCall(6, UPDATE, 150)),
          new LinkMessage.Reply(
              new ReplicaReply.ForcedReply(
                  7, Outcome.DONE, Payload.of("won"), true, TIMESTAMP, 10, 2)),
          new LinkMessage.Reply(ReplicaReply.ForcedReply.refused(8, Outcome.NO_MAJORITY, 1)),
          new LinkMessage.Ordering(RM1, RM2, Payload.of("vote")),
          new LinkMessage.Watch(true),
          new LinkMessage.Watch(false),
          new LinkMessage.Changes(List.of(Long.MIN_VALUE, -1L, 0L, 7L), TIMESTAMP));

  private LinkSamples() {}

  /** A message whose payload has the given size; told apart by its call number. */
  public static LinkMessage query(long call, int payloadBytes) {
    return new LinkMessage.Call(
        new ReplicaCall.QueryCall(call, Token.EMPTY, Payload.of(new byte[payloadBytes]), 1));
  }
}
