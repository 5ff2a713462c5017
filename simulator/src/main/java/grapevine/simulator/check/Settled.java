package grapevine.simulator.check;

import grapevine.protocol.DurableState;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a disk calls settled never falls and is executed on the disk of every member; and whatever
 * is not executed here yet was stamped by one who had executed it. A member is a name, as for
 * {@link Truncation}.
 */
public final class Settled implements Probe {
  private static final String NAME = "settled";

  private final Roster roster;
  private final Map<MemberId, Replica> replicas = new TreeMap<>();

  /**
   * @param members how many there are, met or not
   */
  public Settled(int members) {
    this.roster = new Roster(members);
  }

  @Override
  public void opened(MemberId replica, DurableState recovered) {
    roster.opened(replica, recovered);
    of(replica).executedBefore = recovered.replica().value();
  }

  @Override
  public void joined(MemberId donor, MemberId replica) {
    of(replica).executed = of(donor).executed;
    of(replica).settled = of(donor).settled;
    of(replica).nextSettled = of(donor).settled;
  }

  @Override
  public void appended(MemberId replica, LogRecord record) {
    if (record.origin().equals(replica)) {
      of(replica).stampedAfter.add(of(replica).executedBefore);
    }
  }

  @Override
  public void saved(MemberId replica, DurableState.Timestamps timestamps) {
    of(replica).nextSettled = timestamps.settled();
  }

  @Override
  public void stepped(MemberId replica, ReplicaReport after) {
    roster.stepped(replica, after);
    of(replica).executedBefore = after.valueTimestamp();
  }

  @Override
  public void committed(MemberId replica, ReplicaReport state) {
    Replica known = of(replica);
    VectorTimestamp settled = known.nextSettled;
    known.executed = state.valueTimestamp();
    known.stampedOnDisk = known.stampedAfter.size();
    if (settled.equals(known.settled)) {
      return;
    }
    if (!settled.covers(known.settled)) {
      throw violated(replica, settled, "it was " + known.settled);
    }
    if (!isExecutedByAll(replica, settled)) {
      throw violated(replica, settled, "not every member has executed that");
    }
    replicas.forEach((origin, other) -> requireNoSurprise(replica, settled, origin, other));
    known.settled = settled;
  }

  @Override
  public void crashed(MemberId replica) {
    Replica known = of(replica);
    known.nextSettled = known.settled;
    known.stampedAfter.subList(known.stampedOnDisk, known.stampedAfter.size()).clear();
  }

  private boolean isExecutedByAll(MemberId replica, VectorTimestamp settled) {
    Set<MemberId> executors = new TreeSet<>();
    replicas.forEach(
        (member, other) -> {
          if (other.executed.covers(settled)) {
            executors.add(member);
          }
        });
    return roster.areAll(replica, executors, false);
  }

  /** Who stamps has executed no less than before: the next record tells of all that follow. */
  private void requireNoSurprise(
      MemberId replica, VectorTimestamp settled, MemberId origin, Replica other) {
    long next = of(replica).executed.get(origin) + 1;
    if (next > other.stampedAfter.size() || roster.isRetired(replica, origin)) {
      return;
    }
    VectorTimestamp known = other.stampedAfter.get((int) next - 1);
    if (!known.covers(settled)) {
      throw violated(replica, settled, "record " + next + " of " + origin + " knew only " + known);
    }
  }

  private Replica of(MemberId replica) {
    return replicas.computeIfAbsent(replica, member -> new Replica());
  }

  private static InvariantViolated violated(
      MemberId replica, VectorTimestamp settled, String detail) {
    return new InvariantViolated(NAME, replica + " settles " + settled + ", and " + detail);
  }

  private static final class Replica {
    private VectorTimestamp executed = VectorTimestamp.ZERO;
    private VectorTimestamp settled = VectorTimestamp.ZERO;
    private VectorTimestamp nextSettled = VectorTimestamp.ZERO;
    // For each own record what had been executed before the step that stamped it.
    private final List<VectorTimestamp> stampedAfter = new ArrayList<>();
    private int stampedOnDisk;
    private VectorTimestamp executedBefore = VectorTimestamp.ZERO;
  }
}
