package grapevine.replica;

import grapevine.protocol.Gossip;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import java.util.List;
import java.util.Optional;

/** Says why the members cannot be changed as asked, and what to do then. */
final class MemberRefusals {
  private final PeerLinks peers;

  MemberRefusals(PeerLinks peers) {
    this.peers = peers;
  }

  void nameTaken(Member holder, MemberDesk.Answer answer) {
    String name = holder.id().name();
    if (holder.state() == Member.State.FENCED) {
      answer.refuse(
          503, "RETIREMENT_UNFINISHED", holder.id() + " is being retired: ask again in a moment");
      return;
    }
    answer.refuse(
        409,
        "NAME_TAKEN",
        name
            + " is a member already, with another disk ("
            + holder.id()
            + "): choose another --name, or, if that one is gone for good, retire it first: ./grapevine cluster retire "
            + name);
  }

  void unknown(ReplicaReport report, String name, MemberDesk.Answer answer) {
    List<String> names =
        report.members().stream().filter(Member::isIn).map(member -> member.id().name()).toList();
    answer.refuse(404, "MEMBER_UNKNOWN", "no member is called " + name + "; there are " + names);
  }

  void lastActive(String name, MemberDesk.Answer answer) {
    answer.refuse(
        409,
        "LAST_MEMBER",
        name
            + " is the last active member: nobody else could take a call. Add another first (--join); to end the cluster stop it");
  }

  /** Says who is missing; with two, that waiting for nobody but the dead one helps. */
  void noMajority(ReplicaReport report, MemberDesk.Answer answer) {
    List<Member> in = report.members().stream().filter(Member::isIn).toList();
    String what =
        "more than half of the members must agree, and cannot be reached or have not met yet; orders, reading and cancelling go on. ";
    String remedy =
        in.size() <= 2
            ? "With two members both are needed. If the other is gone for good, make a new cluster of this one's data: ./grapevine backup, then ./grapevine restore (docs/operations.md)"
            : "Start those that are down ("
                + String.join(", ", silent(in, report.member()))
                + "), then ask again; if most are gone for good: ./grapevine backup, then ./grapevine restore (docs/operations.md)";
    answer.refuse(503, "NO_MAJORITY", what + remedy);
  }

  /**
   * Whoever joins is active when it has what each active member has (R17), so a dead one would keep
   * it waiting; and one more voter of whom nobody knows whether it stays is a majority lost.
   */
  boolean hearsAll(ReplicaReport report, MemberDesk.Answer answer) {
    List<Member> active =
        report.members().stream().filter(member -> member.state() == Member.State.ACTIVE).toList();
    List<String> silent = silent(active, report.member());
    if (!silent.isEmpty()) {
      answer.refuse(
          503,
          "MEMBER_SILENT",
          "nobody can join while "
              + String.join(", ", silent)
              + " cannot be heard: start it, or retire it if it is gone for good: ./grapevine cluster retire");
    }
    return silent.isEmpty();
  }

  /** Why a fenced member is not retired yet: who has not said that it knows. */
  String unfinished(ReplicaReport report, MemberId id) {
    Optional<Member> fenced =
        report.members().stream()
            .filter(member -> member.id().equals(id) && member.state() == Member.State.FENCED)
            .findFirst();
    if (fenced.isEmpty()) {
      return id + " is not fenced yet: ask again, which cannot do it twice";
    }
    List<String> missing =
        report.members().stream()
            .filter(Member::isIn)
            .map(Member::id)
            .filter(other -> !other.equals(report.member()))
            .filter(other -> executedBy(other) < fenced.get().since())
            .map(MemberId::name)
            .toList();
    return id
        + " is fenced: nobody listens to it any more. It is retired as soon as everybody has said what they hold of it; "
        + missing
        + " have not. Start them; if they are dead too, retire them as well";
  }

  private List<String> silent(List<Member> in, MemberId me) {
    return in.stream()
        .map(Member::id)
        .filter(id -> !id.equals(me) && !isUp(id))
        .map(MemberId::name)
        .toList();
  }

  private boolean isUp(MemberId id) {
    return peers.state(id.name()).map(PeerLinks.PeerState::isUp).orElse(false);
  }

  private long executedBy(MemberId id) {
    return peers
        .heard(id.name())
        .filter(gossip -> gossip.sender().equals(id))
        .map(Gossip::valueTimestamp)
        .map(executed -> executed.forced())
        .orElse(0L);
  }
}
