package grapevine.replica;

import grapevine.protocol.Effect;
import grapevine.protocol.Member;
import grapevine.protocol.ReplicaReport;
import java.util.Optional;

/**
 * What the event loop lets the other threads see of the core: the newest report, and a divergence
 * once noticed.
 */
final class CoreView {
  private volatile ReplicaReport report;
  private volatile Effect.Diverged diverged;

  CoreView(ReplicaReport report) {
    this.report = report;
  }

  ReplicaReport report() {
    return report;
  }

  void publish(ReplicaReport newest) {
    report = newest;
  }

  /** Whether this replica manager is one that makes records and takes calls. */
  static boolean isActive(ReplicaReport report) {
    return report.says(report.member(), Member.State.ACTIVE);
  }

  Optional<Effect.Diverged> diverged() {
    return Optional.ofNullable(diverged);
  }

  /** The first is kept: later ones follow from it. */
  boolean diverged(Effect.Diverged noticed) {
    boolean isFirst = diverged == null;
    if (isFirst) {
      diverged = noticed;
    }
    return isFirst;
  }
}
