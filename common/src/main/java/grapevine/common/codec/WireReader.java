package grapevine.common.codec;

import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.ForcedCommand;
import grapevine.protocol.Gossip;
import grapevine.protocol.GossipRecord;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Outcome;
import grapevine.protocol.Payload;
import grapevine.protocol.PendingWrite;
import grapevine.protocol.RecordStub;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what one {@link WireWriter} wrote. Whatever a record's constructor would refuse is refused
 * here first, as malformed.
 */
public final class WireReader {
  private static final int DOT_BYTES_MIN = 2;
  private static final int COMPONENT_BYTES_MIN = 2;
  private static final int PENDING_BYTES_MIN = 2 * Long.BYTES + 1 + DOT_BYTES_MIN;
  private static final int MEMBER_BYTES_MIN = 5;
  private static final int RECORD_BYTES_MIN = DOT_BYTES_MIN + 4 * Long.BYTES;

  private final ByteSource source;
  private final List<MemberId> members = new ArrayList<>();

  public WireReader(ByteSource source) {
    this.source = source;
  }

  /** For what this class has no name for. */
  public ByteSource source() {
    return source;
  }

  public MemberId readMember() throws MalformedMessageException {
    int number = source.readInt(members.size());
    if (number != WireWriter.NEW_MEMBER) {
      return members.get(number - 1);
    }
    MemberId member = source.readMemberId();
    members.add(member);
    return member;
  }

  public Dot readDot() throws MalformedMessageException {
    MemberId origin = readMember();
    return new Dot(origin, readPositive());
  }

  public CallId readCallId() throws MalformedMessageException {
    long high = source.readLong();
    return new CallId(high, source.readLong());
  }

  public VectorTimestamp readTimestamp() throws MalformedMessageException {
    long forced = source.readNatural();
    int size = source.readCount(WireLimits.MEMBERS_MAX, COMPONENT_BYTES_MIN);
    if (size == 0 && forced == 0) {
      return VectorTimestamp.ZERO;
    }
    MemberId[] timestampMembers = new MemberId[size];
    long[] counts = new long[size];
    for (int i = 0; i < size; i++) {
      timestampMembers[i] = readMember();
      if (i > 0 && timestampMembers[i - 1].compareTo(timestampMembers[i]) >= 0) {
        throw new MalformedMessageException("a timestamp whose members do not ascend");
      }
      counts[i] = readPositive();
    }
    return VectorTimestamp.ofAscending(timestampMembers, counts, forced);
  }

  public PendingWrite readPendingWrite() throws MalformedMessageException {
    CallId callId = readCallId();
    int count = source.readCount(PendingWrite.DOTS_MAX, DOT_BYTES_MIN);
    if (count == 0) {
      throw new MalformedMessageException("a pending write without a dot");
    }
    List<Dot> dots = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      dots.add(readDot());
    }
    return new PendingWrite(callId, dots);
  }

  public Token readToken() throws MalformedMessageException {
    VectorTimestamp vector = readTimestamp();
    int count = source.readCount(Token.PENDING_MAX, PENDING_BYTES_MIN);
    List<PendingWrite> pending = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      pending.add(readPendingWrite());
    }
    return new Token(vector, pending, source.readNatural());
  }

  public Payload readPayload() throws MalformedMessageException {
    return Payload.of(source.readBytes(WireLimits.PAYLOAD_BYTES_MAX));
  }

  public Update readUpdate() throws MalformedMessageException {
    CallId callId = readCallId();
    Token prev = readToken();
    long lamport = source.readNatural();
    long requestHash = source.readLong();
    return new Update(callId, prev, lamport, requestHash, readPayload());
  }

  public LogRecord readLogRecord() throws MalformedMessageException {
    Dot dot = readDot();
    return new LogRecord(dot, readUpdate());
  }

  private GossipRecord readGossipRecord() throws MalformedMessageException {
    if (!source.readBoolean()) {
      return readLogRecord();
    }
    return new RecordStub(
        readDot(),
        readCallId(),
        readToken(),
        source.readNatural(),
        source.readLong(),
        source.readLong());
  }

  public Gossip readGossip() throws MalformedMessageException {
    MemberId sender = readMember();
    MemberId receiver = readMember();
    long sequence = source.readNatural();
    Gossip.Kind kind = WireCodes.read(source, WireCodes.GOSSIP_KINDS);
    VectorTimestamp replicaTimestamp = readTimestamp();
    VectorTimestamp valueTimestamp = readTimestamp();
    VectorTimestamp floor = readTimestamp();
    long digest = source.readLong();
    int count = source.readCount(WireLimits.RECORDS_MAX, RECORD_BYTES_MIN);
    List<GossipRecord> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      records.add(readGossipRecord());
    }
    return new Gossip(
        kind, sender, receiver, sequence, replicaTimestamp, valueTimestamp, floor, digest, records);
  }

  public ReplicaCall readCall() throws MalformedMessageException {
    int kind = source.readCode(WireWriter.FORCED + 1);
    long call = source.readVarint();
    int deadlineTicks = source.readInt(Integer.MAX_VALUE);
    if (kind == WireWriter.UPDATE) {
      return new ReplicaCall.UpdateCall(call, readUpdate(), deadlineTicks);
    }
    if (kind == WireWriter.FORCED) {
      return new ReplicaCall.ForcedCall(call, readUpdate(), deadlineTicks);
    }
    Token prev = readToken();
    return new ReplicaCall.QueryCall(call, prev, readPayload(), deadlineTicks);
  }

  public ReplicaReply readReply() throws MalformedMessageException {
    int kind = source.readCode(WireWriter.FORCED + 1);
    long call = source.readVarint();
    Outcome outcome = WireCodes.read(source, WireCodes.OUTCOMES);
    long lamport = source.readNatural();
    if (kind == WireWriter.UPDATE) {
      Dot dot = readDot();
      return new ReplicaReply.UpdateReply(call, outcome, dot, source.readBoolean(), lamport);
    }
    Payload answer = readPayload();
    boolean known = kind == WireWriter.FORCED && source.readBoolean();
    VectorTimestamp valueTimestamp = readTimestamp();
    int durability = source.readInt(Integer.MAX_VALUE);
    if (kind == WireWriter.FORCED) {
      return new ReplicaReply.ForcedReply(
          call, outcome, answer, known, valueTimestamp, lamport, durability);
    }
    return new ReplicaReply.QueryReply(call, outcome, answer, valueTimestamp, lamport, durability);
  }

  public ReplicaReport readReport() throws MalformedMessageException {
    MemberId member = readMember();
    VectorTimestamp valueTimestamp = readTimestamp();
    VectorTimestamp replicaTimestamp = readTimestamp();
    long digest = source.readLong();
    long lamport = source.readNatural();
    int logLength = source.readInt(Integer.MAX_VALUE);
    int heldUpdates = source.readInt(Integer.MAX_VALUE);
    int heldQueries = source.readInt(Integer.MAX_VALUE);
    long confirmed = source.readNatural();
    boolean isDegraded = source.readBoolean();
    boolean isStarting = source.readBoolean();
    int heldForced = source.readInt(Integer.MAX_VALUE);
    return new ReplicaReport(
        member,
        valueTimestamp,
        replicaTimestamp,
        digest,
        lamport,
        logLength,
        heldUpdates,
        heldQueries,
        confirmed,
        isDegraded,
        isStarting,
        heldForced,
        readMembers());
  }

  private List<Member> readMembers() throws MalformedMessageException {
    int count = source.readCount(WireLimits.MEMBERS_MAX, MEMBER_BYTES_MIN);
    List<Member> read = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      MemberId id = readMember();
      Member.State state = WireCodes.read(source, WireCodes.MEMBER_STATES);
      String address = source.readText(WireLimits.TEXT_BYTES_MAX);
      read.add(new Member(id, state, address, source.readNatural(), source.readNatural()));
    }
    return read;
  }

  public ForcedCommand readForcedCommand() throws MalformedMessageException {
    int kind = source.readCode(WireWriter.RETIRE + 1);
    if (kind == WireWriter.DECIDE) {
      return new ForcedCommand.Decide(readUpdate());
    }
    MemberId member = readMember();
    return switch (kind) {
      case WireWriter.JOIN ->
          new ForcedCommand.Join(member, source.readText(WireLimits.TEXT_BYTES_MAX));
      case WireWriter.ACTIVATE -> new ForcedCommand.Activate(member);
      case WireWriter.FENCE -> new ForcedCommand.Fence(member);
      default -> new ForcedCommand.Retire(member, readTimestamp());
    };
  }

  private long readPositive() throws MalformedMessageException {
    long value = source.readNatural();
    if (value == 0) {
      throw new MalformedMessageException("a count of zero where none can be");
    }
    return value;
  }
}
