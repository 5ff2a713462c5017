package grapevine.replica;

import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaStatus;
import grapevine.protocol.VectorTimestamp;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@code GET /status} answers.
 *
 * @param orderedStatus the operator's order, or AUTO
 * @param degraded own records are shown before another member holds them (R6a)
 * @param callsRefused on arrival, because too much waited
 * @param callsTooLate dropped because their time had passed when their turn came
 * @param diverged null, or what was noticed: a defect
 */
record StatusPage(
    String name,
    String incarnation,
    ReplicaStatus status,
    String orderedStatus,
    Map<String, Long> valueTimestamp,
    Map<String, Long> replicaTimestamp,
    int logLength,
    int heldUpdates,
    int heldQueries,
    String stateDigest,
    long lamport,
    long confirmed,
    boolean degraded,
    boolean starting,
    String diverged,
    int inputsWaiting,
    long callsRefused,
    long callsTooLate,
    int links,
    List<PeerEntry> peers) {

  /**
   * @param lastHeardMillis ago; null for never since the start
   */
  record PeerEntry(String name, String url, boolean linkUp, Long lastHeardMillis) {}

  static StatusPage of(
      CoreView view,
      StatusBoard board,
      InputQueue queue,
      ReplicaMetrics metrics,
      LinkConnections links,
      Collection<PeerLinks.PeerState> peers) {
    ReplicaReport report = view.report();
    return new StatusPage(
        report.member().name(),
        Long.toHexString(report.member().incarnation()),
        board.current(),
        board.ordered().map(Enum::name).orElse("AUTO"),
        byName(report.valueTimestamp()),
        byName(report.replicaTimestamp()),
        report.logLength(),
        report.heldUpdates(),
        report.heldQueries(),
        String.format("%016x", report.digest()),
        report.lamport(),
        report.confirmed(),
        report.isDegraded(),
        report.isStarting(),
        view.diverged().map(it -> "from " + it.peer() + " at " + it.valueTimestamp()).orElse(null),
        queue.size(),
        metrics.busy(),
        metrics.late(),
        links.size(),
        peers.stream().map(StatusPage::entry).toList());
  }

  private static PeerEntry entry(PeerLinks.PeerState peer) {
    Long lastHeard = peer.lastHeardMillis() < 0 ? null : peer.lastHeardMillis();
    return new PeerEntry(peer.name(), peer.url(), peer.isUp(), lastHeard);
  }

  /** By name, as operators speak; by name and incarnation where two share a name. */
  private static Map<String, Long> byName(VectorTimestamp timestamp) {
    TreeSet<String> once = new TreeSet<>();
    TreeSet<String> shared = new TreeSet<>();
    for (MemberId member : timestamp.asMap().keySet()) {
      if (!once.add(member.name())) {
        shared.add(member.name());
      }
    }
    TreeMap<String, Long> counts = new TreeMap<>();
    timestamp
        .asMap()
        .forEach(
            (member, n) ->
                counts.put(shared.contains(member.name()) ? member.toString() : member.name(), n));
    return counts;
  }
}
