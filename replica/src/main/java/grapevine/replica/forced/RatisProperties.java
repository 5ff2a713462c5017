package grapevine.replica.forced;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** The library's settings, with what deviates from its own and why. */
final class RatisProperties {
  private static final int APPEND_BYTES_MAX = 512 << 10;

  private RatisProperties() {}

  static RaftProperties of(ForcedSettings settings, Path directory) {
    RaftProperties properties = new RaftProperties();
    properties.set(RaftConfigKeys.Rpc.TYPE_KEY, LinkRpcType.class.getName());
    RaftServerConfigKeys.setStorageDir(properties, List.of(directory.toFile()));
    setTimes(properties, settings);
    setLog(properties, settings);
    RaftServerConfigKeys.RetryCache.setExpiryTime(
        properties, time(settings.proposalLife().multipliedBy(2)));
    RaftServerConfigKeys.Write.setElementLimit(properties, 4096);
    RaftServerConfigKeys.Write.setByteLimit(properties, SizeInBytes.valueOf(16 << 20));
    return properties;
  }

  private static void setTimes(RaftProperties properties, ForcedSettings settings) {
    RaftServerConfigKeys.Rpc.setTimeoutMin(properties, time(settings.electionMin()));
    RaftServerConfigKeys.Rpc.setTimeoutMax(properties, time(settings.electionMax()));
    Duration first = settings.firstElection();
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, time(first));
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, time(first.multipliedBy(3)));
    RaftServerConfigKeys.Rpc.setRequestTimeout(properties, time(settings.answerWait()));
    // A leader that lost its majority may stand again soon: with two voters nobody else can.
    RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(
        properties, time(settings.electionMax()));
    // A process that stood still goes on: the library would close itself after a minute.
    RaftServerConfigKeys.setCloseThreshold(properties, TimeDuration.valueOf(36_500, TimeUnit.DAYS));
  }

  private static void setLog(RaftProperties properties, ForcedSettings settings) {
    SizeInBytes segment = SizeInBytes.valueOf(settings.segmentBytes());
    RaftServerConfigKeys.Log.setSegmentSizeMax(properties, segment);
    RaftServerConfigKeys.Log.setPreallocatedSize(properties, segment);
    RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, 2);
    RaftServerConfigKeys.Log.setSegmentCacheSizeMax(properties, SizeInBytes.valueOf(8 << 20));
    RaftServerConfigKeys.Log.setWriteBufferSize(
        properties, SizeInBytes.valueOf(APPEND_BYTES_MAX + (64 << 10)));
    RaftServerConfigKeys.Log.setQueueByteLimit(properties, SizeInBytes.valueOf(16 << 20));
    // Followers hear of commits from our appender: entries about them would double the writes.
    RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, false);
    // An answer follows the sync. Both are so by default, and must never be otherwise.
    RaftServerConfigKeys.Log.setUnsafeFlushEnabled(properties, false);
    RaftServerConfigKeys.Log.setAsyncFlushEnabled(properties, false);
    RaftServerConfigKeys.Log.Appender.setBufferByteLimit(
        properties, SizeInBytes.valueOf(APPEND_BYTES_MAX));
    // The state comes by R18; the library only tells that it is needed.
    RaftServerConfigKeys.Log.Appender.setInstallSnapshotEnabled(properties, false);
    // A member that is away must not make the log grow for ever.
    RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
    RaftServerConfigKeys.Log.setPurgePreservationLogNum(properties, settings.kept());
    RaftServerConfigKeys.Log.setPurgeGap(properties, Math.max(1, settings.markerEvery() / 4));
    RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
    RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, settings.markerEvery());
    RaftServerConfigKeys.Snapshot.setTriggerWhenStopEnabled(properties, false);
    RaftServerConfigKeys.Snapshot.setTriggerWhenRemoveEnabled(properties, false);
  }

  private static TimeDuration time(Duration duration) {
    return TimeDuration.valueOf(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
