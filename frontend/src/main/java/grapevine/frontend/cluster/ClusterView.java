package grapevine.frontend.cluster;

import grapevine.common.link.LinkMessage.FrontEndReport;
import grapevine.protocol.ReplicaStatus;
import grapevine.protocol.ReplicaView;
import java.util.List;

/**
 * What this front end knows of the cluster at one instant: every replica manager it was told of,
 * and all front ends.
 */
public record ClusterView(List<ReplicaView> replicas, List<FrontEndReport> frontEnds) {
  /**
   * Replica managers report several times a second: longer silence than this is shown as OFFLINE.
   */
  private static final int SILENT_TICKS = 200;

  public ClusterView {
    replicas = List.copyOf(replicas);
    frontEnds = List.copyOf(frontEnds);
  }

  public static boolean isHeard(ReplicaView replica) {
    return replica.isUp()
        && replica.report().isPresent()
        && replica.ticksSinceHeard() <= SILENT_TICKS;
  }

  /** OFFLINE and gone are the same to whoever calls. */
  public static ReplicaStatus statusOf(ReplicaView replica) {
    return isHeard(replica) ? replica.status() : ReplicaStatus.OFFLINE;
  }

  public boolean isReady() {
    return replicas.stream().anyMatch(replica -> statusOf(replica) != ReplicaStatus.OFFLINE);
  }

  /** All replica managers are heard, and have executed the same records to the same state. */
  public boolean isConverged() {
    return replicas.stream().allMatch(ClusterView::isHeard)
        && replicas.stream()
                .map(replica -> replica.report().orElseThrow().valueTimestamp())
                .distinct()
                .count()
            <= 1
        && replicas.stream()
                .map(replica -> replica.report().orElseThrow().digest())
                .distinct()
                .count()
            <= 1;
  }
}
