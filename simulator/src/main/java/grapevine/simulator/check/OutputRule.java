package grapevine.simulator.check;

import grapevine.protocol.Effect;
import grapevine.protocol.Gossip;
import grapevine.protocol.GossipRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Outcome;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.VectorTimestamp;
import java.util.Map;
import java.util.TreeMap;

/**
 * R8 and invariants 10, 15, 17: whatever leaves a process is covered by what is on its disk, so
 * nobody ever holds more of an origin's records than the origin itself.
 */
public final class OutputRule implements Probe {
  private static final String NAME = "output-rule";

  private final Map<MemberId, Disk> disks = new TreeMap<>();

  @Override
  public void joined(MemberId donor, MemberId replica) {
    Disk copy = disk(replica);
    copy.value = disk(donor).value;
    copy.logged = disk(donor).logged;
    copy.floor = disk(donor).floor;
    copy.nextFloor = copy.floor;
  }

  @Override
  public void discarded(MemberId replica, VectorTimestamp floor) {
    disk(replica).nextFloor = floor;
  }

  @Override
  public void committed(MemberId replica, ReplicaReport state) {
    Disk disk = disk(replica);
    disk.value = state.valueTimestamp();
    disk.logged = state.replicaTimestamp();
    disk.floor = disk.nextFloor;
    for (int i = 0; i < disk.logged.size(); i++) {
      MemberId origin = disk.logged.member(i);
      require(replica, disk(origin).logged.get(origin) >= disk.logged.count(i), disk.logged);
    }
  }

  @Override
  public void said(MemberId replica, Effect effect) {
    if (effect instanceof Effect.Send send) {
      requireOnDisk(replica, send.gossip());
    } else if (effect instanceof Effect.Reply reply
        && reply.reply() instanceof ReplicaReply.UpdateReply acknowledgement
        && acknowledgement.outcome() == Outcome.DONE) {
      require(replica, disk(replica).logged.covers(acknowledgement.dot()), acknowledgement);
    }
  }

  @Override
  public void answered(MemberId replica, ReplicaReply.QueryReply reply) {
    require(replica, disk(replica).value.covers(reply.valueTimestamp()), reply);
  }

  @Override
  public void crashed(MemberId replica) {
    disk(replica).nextFloor = disk(replica).floor;
  }

  private void requireOnDisk(MemberId replica, Gossip gossip) {
    Disk disk = disk(replica);
    require(replica, disk.logged.covers(gossip.replicaTimestamp()), gossip);
    require(replica, disk.value.covers(gossip.valueTimestamp()), gossip);
    require(replica, disk.floor.covers(gossip.floor()), gossip);
    for (GossipRecord record : gossip.records()) {
      require(replica, disk.logged.covers(record.dot()), gossip);
    }
  }

  private void require(MemberId replica, boolean isOnDisk, Object exposed) {
    if (!isOnDisk) {
      Disk disk = disk(replica);
      throw new InvariantViolated(
          NAME,
          replica + " has " + disk.value + " of " + disk.logged + " on its disk, not " + exposed);
    }
  }

  private Disk disk(MemberId replica) {
    return disks.computeIfAbsent(replica, member -> new Disk());
  }

  private static final class Disk {
    private VectorTimestamp value = VectorTimestamp.ZERO;
    private VectorTimestamp logged = VectorTimestamp.ZERO;
    private VectorTimestamp floor = VectorTimestamp.ZERO;
    private VectorTimestamp nextFloor = VectorTimestamp.ZERO;
  }
}
