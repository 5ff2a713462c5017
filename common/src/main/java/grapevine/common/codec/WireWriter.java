package grapevine.common.codec;

import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.ForcedCommand;
import grapevine.protocol.Gossip;
import grapevine.protocol.GossipRecord;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.PendingWrite;
import grapevine.protocol.RecordStub;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import grapevine.protocol.VectorTimestamp;
import java.util.Arrays;

/**
 * Writes one message, or the messages of one frame. A member's name and incarnation are written
 * once and then referred to by number, because messages name the same few members over and over;
 * what one writer wrote is therefore read by one reader, from its beginning.
 */
public final class WireWriter {
  static final int NEW_MEMBER = 0;
  static final int QUERY = 0;
  static final int UPDATE = 1;
  static final int FORCED = 2;

  static final int DECIDE = 0;
  static final int JOIN = 1;
  static final int ACTIVATE = 2;
  static final int FENCE = 3;
  static final int RETIRE = 4;

  private static final int MEMBERS_EXPECTED = 8;

  private final ByteSink sink = new ByteSink();
  // Searched from the start: a cluster has a handful, and nearly always the very same objects.
  private MemberId[] members = new MemberId[MEMBERS_EXPECTED];
  private int memberCount;

  /** How far a writer has come. */
  public record Mark(int bytes, int members) {}

  /** For what this class has no name for. */
  public ByteSink sink() {
    return sink;
  }

  public byte[] toBytes() {
    return sink.toBytes();
  }

  public Mark mark() {
    return new Mark(sink.size(), memberCount);
  }

  /** As if nothing had been written since the mark. */
  public void backTo(Mark mark) {
    sink.truncate(mark.bytes);
    memberCount = mark.members;
  }

  /** As new, but for the memory that it has: no more than {@code capacityMax} bytes of it. */
  public void reset(int capacityMax) {
    sink.reset(capacityMax);
    memberCount = 0;
  }

  public void put(MemberId member) {
    int number = numberOf(member);
    sink.putVarint(number);
    if (number == NEW_MEMBER) {
      sink.putText(member.name(), WireLimits.TEXT_BYTES_MAX);
      sink.putLong(member.incarnation());
      remember(member);
    }
  }

  public void put(Dot dot) {
    put(dot.origin());
    sink.putVarint(dot.n());
  }

  public void put(CallId callId) {
    sink.putLong(callId.high());
    sink.putLong(callId.low());
  }

  public void put(VectorTimestamp timestamp) {
    sink.putVarint(timestamp.forced());
    sink.putCount(timestamp.size(), WireLimits.MEMBERS_MAX);
    for (int i = 0; i < timestamp.size(); i++) {
      put(timestamp.member(i));
      sink.putVarint(timestamp.count(i));
    }
  }

  public void put(PendingWrite write) {
    put(write.callId());
    sink.putCount(write.dots().size(), PendingWrite.DOTS_MAX);
    write.dots().forEach(this::put);
  }

  public void put(Token token) {
    put(token.vector());
    sink.putCount(token.pending().size(), Token.PENDING_MAX);
    token.pending().forEach(this::put);
    sink.putNatural(token.lamport());
  }

  public void put(Payload payload) {
    sink.putBytes(payload.bytes(), WireLimits.PAYLOAD_BYTES_MAX);
  }

  public void put(Update update) {
    put(update.callId());
    put(update.prev());
    sink.putNatural(update.lamport());
    sink.putLong(update.requestHash());
    put(update.operation());
  }

  public void put(LogRecord record) {
    put(record.dot());
    put(record.update());
  }

  public void put(GossipRecord record) {
    sink.putBoolean(record instanceof RecordStub);
    if (record instanceof RecordStub stub) {
      put(stub.dot());
      put(stub.callId());
      put(stub.prev());
      sink.putNatural(stub.lamport());
      sink.putLong(stub.requestHash());
      sink.putLong(stub.contentHash());
    } else {
      put((LogRecord) record);
    }
  }

  public void put(Gossip gossip) {
    put(gossip.sender());
    put(gossip.receiver());
    sink.putNatural(gossip.sequence());
    WireCodes.put(sink, gossip.kind(), WireCodes.GOSSIP_KINDS);
    put(gossip.replicaTimestamp());
    put(gossip.valueTimestamp());
    put(gossip.floor());
    sink.putLong(gossip.digest());
    sink.putCount(gossip.records().size(), WireLimits.RECORDS_MAX);
    for (GossipRecord record : gossip.records()) {
      put(record);
    }
  }

  public void put(ReplicaCall call) {
    if (call instanceof ReplicaCall.UpdateCall update) {
      putHead(UPDATE, call.call(), call.deadlineTicks());
      put(update.update());
    } else if (call instanceof ReplicaCall.QueryCall query) {
      putHead(QUERY, call.call(), call.deadlineTicks());
      put(query.prev());
      put(query.query());
    } else if (call instanceof ReplicaCall.ForcedCall forced) {
      putHead(FORCED, call.call(), call.deadlineTicks());
      put(forced.update());
    } else {
      throw new IllegalStateException("a kind of call without an encoding: " + call);
    }
  }

  public void put(ReplicaReply reply) {
    if (reply instanceof ReplicaReply.UpdateReply update) {
      putHead(UPDATE, reply);
      put(update.dot());
      sink.putBoolean(update.known());
    } else if (reply instanceof ReplicaReply.QueryReply query) {
      putHead(QUERY, reply);
      put(query.answer());
      put(query.valueTimestamp());
      sink.putCount(query.durability(), Integer.MAX_VALUE);
    } else if (reply instanceof ReplicaReply.ForcedReply forced) {
      putHead(FORCED, reply);
      put(forced.result());
      sink.putBoolean(forced.known());
      put(forced.valueTimestamp());
      sink.putCount(forced.durability(), Integer.MAX_VALUE);
    } else {
      throw new IllegalStateException("a kind of reply without an encoding: " + reply);
    }
  }

  public void put(Member member) {
    put(member.id());
    WireCodes.put(sink, member.state(), WireCodes.MEMBER_STATES);
    sink.putText(member.address(), WireLimits.TEXT_BYTES_MAX);
    sink.putNatural(member.since());
    sink.putNatural(member.cut());
  }

  public void put(ForcedCommand command) {
    if (command instanceof ForcedCommand.Decide decide) {
      sink.putByte(DECIDE);
      put(decide.update());
    } else if (command instanceof ForcedCommand.Join join) {
      sink.putByte(JOIN);
      put(join.member());
      sink.putText(join.address(), WireLimits.TEXT_BYTES_MAX);
    } else if (command instanceof ForcedCommand.Activate activate) {
      sink.putByte(ACTIVATE);
      put(activate.member());
    } else if (command instanceof ForcedCommand.Fence fence) {
      sink.putByte(FENCE);
      put(fence.member());
    } else {
      ForcedCommand.Retire retire = (ForcedCommand.Retire) command;
      sink.putByte(RETIRE);
      put(retire.member());
      put(retire.cut());
    }
  }

  public void put(ReplicaReport report) {
    put(report.member());
    put(report.valueTimestamp());
    put(report.replicaTimestamp());
    sink.putLong(report.digest());
    sink.putNatural(report.lamport());
    sink.putCount(report.logLength(), Integer.MAX_VALUE);
    sink.putCount(report.heldUpdates(), Integer.MAX_VALUE);
    sink.putCount(report.heldQueries(), Integer.MAX_VALUE);
    sink.putNatural(report.confirmed());
    sink.putBoolean(report.isDegraded());
    sink.putBoolean(report.isStarting());
    sink.putCount(report.heldForced(), Integer.MAX_VALUE);
    sink.putCount(report.members().size(), WireLimits.MEMBERS_MAX);
    report.members().forEach(this::put);
  }

  private int numberOf(MemberId member) {
    for (int i = 0; i < memberCount; i++) {
      if (members[i].equals(member)) {
        return i + 1;
      }
    }
    return NEW_MEMBER;
  }

  // Beyond the bound a member is spelled out every time: the search must stay short.
  private void remember(MemberId member) {
    if (memberCount < WireLimits.MEMBERS_MAX) {
      if (memberCount == members.length) {
        members = Arrays.copyOf(members, 2 * memberCount);
      }
      members[memberCount++] = member;
    }
  }

  private void putHead(int kind, long call, int deadlineTicks) {
    sink.putByte(kind);
    sink.putVarint(call);
    sink.putCount(deadlineTicks, Integer.MAX_VALUE);
  }

  private void putHead(int kind, ReplicaReply reply) {
    sink.putByte(kind);
    sink.putVarint(reply.call());
    WireCodes.put(sink, reply.outcome(), WireCodes.OUTCOMES);
    sink.putNatural(reply.lamport());
  }
}
