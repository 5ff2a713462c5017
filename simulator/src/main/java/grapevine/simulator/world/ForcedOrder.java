package grapevine.simulator.world;

import grapevine.protocol.ForcedCommand;
import grapevine.protocol.Input;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One order for all as a library makes it that needs a majority: somebody leads while he reaches
 * more than half of the voters, what he is handed may be lost or come twice, and what was ordered
 * is told to each voter in order, some time later, and again after a restart. What was ordered is
 * on a majority's disks, and therefore kept here.
 */
final class ForcedOrder {
  private static final long LOOK_MICROS = 20 * Timeline.MILLI;
  private static final long ELECTION_MICROS = 600 * Timeline.MILLI;
  private static final long GRACE_MICROS = Timeline.SECOND;
  private static final long PROPOSAL_MICROS = 1500 * Timeline.MILLI;
  private static final long COMMIT_MICROS = 12 * Timeline.MILLI;

  private final World world;
  private final Timeline timeline;
  private final Trace trace;
  private final Dice dice;
  private final List<Input.Committed> ordered = new ArrayList<>();
  private final TreeMap<String, Follower> followers = new TreeMap<>();
  private List<Member> members = List.of();
  private long membersForced = -1;
  private String leader;
  private long electionAtMicros;
  private long lastIndex;
  private boolean isHealed;

  /** How far a process has been told. */
  private static final class Follower {
    private int next;

    /** What its replica manager was told; null before it was told anything. */
    private Boolean hasMajority;

    private long lostAtMicros;
  }

  ForcedOrder(World world, Timeline timeline, Trace trace, Dice dice) {
    this.world = world;
    this.timeline = timeline;
    this.trace = trace;
    this.dice = dice;
    timeline.after(LOOK_MICROS, this::look);
  }

  /** A process begins; its disk has everything up to this place. */
  void started(String name, long executedIndex) {
    Follower follower = new Follower();
    follower.lostAtMicros = timeline.nowMicros();
    while (follower.next < ordered.size()
        && ordered.get(follower.next).index() <= executedIndex - dice.between(0, 3)) {
      follower.next++;
    }
    followers.put(name, follower);
  }

  /** Who votes is what the replica manager that has executed most says. */
  void committed(ReplicaReport state) {
    if (state.valueTimestamp().forced() > membersForced) {
      membersForced = state.valueTimestamp().forced();
      members = state.members();
    } else if (membersForced == 0 && state.members().size() > members.size()) {
      members = state.members(); // founders that were met
    }
  }

  /** From now on nothing is lost that a leader is handed. */
  void heal() {
    isHealed = true;
  }

  /** Whoever leads stops leading. */
  void depose() {
    leader = null;
    electionAtMicros =
        timeline.nowMicros() + dice.between(ELECTION_MICROS / 2, 2 * ELECTION_MICROS);
  }

  void propose(String from, ForcedCommand command) {
    propose(from, command, timeline.nowMicros() + PROPOSAL_MICROS);
  }

  private void propose(String from, ForcedCommand command, long untilMicros) {
    if (leader != null && reaches(from, leader)) {
      String to = leader;
      long delay = from.equals(to) ? 0 : dice.between(100, 2 * Timeline.MILLI);
      timeline.after(delay + dice.around(COMMIT_MICROS), () -> order(to, command));
    } else if (timeline.nowMicros() < untilMicros) {
      timeline.after(LOOK_MICROS, () -> propose(from, command, untilMicros));
    }
  }

  private void order(String at, ForcedCommand command) {
    boolean isStill = at.equals(leader) && reachesMajority(at);
    // A leader that is gone may have told a majority before it went.
    if (isStill ? isHealed || !dice.chance(0.02) : dice.chance(0.3)) {
      for (int times = dice.chance(0.05) ? 2 : 1; times > 0; times--) {
        lastIndex += 1 + (dice.chance(0.2) ? dice.between(1, 3) : 0);
        ordered.add(new Input.Committed(lastIndex, command));
        trace.note(timeline.nowMicros(), "order", "has at " + lastIndex, command);
      }
    }
  }

  private void look() {
    timeline.after(LOOK_MICROS, this::look);
    if (leader != null && !(isUp(leader) && isVoter(leader) && reachesMajority(leader))) {
      depose();
    }
    if (leader == null && timeline.nowMicros() >= electionAtMicros) {
      List<String> able =
          voters().stream().filter(this::isUp).filter(this::reachesMajority).toList();
      if (!able.isEmpty()) {
        leader = dice.pick(able);
        trace.note(timeline.nowMicros(), leader, "leads", "");
      }
    }
    for (String name : voters()) {
      if (isUp(name) && followers.containsKey(name)) {
        tell(name, followers.get(name));
      }
    }
  }

  private void tell(String name, Follower follower) {
    boolean isLed = leader != null && reaches(name, leader);
    if (isLed) {
      follower.lostAtMicros = timeline.nowMicros();
    }
    boolean isGone = !isLed && timeline.nowMicros() - follower.lostAtMicros >= GRACE_MICROS;
    if ((isLed || isGone) && !Objects.equals(isLed, follower.hasMajority)) {
      follower.hasMajority = isLed;
      world.replica(name).receive(new Input.Majority(isLed));
    }
    if (isLed && !dice.chance(0.2)) {
      for (int left = dice.between(1, 8); left > 0 && follower.next < ordered.size(); left--) {
        world.replica(name).receive(ordered.get(follower.next++));
      }
    }
  }

  private TreeSet<String> voters() {
    TreeSet<String> names = new TreeSet<>();
    if (members.size() >= world.settings().replicas()) {
      members.stream().filter(Member::isIn).forEach(member -> names.add(member.id().name()));
    }
    return names;
  }

  private boolean isVoter(String name) {
    return voters().contains(name);
  }

  /** Whether it runs, as the member that votes and not as another incarnation of its name. */
  private boolean isUp(String name) {
    ReplicaMachine machine = world.replica(name);
    return machine != null
        && machine.isRunning()
        && !machine.isPaused()
        && members.stream().filter(Member::isIn).map(Member::id).anyMatch(isThe(machine));
  }

  private static java.util.function.Predicate<MemberId> isThe(ReplicaMachine machine) {
    return id -> id.equals(machine.member());
  }

  private boolean reachesMajority(String name) {
    TreeSet<String> voters = voters();
    long reached = voters.stream().filter(voter -> isUp(voter) && reaches(name, voter)).count();
    return 2 * reached > voters.size();
  }

  private boolean reaches(String from, String to) {
    return from.equals(to)
        || (!world.network().isCut(from, to) && !world.network().isCut(to, from) && isUp(to));
  }
}
