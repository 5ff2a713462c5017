package grapevine.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who takes part, as the one order for all has decided (R17). It begins with the founders, known by
 * name until they are met: whoever is met first under a founder's name is that founder (R16).
 */
final class Members {
  private final MemberId me;
  private final Map<String, String> addresses;
  private final TreeMap<MemberId, Member> members = new TreeMap<>();
  private List<Member> met = List.of();
  private List<Member> others = List.of();
  private boolean hasRetired;

  /**
   * Founders that are not met yet count only as long as no command was executed here: a cluster
   * that decides anything has met all of its founders. Not by F, which a restored cluster begins
   * with.
   */
  Members(ReplicaSettings settings, DurableState recovered) {
    this.me = recovered.me();
    this.addresses = settings.addresses();
    recovered.members().forEach(this::put);
    if (!members.containsKey(me)) {
      put(founder(me));
    }
    boolean isFounded = recovered.replica().forcedIndex() > 0;
    for (String name : settings.peers()) {
      boolean isKnown = members.keySet().stream().anyMatch(id -> id.name().equals(name));
      if (!isKnown && !isFounded) {
        put(founder(MemberId.unmet(name)));
      }
    }
  }

  private static Member founder(MemberId id) {
    return new Member(id, Member.State.ACTIVE, "", 0, 0);
  }

  /** All that were met, retired ones too. */
  List<Member> met() {
    return met;
  }

  Member mine() {
    return members.get(me);
  }

  /** Those that take part, but for this one. */
  List<Member> others() {
    return others;
  }

  List<Member> in(Member.State state) {
    return members.values().stream().filter(member -> member.state() == state).toList();
  }

  /** The others have agreed to go on without it. */
  boolean isOut(MemberId id) {
    Member member = members.get(id);
    return member != null && !member.isIn();
  }

  /** The first incarnation met under a founder's name. */
  void pin(MemberId id) {
    Member unmet = members.remove(MemberId.unmet(id.name()));
    if (unmet != null) {
      put(founder(id));
    }
  }

  /** Whether a record of this member beyond its cut is asked for or offered: such are refused. */
  boolean isCutOff(Dot dot) {
    Member member = hasRetired ? members.get(dot.origin()) : null;
    return member != null && member.state() == Member.State.RETIRED && dot.n() > member.cut();
  }

  /**
   * What of a token can still come: what it names of a retired member ends at the cut, and a
   * pending write that is nowhere but above a cut is lost (R5).
   */
  Token clamp(Token token) {
    if (!hasRetired) {
      return token;
    }
    VectorTimestamp vector = token.vector();
    for (Member gone : in(Member.State.RETIRED)) {
      if (vector.get(gone.id()) > gone.cut()) {
        vector = vector.with(gone.id(), gone.cut());
      }
    }
    List<PendingWrite> pending = new ArrayList<>();
    for (PendingWrite write : token.pending()) {
      List<Dot> dots = write.dots().stream().filter(dot -> !isCutOff(dot)).toList();
      if (!dots.isEmpty()) {
        pending.add(new PendingWrite(write.callId(), dots));
      }
    }
    return new Token(vector, pending, token.lamport());
  }

  /** Executes a command that changes the members; one that does not fit has no effect. */
  void execute(ForcedCommand command, long forced) {
    if (command instanceof ForcedCommand.Join join) {
      boolean isNameFree =
          members.values().stream()
              .noneMatch(
                  member ->
                      member.id().name().equals(join.member().name())
                          && member.state() != Member.State.RETIRED);
      if (isNameFree && !members.containsKey(join.member())) {
        put(new Member(join.member(), Member.State.JOINING, join.address(), forced, 0));
      }
    } else if (command instanceof ForcedCommand.Activate activate) {
      move(activate.member(), Member.State.JOINING, Member.State.ACTIVE, forced, 0);
    } else if (command instanceof ForcedCommand.Fence fence) {
      fence(fence.member(), forced);
    } else if (command instanceof ForcedCommand.Retire retire) {
      long cut = retire.cut().get(retire.member());
      move(retire.member(), Member.State.FENCED, Member.State.RETIRED, forced, cut);
    }
  }

  // The last active member stays: nobody else could take a call.
  private void fence(MemberId id, long forced) {
    boolean isLastActive =
        in(Member.State.ACTIVE).stream().allMatch(active -> active.id().equals(id));
    if (!isLastActive) {
      move(id, Member.State.ACTIVE, Member.State.FENCED, forced, 0);
    }
    move(id, Member.State.JOINING, Member.State.FENCED, forced, 0);
  }

  private void move(MemberId id, Member.State from, Member.State to, long forced, long cut) {
    Member member = members.get(id);
    if (member != null && member.state() == from) {
      put(new Member(id, to, member.address(), forced, cut));
    }
  }

  // Where a member was told to be reached by its operator counts for more than what it once said.
  private void put(Member member) {
    String address = addresses.getOrDefault(member.id().name(), member.address());
    members.put(
        member.id(),
        member.isIn()
            ? new Member(member.id(), member.state(), address, member.since(), member.cut())
            : member);
    hasRetired |= member.state() == Member.State.RETIRED;
    met = members.values().stream().filter(each -> each.id().isMet()).toList();
    others =
        members.values().stream().filter(each -> each.isIn() && !each.id().equals(me)).toList();
  }
}
