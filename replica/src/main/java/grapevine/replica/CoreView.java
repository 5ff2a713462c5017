package grapevine.replica;

import grapevine.protocol.Effect;
import grapevine.protocol.HeldCall;
import grapevine.protocol.Member;
import grapevine.protocol.ReplicaReport;
import java.util.List;
import java.util.Optional;

/**
 * What the event loop lets the other threads see of the core: the newest report, and a divergence
 * once noticed.
 */
final class CoreView {
  private volatile ReplicaReport report;
  private volatile List<HeldCall> held = List.of();
  private volatile Effect.Diverged diverged;

  CoreView(ReplicaReport report) {
    this.report = report;
  }

  ReplicaReport report() {
    return report;
  }

  /** The first calls that are held back, and what for. */
  List<HeldCall> held() {
    return held;
  }

  void publish(ReplicaReport newest, List<HeldCall> heldBack) {
    report = newest;
    held = heldBack;
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
