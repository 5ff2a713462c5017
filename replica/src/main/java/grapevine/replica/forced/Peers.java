package grapevine.replica.forced;

import grapevine.protocol.MemberId;
import java.util.Collection;
import java.util.List;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;

/**
 * A member is a peer of the library under its full identity, so that one which comes back with an
 * empty disk, as a new incarnation, is another peer.
 */
final class Peers {
  private Peers() {}

  static RaftPeerId id(MemberId member) {
    return RaftPeerId.valueOf(member.toString());
  }

  /** Without addresses: the transport knows them. */
  static List<RaftPeer> of(Collection<MemberId> members) {
    return members.stream().map(m -> RaftPeer.newBuilder().setId(id(m)).build()).toList();
  }

  /**
   * @throws IllegalArgumentException when it is none of ours
   */
  static MemberId member(RaftPeerId id) {
    String text = id.toString();
    int dot = text.lastIndexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException(text + " is no member's identity");
    }
    return new MemberId(
        text.substring(0, dot), Long.parseUnsignedLong(text.substring(dot + 1), 16));
  }
}
