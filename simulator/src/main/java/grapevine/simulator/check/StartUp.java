package grapevine.simulator.check;

import grapevine.protocol.DurableState;
import grapevine.protocol.Gossip;
import grapevine.protocol.Input;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * R16: a process stamps nothing before every other member has answered it, or a silent one was
 * waited for. Counted from what the process was handed; what it says of itself is not believed.
 */
public final class StartUp implements Probe {
  private static final String NAME = "start-up";

  /** After so many ticks nobody is waited for any more. */
  static final int TICKS = ReplicaSettings.standard(List.of()).startUpTicks();

  private final Roster roster;
  private final Map<MemberId, Replica> replicas = new TreeMap<>();

  /**
   * @param members how many there are, met or not
   */
  public StartUp(int members) {
    this.roster = new Roster(members);
  }

  @Override
  public void opened(MemberId replica, DurableState recovered) {
    roster.opened(replica, recovered);
  }

  @Override
  public void stepped(MemberId replica, ReplicaReport after) {
    roster.stepped(replica, after);
    Replica process = of(replica);
    for (LogRecord record : process.stampedInStep) {
      requireHeard(replica, process, record);
    }
    process.stampedInStep.clear();
  }

  @Override
  public void receives(MemberId replica, Input input) {
    if (input instanceof Input.Tick) {
      of(replica).ticks++;
    } else if (input instanceof Input.Received received
        && received.gossip().kind() == Gossip.Kind.ANSWER) {
      of(replica).heard.add(received.gossip().sender().name());
    }
  }

  @Override
  public void appended(MemberId replica, LogRecord record) {
    if (record.origin().equals(replica)) {
      of(replica).stampedInStep.add(record);
    }
  }

  // Judged at the end of the step, which may have changed who has to be heard.
  private void requireHeard(MemberId replica, Replica process, LogRecord record) {
    if (process.ticks < TICKS && process.heard.size() < roster.othersOf(replica)) {
      throw new InvariantViolated(
          NAME,
          replica
              + " stamps "
              + record.dot()
              + " after "
              + process.ticks
              + " ticks, answered only by "
              + process.heard);
    }
  }

  @Override
  public void crashed(MemberId replica) {
    replicas.remove(replica);
  }

  private Replica of(MemberId replica) {
    return replicas.computeIfAbsent(replica, member -> new Replica());
  }

  /** Since its process started. */
  private static final class Replica {
    private final Set<String> heard = new TreeSet<>();
    private final List<LogRecord> stampedInStep = new ArrayList<>();
    private long ticks;
  }
}
