package grapevine.common.codec;

import grapevine.protocol.Gossip;
import grapevine.protocol.Member;
import grapevine.protocol.Outcome;
import grapevine.protocol.ReplicaStatus;
import java.util.List;

/**
 * The numbers of enumerated values: their places here. Only ever appended to, however the enums are
 * ordered.
 */
public final class WireCodes {
  public static final List<Outcome> OUTCOMES =
      List.of(
          Outcome.DONE,
          Outcome.CONFLICT,
          Outcome.NOT_COVERED,
          Outcome.BUSY,
          Outcome.OFFLINE,
          Outcome.FAILED,
          Outcome.DISK_FULL,
          Outcome.NO_MAJORITY,
          Outcome.OPEN);

  public static final List<Gossip.Kind> GOSSIP_KINDS =
      List.of(Gossip.Kind.PUSH, Gossip.Kind.PULL, Gossip.Kind.ANSWER, Gossip.Kind.FENCED);

  public static final List<Member.State> MEMBER_STATES =
      List.of(Member.State.JOINING, Member.State.ACTIVE, Member.State.FENCED, Member.State.RETIRED);

  public static final List<ReplicaStatus> STATUSES =
      List.of(ReplicaStatus.ACTIVE, ReplicaStatus.OVERLOADED, ReplicaStatus.OFFLINE);

  private WireCodes() {}

  public static <T> void put(ByteSink sink, T value, List<T> codes) {
    int code = codes.indexOf(value);
    if (code < 0) {
      throw new IllegalStateException("a value without a code: " + value);
    }
    sink.putByte(code);
  }

  public static <T> T read(ByteSource source, List<T> codes) throws MalformedMessageException {
    return codes.get(source.readCode(codes.size()));
  }
}
