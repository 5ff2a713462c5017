package grapevine.simulator.check;

import grapevine.protocol.DurableState;
import grapevine.protocol.Input;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.VectorTimestamp;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * R13, R14 and invariants 24, 25: a record is discarded only when executed here and on the disk of
 * every member, and nothing is merged over a floor that is not covered.
 */
public final class Truncation implements Probe {
  private static final String NAME = "truncation";

  private final Roster roster;
  private final Map<MemberId, Replica> replicas = new TreeMap<>();

  /**
   * @param members how many there are, met or not
   */
  public Truncation(int members) {
    this.roster = new Roster(members);
  }

  @Override
  public void opened(MemberId replica, DurableState recovered) {
    roster.opened(replica, recovered);
  }

  @Override
  public void joined(MemberId donor, MemberId replica) {
    of(replica).floor = of(donor).floor;
    of(replica).logged = of(donor).onDisk;
    of(replica).onDisk = of(donor).onDisk;
  }

  @Override
  public void receives(MemberId replica, Input input) {
    Replica known = of(replica);
    known.isMergeBarred =
        input instanceof Input.Received received && !known.logged.covers(received.gossip().floor());
  }

  @Override
  public void appended(MemberId replica, LogRecord record) {
    Replica known = of(replica);
    if (known.isMergeBarred && !record.origin().equals(replica)) {
      throw new InvariantViolated(
          NAME, replica + " takes " + record.dot() + " over a floor above " + known.logged);
    }
    known.logged = known.logged.with(record.origin(), record.dot().n());
  }

  @Override
  public void discarded(MemberId replica, VectorTimestamp floor) {
    // Only what it discards now: what went before a member joined is none of that member's.
    VectorTimestamp discarded = floor;
    for (int i = 0; i < floor.size(); i++) {
      if (floor.count(i) <= of(replica).floor.get(floor.member(i))) {
        discarded = discarded.with(floor.member(i), 0);
      }
    }
    of(replica).discardedInStep = discarded;
    // Of those that the step began with: who joins in it gets a copy of what others hold by then.
    of(replica).isDiscardHeldByAll =
        discarded.equals(VectorTimestamp.ZERO) || isHeldByAll(replica, discarded);
  }

  @Override
  public void stepped(MemberId replica, ReplicaReport after) {
    roster.stepped(replica, after);
    Replica known = of(replica);
    VectorTimestamp floor = known.discardedInStep;
    if (!after.valueTimestamp().covers(floor)) {
      throw new InvariantViolated(
          NAME, replica + " discards " + floor + ", executed " + after.valueTimestamp());
    }
    if (!known.isDiscardHeldByAll) {
      throw new InvariantViolated(
          NAME, replica + " discards " + floor + ", which not every member holds: " + replicas);
    }
    known.floor = known.floor.merge(floor);
    known.discardedInStep = VectorTimestamp.ZERO;
    known.isDiscardHeldByAll = true;
    known.isMergeBarred = false;
  }

  @Override
  public void committed(MemberId replica, ReplicaReport state) {
    of(replica).onDisk = of(replica).logged;
  }

  @Override
  public void crashed(MemberId replica) {
    Replica known = of(replica);
    known.logged = known.onDisk;
    known.discardedInStep = VectorTimestamp.ZERO;
    known.isDiscardHeldByAll = true;
    known.isMergeBarred = false;
  }

  private boolean isHeldByAll(MemberId replica, VectorTimestamp floor) {
    Set<MemberId> holders = new TreeSet<>(Set.of(replica));
    replicas.forEach(
        (member, other) -> {
          if (other.onDisk.covers(floor)) {
            holders.add(member);
          }
        });
    return roster.areAll(replica, holders, true);
  }

  private Replica of(MemberId replica) {
    return replicas.computeIfAbsent(replica, member -> new Replica());
  }

  private static final class Replica {
    private VectorTimestamp logged = VectorTimestamp.ZERO;
    private VectorTimestamp onDisk = VectorTimestamp.ZERO;
    // Discarded at any time, also what a crash took back.
    private VectorTimestamp floor = VectorTimestamp.ZERO;
    private VectorTimestamp discardedInStep = VectorTimestamp.ZERO;
    private boolean isDiscardHeldByAll = true;
    private boolean isMergeBarred;

    @Override
    public String toString() {
      return onDisk.toString();
    }
  }
}
