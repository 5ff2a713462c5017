package grapevine.protocol;

import java.util.List;

/**
 * What a member proposes of its own accord while members change (R17): a joining one, that it takes
 * part; the others, that a fenced one is gone for good. A proposal may be lost and is repeated; one
 * too many has no effect.
 */
final class Reconfiguration {
  private final int repeatTicks;
  private final MemberId me;
  private final Members members;
  private final TimestampTable table;
  private final ReadyLoop readyLoop;
  // What was to be executed before a joining member becomes active; null until everyone was heard.
  private VectorTimestamp aim;
  private long proposedTick = Long.MIN_VALUE / 2;

  Reconfiguration(
      ReplicaSettings settings,
      MemberId me,
      Members members,
      TimestampTable table,
      ReadyLoop readyLoop) {
    this.repeatTicks = 10 * settings.gossipIntervalTicks();
    this.me = me;
    this.members = members;
    this.table = table;
    this.readyLoop = readyLoop;
  }

  void tick(long tick, List<Effect> sends) {
    if (tick - proposedTick < repeatTicks) {
      return;
    }
    Member mine = members.mine();
    if (mine.state() == Member.State.JOINING && hasCaughtUp(mine)) {
      propose(new ForcedCommand.Activate(me), tick, sends);
    } else if (mine.state() == Member.State.ACTIVE) {
      for (Member fenced : members.in(Member.State.FENCED)) {
        if (haveReported(members.others(), fenced.since())) {
          propose(new ForcedCommand.Retire(fenced.id(), cut()), tick, sends);
        }
      }
    }
  }

  /**
   * Whether all that any active member had executed when it was heard past the join is executed here:
   * what was settled without this one must not be news to its clients.
   */
  private boolean hasCaughtUp(Member mine) {
    List<Member> active =
        members.others().stream()
            .filter(other -> other.state() == Member.State.ACTIVE)
            .toList();
    if (aim == null && haveReported(active, mine.since())) {
      aim = VectorTimestamp.ZERO;
      active.forEach(other -> aim = aim.merge(table.executedBy(other.id())));
    }
    return aim != null && readyLoop.valueTimestamp().covers(aim);
  }

  private void propose(ForcedCommand command, long tick, List<Effect> sends) {
    proposedTick = tick;
    sends.add(new Effect.Propose(command));
  }

  // Whoever has executed the command keeps to it: truncates no more without the joining member,
  // takes nothing more from the fenced one.
  private boolean haveReported(List<Member> others, long forced) {
    return others.stream().allMatch(other -> table.executedBy(other.id()).forced() >= forced);
  }

  /** Whatever anybody who takes part holds: nobody can come to hold more of the fenced member. */
  private VectorTimestamp cut() {
    VectorTimestamp cut = readyLoop.logged();
    for (Member other : members.others()) {
      cut = cut.merge(table.heldBy(other.id().name()));
    }
    return cut;
  }
}
