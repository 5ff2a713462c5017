package grapevine.replica;

import grapevine.protocol.Member;
import grapevine.protocol.ReplicaReport;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets everything follow when the members change: whom this one dials, who orders forced updates,
 * and what the next start knows of addresses. The event loop's own.
 */
final class MemberChanges {
  private static final Logger LOG = LoggerFactory.getLogger(MemberChanges.class);

  private final PeerLinks peers;
  private final ForcedHost forced;
  private final AddressBook addresses;
  private List<Member> known;

  MemberChanges(PeerLinks peers, ForcedHost forced, AddressBook addresses, List<Member> known) {
    this.peers = peers;
    this.forced = forced;
    this.addresses = addresses;
    this.known = known;
  }

  /** To be told often: costs nothing while nothing changes. */
  void follow(ReplicaReport report, boolean isFounded, long forcedIndex) {
    List<Member> now = report.members();
    if (!now.equals(known)) {
      now.stream().filter(member -> !known.contains(member)).forEach(MemberChanges::log);
      known = now;
      peers.follow(now);
      addresses.keep(peers.targets());
    }
    forced.follow(report, isFounded, forcedIndex);
  }

  private static void log(Member member) {
    LOG.info(
        "{} is {}{}",
        member.id(),
        member.state(),
        member.state() == Member.State.RETIRED ? ", up to its record " + member.cut() : "");
  }
}
