package grapevine.replica;

import grapevine.common.HostPort;
import grapevine.protocol.Member;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whom a replica manager dials: those that its operator named, and every other member where it says
 * it is. Also one that the others go on without, as long as nobody has come under its name: it must
 * be told.
 */
final class PeerTargets {
  private final String me;
  private final Map<String, HostPort> configured;

  /**
   * @param configured counts for more than what the members say of themselves
   */
  PeerTargets(String me, Map<String, HostPort> configured) {
    this.me = me;
    this.configured = new TreeMap<>(configured);
  }

  Map<String, HostPort> of(List<Member> members) {
    TreeMap<String, Member> newest = new TreeMap<>();
    for (Member member : members) {
      newest.merge(member.id().name(), member, PeerTargets::newer);
    }
    newest.remove(me);
    TreeMap<String, HostPort> targets = new TreeMap<>(configured);
    newest.forEach(
        (name, member) -> address(member).ifPresent(address -> targets.putIfAbsent(name, address)));
    return targets;
  }

  /** Of an address that nobody could reach it is as if none were known. */
  static Optional<HostPort> address(Member member) {
    try {
      return Optional.of(member.address())
          .filter(text -> !text.isEmpty())
          .map(HostPort::parse)
          .filter(address -> address.port() > 0 && !isWildcard(address));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static boolean isWildcard(HostPort address) {
    return address.host().equals("0.0.0.0") || address.host().equals("::");
  }

  private static Member newer(Member one, Member other) {
    if (one.isIn() != other.isIn()) {
      return one.isIn() ? one : other;
    }
    return one.since() >= other.since() ? one : other;
  }
}
