package grapevine.replica.forced;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppenderBase;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.apache.ratis.util.Timestamp;

/**
 * Brings one follower what the leader has, one request at a time. The library's own (LogAppender's
 * default) will not do: it sends snapshots instead of saying that one is needed, it takes a
 * heartbeat's answer for proof of entries it did not compare, and a follower hears of a commit only
 * with the next heartbeat unless the leader writes an entry about it.
 */
final class LinkAppender extends LogAppenderBase {
  private long toldCommit = RaftLog.INVALID_LOG_INDEX;

  LinkAppender(RaftServer.Division server, LeaderState leader, FollowerInfo follower) {
    super(server, leader, follower);
  }

  @Override
  public long getCallId() {
    return CallId.get();
  }

  @Override
  public Comparator<Long> getCallIdComparator() {
    return CallId.getComparator();
  }

  /**
   * Twice as often as the library: followers that last heard the leader at much different times
   * refuse each other the vote, and its loss then costs a whole election time-out more.
   */
  @Override
  public long getHeartbeatWaitTimeMs() {
    long usual = super.getHeartbeatWaitTimeMs();
    long interval = getServer().properties().minRpcTimeoutMs() / 4;
    long sinceAnswer = getFollower().getLastRpcResponseTime().elapsedTimeMs();
    long sinceSent = getFollower().getLastHeartbeatSendTime().elapsedTimeMs();
    return Math.min(usual, Math.max(interval - sinceAnswer, interval / 2 - sinceSent));
  }

  @Override
  public void run() throws InterruptedException, IOException {
    while (isRunning()) {
      boolean isReached = true;
      if (isGap()) {
        isReached = bridge();
      } else if (shouldSendAppendEntries() || hasCommitNews()) {
        isReached = append(!hasAppendEntries());
      }
      if (!isReached) {
        reportStaging();
        getServer().properties().rpcSleepTime().sleep();
      }
      if (isRunning() && (!isReached || !(hasAppendEntries() || hasCommitNews()))) {
        getEventAwaitForSignal()
            .await(Math.max(1, getHeartbeatWaitTimeMs()), TimeUnit.MILLISECONDS);
      }
      getLeaderState().checkHealth(getFollower());
    }
  }

  /** The follower has all that is committed, and does not know that it is. */
  private boolean hasCommitNews() {
    long committed = getRaftLog().getLastCommittedIndex();
    return committed > toldCommit && getFollower().getNextIndex() > committed;
  }

  /** Whether the follower lacks what the log here does not have any more. */
  private boolean isGap() {
    long next = getFollower().getNextIndex();
    boolean isGap = next < getRaftLog().getNextIndex() && next < getRaftLog().getStartIndex();
    if (!isGap && getLeaderState().isFollowerBootstrapping(getFollower())) {
      // The library takes a newcomer for ready only once a snapshot was thought of.
      getFollower().setAttemptedToInstallSnapshot();
    }
    return isGap;
  }

  /**
   * @return whether the follower answered
   */
  private boolean append(boolean isHeartbeat) throws InterruptedIOException {
    AppendEntriesReplyProto reply = send(isHeartbeat);
    if (reply != null) {
      getFollower().updateLastRpcResponseTime();
      getLeaderState().onAppendEntriesReply(this, reply);
    }
    return reply != null;
  }

  private AppendEntriesReplyProto send(boolean isHeartbeat) throws InterruptedIOException {
    try {
      long committed = getRaftLog().getLastCommittedIndex();
      AppendEntriesRequestProto request =
          newAppendEntriesRequest(CallId.getAndIncrement(), isHeartbeat);
      if (request == null) {
        request = newAppendEntriesRequest(CallId.getAndIncrement(), true);
      }
      resetHeartbeatTrigger();
      Timestamp sent = Timestamp.currentTime();
      getFollower().updateLastRpcSendTime(request.getEntriesCount() == 0);
      AppendEntriesReplyProto reply = getServerRpc().appendEntries(request);
      getFollower().updateLastRespondedAppendEntriesSendTime(sent);
      getLeaderState().onFollowerCommitIndex(getFollower(), reply.getFollowerCommit());
      take(request, reply, committed);
      return reply;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (RaftLogIOException e) {
      // Cut just now: the next look finds the gap.
      return null;
    } catch (IOException e) {
      LOG.debug("{}: {}", this, e.toString());
      return null;
    }
  }

  private void take(
      AppendEntriesRequestProto request, AppendEntriesReplyProto reply, long committed) {
    FollowerInfo follower = getFollower();
    int entries = request.getEntriesCount();
    switch (reply.getResult()) {
      case SUCCESS -> {
        // Only what was compared counts: behind it the follower may have what was never committed.
        long matched =
            entries > 0
                ? request.getEntries(entries - 1).getIndex()
                : request.hasPreviousLog()
                    ? request.getPreviousLog().getIndex()
                    : RaftLog.INVALID_LOG_INDEX;
        follower.updateNextIndex(matched + 1);
        if (matched >= committed) {
          toldCommit = Math.max(toldCommit, committed);
        }
        if (follower.updateMatchIndex(matched)) {
          getLeaderState().onFollowerSuccessAppendEntries(follower);
        }
      }
      case NOT_LEADER -> onFollowerTerm(reply.getTerm());
      case INCONSISTENCY -> {
        long first = entries > 0 ? request.getEntries(0).getIndex() : RaftLog.INVALID_LOG_INDEX;
        follower.setNextIndex(getNextIndexForInconsistency(first, reply.getNextIndex()));
      }
      default -> LOG.warn("{}: {}", this, reply.getResult());
    }
  }

  /**
   * Finds out whether the follower has more than is known here; if not, tells it that it needs a
   * snapshot.
   *
   * @return whether there is less of a gap now
   */
  private boolean bridge() throws InterruptedIOException {
    FollowerInfo follower = getFollower();
    AppendEntriesReplyProto reply = send(true);
    if (reply == null) {
      return false;
    }
    if (!getLeaderState().isFollowerBootstrapping(follower)) {
      // A newcomer without a snapshot makes no progress: the library gives it up, we ask again.
      follower.updateLastRpcResponseTime();
    }
    long start = getRaftLog().getStartIndex();
    if (reply.getNextIndex() > start && follower.getNextIndex() < start) {
      follower.setNextIndex(Math.min(reply.getNextIndex(), getRaftLog().getNextIndex()));
      return true;
    }
    TermIndex first = getRaftLog().getTermIndex(start);
    return first != null && tellBehind(first);
  }

  private boolean tellBehind(TermIndex first) throws InterruptedIOException {
    FollowerInfo follower = getFollower();
    InstallSnapshotReplyProto reply;
    try {
      follower.updateLastRpcSendTime(false);
      reply = getServerRpc().installSnapshot(newInstallSnapshotNotificationRequest(first));
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      LOG.debug("{}: {}", this, e.toString());
      return false;
    }
    switch (reply.getResult()) {
      case SNAPSHOT_INSTALLED, ALREADY_INSTALLED -> {
        long index = reply.getSnapshotIndex();
        follower.setSnapshotIndex(index);
        follower.setAttemptedToInstallSnapshot();
        getLeaderState().onFollowerCommitIndex(follower, index);
        follower.updateNextIndex(index + 1);
        return true;
      }
      case NOT_LEADER -> onFollowerTerm(reply.getTerm());
      default -> LOG.debug("{}: {}", this, reply.getResult());
    }
    return false;
  }

  /**
   * The library looks at a newcomer's progress only when nothing else happens; one that cannot be
   * reached, or lacks a snapshot, would hold up every other change under load.
   */
  private void reportStaging() {
    if (getLeaderState().isFollowerBootstrapping(getFollower())) {
      getLeaderState().onFollowerSuccessAppendEntries(getFollower());
    }
  }
}
