package grapevine.simulator.check;

import grapevine.protocol.Dot;
import grapevine.protocol.DurableState;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.PendingWrite;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.Token;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who the members are, as each replica manager has executed it. Until the first command founders
 * count whether they were met or not, by their names: of a wiped one the incarnation that held the
 * records counts.
 */
final class Roster {
  private final int founders;
  private final Map<MemberId, View> views = new TreeMap<>();
  private final Set<String> joined = new TreeSet<>();

  private record View(List<Member> members, long forced) {}

  /**
   * @param founders how many there are, met or not
   */
  Roster(int founders) {
    this.founders = founders;
  }

  void opened(MemberId replica, DurableState recovered) {
    views.put(replica, new View(recovered.members(), recovered.replica().value().forced()));
  }

  void joined(MemberId replica) {
    joined.add(replica.name());
  }

  void stepped(MemberId replica, ReplicaReport after) {
    views.put(replica, new View(after.members(), after.valueTimestamp().forced()));
  }

  /** How many take part beside this one. */
  int othersOf(MemberId replica) {
    View view = views.get(replica);
    return view == null || view.forced == 0
        ? founders - 1
        : (int)
            view.members.stream()
                .filter(member -> member.isIn() && !member.id().equals(replica))
                .count();
  }

  /** Whether these are all that take part; those that join make no records yet. */
  boolean areAll(MemberId replica, Set<MemberId> some, boolean isJoiningToo) {
    View view = views.get(replica);
    if (view == null || view.forced == 0) {
      Set<String> names = new TreeSet<>();
      some.forEach(member -> names.add(member.name()));
      return names.size() >= founders;
    }
    return view.members.stream()
        .filter(member -> member.state() == Member.State.ACTIVE || (isJoiningToo && member.isIn()))
        .allMatch(member -> some.contains(member.id()));
  }

  /** Whether what this sender says counts here: it takes part, as far as this one has executed. */
  boolean listensTo(MemberId replica, MemberId sender) {
    View view = views.get(replica);
    List<Member> members = view == null ? List.of() : view.members;
    boolean isMet = members.stream().anyMatch(member -> member.id().equals(sender));
    return isMet
        ? members.stream().anyMatch(member -> member.id().equals(sender) && member.isIn())
        : (view == null || view.forced == 0) && !joined.contains(sender.name());
  }

  boolean isIn(MemberId replica, String name) {
    View view = views.get(replica);
    List<Member> members = view == null ? List.of() : view.members;
    boolean isFounder = (view == null || view.forced == 0) && !joined.contains(name);
    return isFounder
        || members.stream().anyMatch(member -> member.isIn() && member.id().name().equals(name));
  }

  /** Whether this one has executed that the other is retired. */
  boolean isRetired(MemberId replica, MemberId other) {
    return cuts(replica).containsKey(other);
  }

  /** What of a token can still come where this one is: nothing above a cut (R5). */
  Token clamp(MemberId replica, Token token) {
    Map<MemberId, Long> cuts = cuts(replica);
    if (cuts.isEmpty()) {
      return token;
    }
    VectorTimestamp vector = token.vector();
    for (Map.Entry<MemberId, Long> cut : cuts.entrySet()) {
      if (vector.get(cut.getKey()) > cut.getValue()) {
        vector = vector.with(cut.getKey(), cut.getValue());
      }
    }
    List<PendingWrite> pending = new ArrayList<>();
    for (PendingWrite write : token.pending()) {
      boolean isLost = write.dots().stream().allMatch(dot -> isAbove(cuts, dot));
      if (!isLost) {
        pending.add(write);
      }
    }
    return new Token(vector, pending, token.lamport());
  }

  private static boolean isAbove(Map<MemberId, Long> cuts, Dot dot) {
    return cuts.containsKey(dot.origin()) && dot.n() > cuts.get(dot.origin());
  }

  private Map<MemberId, Long> cuts(MemberId replica) {
    Map<MemberId, Long> cuts = new TreeMap<>();
    View view = views.get(replica);
    if (view != null && view.forced > 0) {
      view.members.stream()
          .filter(member -> member.state() == Member.State.RETIRED)
          .forEach(member -> cuts.put(member.id(), member.cut()));
    }
    return cuts;
  }
}
