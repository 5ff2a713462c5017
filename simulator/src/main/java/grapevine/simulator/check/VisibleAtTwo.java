package grapevine.simulator.check;

import grapevine.protocol.MemberId;
import grapevine.protocol.Outcome;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.VectorTimestamp;
import java.util.Map;
import java.util.TreeMap;

/**
 * R6a and invariant 12: outside the degraded state nothing is shown, nor an own record executed,
 * that was never on two disks. A disk that was lost since still counts: it held the record.
 */
public final class VisibleAtTwo implements Probe {
  private static final String NAME = "visible-at-two";

  private final int disks;
  private final Map<MemberId, Replica> replicas = new TreeMap<>();

  /**
   * @param disks on so many what is shown has to be: two, or three where two may be lost
   */
  public VisibleAtTwo(int disks) {
    this.disks = disks;
  }

  @Override
  public void joined(MemberId donor, MemberId replica) {
    of(replica).logged = of(donor).logged;
  }

  @Override
  public void stepped(MemberId replica, ReplicaReport after) {
    if (after.isDegraded()) {
      of(replica).nextExecutedAlone = after.valueTimestamp().get(replica);
    }
  }

  @Override
  public void committed(MemberId replica, ReplicaReport state) {
    Replica known = of(replica);
    known.logged = state.replicaTimestamp();
    known.executedAlone = known.nextExecutedAlone;
    long executed = state.valueTimestamp().get(replica);
    if (executed > known.executedAlone && executed > onDisks(disks, replica)) {
      throw new InvariantViolated(
          NAME,
          replica
              + " has executed "
              + executed
              + " own records, not degraded: "
              + describe(replica));
    }
  }

  @Override
  public void answered(MemberId replica, ReplicaReply.QueryReply reply) {
    if (reply.outcome() != Outcome.DONE || reply.durability() < 2) {
      return;
    }
    VectorTimestamp shown = reply.valueTimestamp();
    for (int i = 0; i < shown.size(); i++) {
      MemberId origin = shown.member(i);
      if (shown.count(i) > onTwoDisks(origin)) {
        throw new InvariantViolated(
            NAME, replica + " answers from " + shown + " as on two disks: " + describe(origin));
      }
    }
  }

  @Override
  public void crashed(MemberId replica) {
    of(replica).nextExecutedAlone = of(replica).executedAlone;
  }

  private long onTwoDisks(MemberId origin) {
    return onDisks(2, origin);
  }

  /** The so-many-th largest count of this origin's records on any disk. */
  private long onDisks(int count, MemberId origin) {
    long[] counts =
        replicas.values().stream()
            .mapToLong(replica -> replica.logged.get(origin))
            .sorted()
            .toArray();
    return counts.length < count ? 0 : counts[counts.length - count];
  }

  private String describe(MemberId origin) {
    return onTwoDisks(origin) + " records of " + origin + " are on two disks";
  }

  private Replica of(MemberId replica) {
    return replicas.computeIfAbsent(replica, member -> new Replica());
  }

  private static final class Replica {
    private VectorTimestamp logged = VectorTimestamp.ZERO;
    // Own records executed by the end of the last degraded state.
    private long executedAlone;
    private long nextExecutedAlone;
  }
}
