package grapevine.replica;

import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import java.util.List;
import java.util.Optional;

/**
 * What {@code GET /members} answers: the members as they are agreed where it was asked.
 *
 * @param name of who answers
 * @param executed commands of the one order executed there
 * @param majority whether the members can be changed now, as far as it knows
 * @param leader who orders, null while nobody is known to
 */
record MembersPage(
    String name, long executed, boolean majority, String leader, List<Entry> members) {

  /**
   * @param since how many commands had been executed when it came into this state; 0 for a founder
   * @param cut of a retired one the last record that counts, else null
   * @param lastHeardMillis ago, by the one that answers; null for never since its start, and for
   *     itself
   */
  record Entry(
      String name,
      String incarnation,
      Member.State state,
      String address,
      long since,
      Long cut,
      Long lastHeardMillis) {
    MemberId id() {
      return new MemberId(name, Long.parseUnsignedLong(incarnation, 16));
    }

    boolean isIn() {
      return state == Member.State.JOINING || state == Member.State.ACTIVE;
    }
  }

  static MembersPage of(
      ReplicaReport report, boolean isMajorityThere, Optional<MemberId> leader, PeerLinks peers) {
    return new MembersPage(
        report.member().name(),
        report.valueTimestamp().forced(),
        isMajorityThere,
        leader.map(MemberId::name).orElse(null),
        report.members().stream().map(member -> entry(member, report.member(), peers)).toList());
  }

  static Entry entry(Member member, MemberId me, PeerLinks peers) {
    MemberId id = member.id();
    boolean isNewest = peers.heard(id.name()).filter(it -> it.sender().equals(id)).isPresent();
    Long heardMillis =
        id.equals(me) || !isNewest
            ? null
            : peers.state(id.name()).map(PeerLinks.PeerState::lastHeardMillis).orElse(null);
    return new Entry(
        id.name(),
        Long.toHexString(id.incarnation()),
        member.state(),
        member.address(),
        member.since(),
        member.state() == Member.State.RETIRED ? member.cut() : null,
        heardMillis);
  }

  Optional<Entry> find(MemberId id) {
    return members.stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  Optional<Entry> live(String wanted) {
    return members.stream()
        .filter(entry -> entry.isIn() && entry.name().equals(wanted))
        .findFirst();
  }
}
