package grapevine.replica;

import grapevine.protocol.HeldCall;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaStatus;
import grapevine.protocol.VectorTimestamp;
import grapevine.replica.chaos.Chaos;
import grapevine.replica.chaos.ChaosOrder;
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
 * @param executed records executed here since the cluster began, duplicates included
 * @param p95Micros of the calls of the last minute, from arrival to answer; null when there were
 *     none
 * @param callsOfFrontEnds on the links that are open
 * @param held the first calls that are held back, and what for
 * @param chaos what goes wrong on purpose; null where that is not allowed
 * @param chaosDropped messages lost on purpose
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
    List<PeerEntry> peers,
    long executed,
    ReplicaMetrics.Answered callsAnswered,
    Long p95Micros,
    Map<String, Long> callsOfFrontEnds,
    List<HeldEntry> held,
    ChaosOrder chaos,
    long chaosDropped) {

  /**
   * @param lastHeardMillis ago; null for never since the start
   * @param gossipSent messages, since the link was first dialled; so are the others
   */
  record PeerEntry(
      String name,
      String url,
      boolean linkUp,
      Long lastHeardMillis,
      long gossipSent,
      long recordsSent,
      long gossipHeard,
      long recordsHeard) {}

  /**
   * A call that is held back.
   *
   * @param awaited what is not executed here yet; empty: the other members have to be heard first
   */
  record HeldEntry(HeldCall.Kind kind, long millisLeft, List<AwaitedEntry> awaited) {}

  /**
   * @param component of the value timestamp; F is the one order for all
   * @param alternative another one of the same write would do
   */
  record AwaitedEntry(String component, long wanted, long here, boolean alternative) {}

  static StatusPage of(
      CoreView view,
      StatusBoard board,
      InputQueue queue,
      ReplicaMetrics metrics,
      LinkConnections links,
      Collection<PeerLinks.PeerState> peers,
      Chaos chaos) {
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
        peers.stream().map(StatusPage::entry).toList(),
        executed(report.valueTimestamp()),
        metrics.answered(),
        metrics.times().p95Micros(System.nanoTime()),
        links.calls(),
        view.held().stream().map(StatusPage::entry).toList(),
        chaos.isAllowed() ? chaos.order() : null,
        chaos.dropped());
  }

  private static long executed(VectorTimestamp value) {
    long sum = value.forced();
    for (int i = 0; i < value.size(); i++) {
      sum += value.count(i);
    }
    return sum;
  }

  private static HeldEntry entry(HeldCall held) {
    return new HeldEntry(
        held.kind(),
        held.ticksLeft() * EventLoop.TICK_NANOS / 1_000_000,
        held.awaited().stream()
            .map(
                each ->
                    new AwaitedEntry(
                        each.origin().equals(MemberId.FORCED) ? "F" : each.origin().name(),
                        each.wanted(),
                        each.here(),
                        each.isAlternative()))
            .toList());
  }

  private static PeerEntry entry(PeerLinks.PeerState peer) {
    Long lastHeard = peer.lastHeardMillis() < 0 ? null : peer.lastHeardMillis();
    return new PeerEntry(
        peer.name(),
        peer.url(),
        peer.isUp(),
        lastHeard,
        peer.gossipSent(),
        peer.recordsSent(),
        peer.gossipHeard(),
        peer.recordsHeard());
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
