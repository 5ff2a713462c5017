package grapevine.frontend.cluster;

import grapevine.common.HostPort;
import grapevine.protocol.Member;
import grapevine.protocol.ReplicaReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which replica managers there are: those that were named at the start, until the members have
 * agreed on something; from then on those that take part as the one who has executed most of the
 * one order says (R17). The loop's own.
 */
final class ReplicaDirectory {
  private final TreeMap<String, HostPort> addresses = new TreeMap<>();
  private TreeSet<String> names;
  private long executed;

  ReplicaDirectory(Collection<String> named) {
    this.names = new TreeSet<>(named);
  }

  List<String> names() {
    return new ArrayList<>(names);
  }

  /** Where members say that they are reached. */
  Map<String, HostPort> addresses() {
    return addresses;
  }

  /** The one that was named so has told its name. */
  void isReally(String alias, String name) {
    names.remove(alias);
    names.add(name);
  }

  /** Whether it tells anything new; an older report than the one that is believed does not. */
  boolean heard(ReplicaReport report) {
    long forced = report.valueTimestamp().forced();
    if (report.members().isEmpty() || forced < executed) {
      return false;
    }
    TreeSet<String> now = new TreeSet<>();
    Map<String, HostPort> reached = new TreeMap<>();
    for (Member member : report.members()) {
      if (member.isIn()) {
        now.add(member.id().name());
        address(member).ifPresent(address -> reached.put(member.id().name(), address));
      }
    }
    // Those who have executed the same differ only in which founders they have met yet.
    if (forced == executed) {
      now.addAll(names);
    }
    boolean isNew = !now.equals(names) || !addresses.entrySet().containsAll(reached.entrySet());
    executed = forced;
    names = now;
    addresses.keySet().retainAll(now);
    addresses.putAll(reached);
    return isNew;
  }

  private static Optional<HostPort> address(Member member) {
    try {
      return Optional.of(member.address()).filter(text -> !text.isEmpty()).map(HostPort::parse);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
