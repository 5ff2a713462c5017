package grapevine.replica;

import grapevine.common.HostPort;
import grapevine.common.security.ClusterKey;
import java.nio.file.Path;

/**
 * What an operator decides about one replica manager, but for its peers: those are named when it
 * starts, because on port 0 nobody knows an address before everybody listens.
 *
 * @param simulatedStatusProbability of an arbitrary status in each second; 0 in production
 * @param diskReserveBytes with less room than this on the disk updates are refused
 * @param scrubRowsPerSecond so many rows are read again to verify them; 0 for none
 */
public record ReplicaConfiguration(
    String name,
    HostPort listen,
    Path data,
    ClusterKey clusterKey,
    double simulatedStatusProbability,
    long diskReserveBytes,
    int scrubRowsPerSecond) {
  static final int DISK_RESERVE_MEBIBYTES = 16;
  static final int SCRUB_ROWS_PER_SECOND = 200;

  public ReplicaConfiguration(
      String name,
      HostPort listen,
      Path data,
      ClusterKey clusterKey,
      double simulatedStatusProbability) {
    this(
        name,
        listen,
        data,
        clusterKey,
        simulatedStatusProbability,
        (long) DISK_RESERVE_MEBIBYTES << 20,
        SCRUB_ROWS_PER_SECOND);
  }
}
