package grapevine.replica;

import grapevine.common.HostPort;
import grapevine.common.security.ClusterKey;
import grapevine.replica.provider.ProviderSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an operator decides about one replica manager, but for its peers: those are named when it
 * starts, because on port 0 nobody knows an address before everybody listens.
 *
 * @param simulatedStatusProbability of an arbitrary status in each second; 0 in production
 * @param diskReserveBytes with less room than this on the disk updates are refused
 * @param scrubRowsPerSecond so many rows are read again to verify them; 0 for none
 * @param isExpiring whether it lets orders expire that no restaurant answers
 * @param providers which external APIs it may ask, and where they are
 * @param chaos what ends the process at once, for one that may be broken on purpose; absent in
 *     production
 */
public record ReplicaConfiguration(
    String name,
    HostPort listen,
    Path data,
    ClusterKey clusterKey,
    double simulatedStatusProbability,
    long diskReserveBytes,
    int scrubRowsPerSecond,
    boolean isExpiring,
    Membership membership,
    ProviderSettings providers,
    Optional<Runnable> chaos) {
  static final int DISK_RESERVE_MEBIBYTES = 16;
  static final int SCRUB_ROWS_PER_SECOND = 200;

  /**
   * Its place among the others.
   *
   * @param advertised where they reach it, if that is not where it listens
   * @param join members of the cluster that it is to join; none for a founder
   * @param fanOut how many replica managers each call goes to: one less may be lost for good
   */
  public record Membership(Optional<HostPort> advertised, List<URI> join, int fanOut) {
    public static final int FAN_OUT = 2;
    public static final Membership FOUNDER = new Membership(Optional.empty(), List.of(), FAN_OUT);

    public Membership {
      join = List.copyOf(join);
    }

    public static Membership joining(List<URI> members) {
      return new Membership(Optional.empty(), members, FAN_OUT);
    }
  }

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
        SCRUB_ROWS_PER_SECOND,
        true,
        Membership.FOUNDER,
        ProviderSettings.OFFLINE);
  }

  public ReplicaConfiguration(
      String name,
      HostPort listen,
      Path data,
      ClusterKey clusterKey,
      double simulatedStatusProbability,
      long diskReserveBytes,
      int scrubRowsPerSecond,
      boolean isExpiring,
      Membership membership,
      ProviderSettings providers) {
    this(
        name,
        listen,
        data,
        clusterKey,
        simulatedStatusProbability,
        diskReserveBytes,
        scrubRowsPerSecond,
        isExpiring,
        membership,
        providers,
        Optional.empty());
  }

  /** The same, to be broken on purpose. */
  public ReplicaConfiguration withChaos(Runnable halt) {
    return with(membership, Optional.of(halt));
  }

  ReplicaConfiguration with(Membership other) {
    return with(other, chaos);
  }

  private ReplicaConfiguration with(Membership other, Optional<Runnable> halt) {
    return new ReplicaConfiguration(
        name,
        listen,
        data,
        clusterKey,
        simulatedStatusProbability,
        diskReserveBytes,
        scrubRowsPerSecond,
        isExpiring,
        other,
        providers,
        halt);
  }
}
