package grapevine.replica.forced;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;

/**
 * Whether there is a leader with a majority, as far as this member can know: a follower by when the
 * leader was last heard, the leader by when a majority last answered. One thread looks, another
 * hears.
 */
final class MajorityWatch {
  private final long graceNanos;
  private final Consumer<Boolean> listener;
  private long evidenceNanos;
  private boolean isLooking;
  private Boolean told;
  private volatile long heardNanos;
  private volatile boolean isHeard;

  MajorityWatch(Duration grace, Consumer<Boolean> listener) {
    this.graceNanos = grace.toNanos();
    this.listener = listener;
  }

  /** A leader spoke, and was recognized. */
  void heardLeader(long now) {
    heardNanos = now;
    isHeard = true;
  }

  /**
   * @return false when this member leads and has not heard a majority for the grace: the library
   *     notices only when it has nothing else to do
   */
  boolean look(RaftServer.Division division, long now) {
    if (!isLooking) {
      isLooking = true;
      evidenceNanos = now;
    }
    DivisionInfo info = division.getInfo();
    boolean isLeader = info.isLeader();
    long answered = isLeader ? majorityAnswered(division, now) : 0;
    if (isLeader && info.isLeaderReady()) {
      evidenceNanos = Math.max(evidenceNanos, answered);
    } else if (!isLeader && isHeard && info.isAlive()) {
      evidenceNanos = Math.max(evidenceNanos, heardNanos);
    }
    boolean isThere = now - evidenceNanos <= graceNanos;
    boolean isKnown = isLeader ? info.isLeaderReady() : isHeard && info.getLeaderId() != null;
    if (isThere && isKnown) {
      tell(true);
    } else if (!isThere) {
      tell(false);
    }
    return !isLeader || now - answered <= graceNanos;
  }

  private void tell(boolean isThere) {
    if (told == null || told != isThere) {
      told = isThere;
      listener.accept(isThere);
    }
  }

  private static long majorityAnswered(RaftServer.Division division, long now) {
    RoleInfoProto role = division.getInfo().getRoleInfoProto();
    // A new leader had a majority's votes; what the library says of answers before is made up.
    long elected = now - TimeUnit.MILLISECONDS.toNanos(role.getRoleElapsedTimeMs());
    Map<RaftPeerId, Long> answered = new HashMap<>();
    answered.put(division.getId(), now);
    for (ServerRpcProto follower : role.getLeaderInfo().getFollowerInfoList()) {
      answered.put(
          RaftPeerId.valueOf(follower.getId().getId()),
          now - TimeUnit.MILLISECONDS.toNanos(follower.getLastRpcElapsedTimeMs()));
    }
    RaftConfiguration voters = division.getRaftConf();
    long current = majority(voters.getCurrentPeers(), answered, now);
    Collection<RaftPeer> previous = voters.getPreviousPeers();
    long both = previous.isEmpty() ? current : Math.min(current, majority(previous, answered, now));
    return Math.max(both, elected);
  }

  private static long majority(
      Collection<RaftPeer> voters, Map<RaftPeerId, Long> answered, long now) {
    long[] times =
        voters.stream()
            .mapToLong(v -> answered.getOrDefault(v.getId(), Long.MIN_VALUE / 2) - now)
            .sorted()
            .toArray();
    return times.length == 0 ? now : now + times[(times.length - 1) / 2];
  }
}
