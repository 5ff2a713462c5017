package grapevine.simulator.check;

import grapevine.protocol.DurableState;
import grapevine.protocol.Gossip;
import grapevine.protocol.Input;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * R6a: when a replica manager may show what it alone has. It has to be degraded while all its links
 * are down or an own record waits too long; it may stay so until a report confirms more of it, or
 * nothing waits. {@link VisibleAtTwo} excuses who is degraded, so this says who may be. Judges only
 * where one loss is tolerated.
 */
public final class DegradedState implements Probe {
  private static final String NAME = "degraded-state";
  private static final int AFTER_TICKS = ReplicaSettings.standard(List.of()).degradedAfterTicks();

  private final Roster roster;
  private final boolean isOneTolerated;
  private final Map<MemberId, Replica> replicas = new TreeMap<>();

  /**
   * @param members how many there are, met or not
   */
  public DegradedState(int members, int tolerated) {
    this.roster = new Roster(members);
    this.isOneTolerated = tolerated == 1;
  }

  @Override
  public void opened(MemberId replica, DurableState recovered) {
    Replica process = new Replica();
    replicas.put(replica, process);
    roster.opened(replica, recovered);
    process.confirmed = recovered.replica().confirmed();
    recovered.log().stream()
        .filter(record -> record.origin().equals(replica))
        .forEach(process::logged);
  }

  @Override
  public void joined(MemberId donor, MemberId replica) {
    roster.joined(replica);
  }

  @Override
  public void receives(MemberId replica, Input input) {
    Replica process = replicas.get(replica);
    if (input instanceof Input.Tick) {
      process.ticks++;
    } else if (input instanceof Input.Link link) {
      process.links.put(link.peer(), link.isUp());
    } else if (input instanceof Input.Received received
        && received.gossip().kind() != Gossip.Kind.FENCED
        && roster.listensTo(replica, received.gossip().sender())) {
      process.confirmed(received.gossip().replicaTimestamp().get(replica));
    }
  }

  @Override
  public void appended(MemberId replica, LogRecord record) {
    if (record.origin().equals(replica)) {
      replicas.get(replica).logged(record);
    }
  }

  @Override
  public void stepped(MemberId replica, ReplicaReport after) {
    Replica process = replicas.get(replica);
    int othersBefore = roster.othersOf(replica);
    roster.stepped(replica, after);
    // One who was alone for a part of the step only.
    boolean isChanged = roster.othersOf(replica) != othersBefore;
    process.links.keySet().removeIf(name -> !roster.isIn(replica, name));
    boolean isAlone = process.isAlone(roster.othersOf(replica)) && !after.isStarting();
    boolean must = isAlone || process.isOverdue();
    boolean mayStay = process.isDegraded && !process.isRaised && !process.waitingSince.isEmpty();
    // Where two losses are tolerated, others' records may wait for a disk too.
    if (must && !after.isDegraded() && isOneTolerated) {
      throw new InvariantViolated(NAME, replica + " is not degraded: " + process);
    }
    if (after.isDegraded() && !must && !mayStay && !isChanged && isOneTolerated) {
      throw new InvariantViolated(NAME, replica + " is degraded: " + process);
    }
    process.isDegraded = after.isDegraded();
    process.isRaised = false;
  }

  @Override
  public void crashed(MemberId replica) {
    replicas.remove(replica);
  }

  private static final class Replica {
    private final Map<String, Boolean> links = new TreeMap<>();
    // By the numbers of own records that no report has confirmed: the ticks in which they came.
    private final TreeMap<Long, Long> waitingSince = new TreeMap<>();
    private long ticks;
    private long confirmed;
    private boolean isRaised;
    private boolean isDegraded;

    void logged(LogRecord record) {
      if (record.dot().n() > confirmed) {
        waitingSince.put(record.dot().n(), ticks);
      }
    }

    void confirmed(long n) {
      if (n > confirmed) {
        confirmed = n;
        isRaised = true;
        waitingSince.headMap(n, true).clear();
      }
    }

    boolean isAlone(int peers) {
      return links.size() == peers && !links.containsValue(true);
    }

    boolean isOverdue() {
      return !waitingSince.isEmpty() && ticks - waitingSince.firstEntry().getValue() >= AFTER_TICKS;
    }

    @Override
    public String toString() {
      return "links " + links + ", tick " + ticks + ", waiting since " + waitingSince;
    }
  }
}
