package grapevine.simulator.world;

import grapevine.protocol.ForcedCommand;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.Update;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes the members of a world, as an operator and the processes do it: one change at a time,
 * each repeated until it is done. A lost disk comes back empty, as another incarnation.
 */
public final class Operator {
  private static final long PAUSE_MICROS = 150 * Timeline.MILLI;
  private static final int MEMBERS_MAX = 5;

  private final World world;
  private final Dice dice;
  private long lastIncarnation = 1000;
  private int underWay;
  private boolean isDiskLost;

  Operator(World world, Dice dice) {
    this.world = world;
    this.dice = dice;
  }

  /** Nothing is being changed. */
  public boolean isIdle() {
    return underWay == 0;
  }

  /** A new member under a new name. */
  void join() {
    boolean hasRoom = world.replicaNames().size() < MEMBERS_MAX;
    if (isIdle() && hasRoom && isWhole()) {
      begin();
      joinAs(new MemberId("rm" + (lastIncarnation - 990), ++lastIncarnation), List.of());
    }
  }

  /**
   * A member's disk is lost, with what nobody else had: once in a run, since every update is on two
   * disks and not on more.
   */
  void loseDisk() {
    Optional<String> victim = candidate();
    if (isDiskLost || victim.isEmpty() || world.settings().fanOut() < 2) {
      return;
    }
    isDiskLost = true;
    begin();
    MemberId member = world.replica(victim.get()).member();
    world.kill(victim.get());
    world.bury(victim.get());
    world.timeline().after(dice.around(4 * PAUSE_MICROS), () -> retire(member, List.of()));
  }

  /** A member that lives is taken for dead, and comes back with what only it had. */
  void retireWrongly() {
    candidate()
        .ifPresent(
            name -> {
              begin();
              fence(world.replica(name).member());
            });
  }

  /** A process found out that it was fenced, and ended. */
  void fenced(MemberId member, List<Update> unsent) {
    world.bury(member.name());
    retire(member, unsent);
  }

  private void begin() {
    underWay++;
  }

  /** Everyone is active and works, so that one can be missed. */
  private boolean isWhole() {
    Map<String, ReplicaReport> states = world.states();
    return states.size() == world.replicaNames().size()
        && world.replicaNames().size() >= 3
        && states.values().stream().allMatch(state -> activeCount(state) == states.size());
  }

  private static long activeCount(ReplicaReport state) {
    return state.members().stream().filter(member -> member.state() == Member.State.ACTIVE).count();
  }

  /** Who shows nothing that it alone has. */
  private Optional<String> candidate() {
    if (!isIdle() || !isWhole()) {
      return Optional.empty();
    }
    List<String> able =
        world.states().entrySet().stream()
            .filter(
                entry ->
                    !entry.getValue().isDegraded()
                        && entry.getValue().valueTimestamp().get(entry.getValue().member())
                            <= entry.getValue().confirmed())
            .map(Map.Entry::getKey)
            .toList();
    return able.isEmpty() ? Optional.empty() : Optional.of(dice.pick(able));
  }

  private Optional<Member> known(MemberId member) {
    return world.states().values().stream()
        .flatMap(state -> state.members().stream())
        .filter(each -> each.id().equals(member))
        .max(java.util.Comparator.comparing(Member::state));
  }

  private void fence(MemberId member) {
    if (known(member).map(Member::isIn).orElse(true)) {
      ask(new ForcedCommand.Fence(member));
      again(() -> fence(member));
    }
    // Its process ends when it hears of it, and goes on from there.
  }

  private void retire(MemberId member, List<Update> unsent) {
    Optional<Member.State> state = known(member).map(Member::state);
    if (state.equals(Optional.of(Member.State.RETIRED))) {
      MemberId next = new MemberId(member.name(), ++lastIncarnation);
      joinAs(next, unsent);
    } else {
      if (!state.equals(Optional.of(Member.State.FENCED))) {
        ask(new ForcedCommand.Fence(member));
      }
      again(() -> retire(member, unsent));
    }
  }

  private void joinAs(MemberId member, List<Update> unsent) {
    Optional<String> donor =
        world.states().entrySet().stream()
            .filter(entry -> entry.getValue().says(member, Member.State.JOINING))
            .map(Map.Entry::getKey)
            .findFirst();
    if (donor.isPresent()) {
      world.join(donor.get(), member, unsent);
      awaitActive(member);
    } else {
      ask(new ForcedCommand.Join(member, ""));
      again(() -> joinAs(member, unsent));
    }
  }

  private void awaitActive(MemberId member) {
    ReplicaReport state = world.states().get(member.name());
    boolean isActive = state != null && state.says(member, Member.State.ACTIVE);
    if (isActive && world.replica(member.name()).hasHandedIn()) {
      underWay--;
    } else {
      again(() -> awaitActive(member));
    }
  }

  private void ask(ForcedCommand command) {
    List<String> running = List.copyOf(world.states().keySet());
    if (!running.isEmpty()) {
      world.replica(dice.pick(running)).receive(new grapevine.protocol.Input.Change(command));
    }
  }

  private void again(Runnable next) {
    world.timeline().after(dice.around(PAUSE_MICROS), next);
  }
}
