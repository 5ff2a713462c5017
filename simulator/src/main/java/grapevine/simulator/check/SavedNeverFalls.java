package grapevine.simulator.check;

import grapevine.protocol.DurableState;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import java.util.Map;
import java.util.TreeMap;

/**
 * Invariant 14 for the counters that no timestamp shows: what may be shown (R6a), what another
 * member holds, and the lamport (R9) never fall on a disk, however often the process starts.
 */
public final class SavedNeverFalls implements Probe {
  private static final String NAME = "saved-never-falls";

  private final Map<MemberId, DurableState.Timestamps> onDisk = new TreeMap<>();
  private final Map<MemberId, DurableState.Timestamps> unsaved = new TreeMap<>();

  @Override
  public void saved(MemberId replica, DurableState.Timestamps timestamps) {
    unsaved.put(replica, timestamps);
  }

  @Override
  public void committed(MemberId replica, ReplicaReport state) {
    DurableState.Timestamps before = onDisk.getOrDefault(replica, DurableState.Timestamps.ZERO);
    DurableState.Timestamps now = unsaved.getOrDefault(replica, before);
    if (now.released() < before.released()
        || now.confirmed() < before.confirmed()
        || now.lamport() < before.lamport()) {
      throw new InvariantViolated(NAME, replica + " saves " + now + " over " + before);
    }
    onDisk.put(replica, now);
  }

  @Override
  public void crashed(MemberId replica) {
    unsaved.remove(replica);
  }
}
