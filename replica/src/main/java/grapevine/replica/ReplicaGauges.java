package grapevine.replica;

import grapevine.common.metrics.ProcessMetrics;
import grapevine.database.ReplicaDatabase;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a replica manager is at the moment it is scraped, read from where it is kept anyway: costs
 * nothing in between. What the core says of itself is at most a twentieth of a second old.
 */
final class ReplicaGauges {
  private final ProcessMetrics metrics;

  ReplicaGauges(ProcessMetrics metrics) {
    this.metrics = metrics;
  }

  void core(CoreView view) {
    report(view, "grapevine.log.records", "records in the log", ReplicaReport::logLength);
    report(view, "grapevine.held.updates", "updates held back", ReplicaReport::heldUpdates);
    report(view, "grapevine.held.queries", "queries held back", ReplicaReport::heldQueries);
    report(
        view,
        "grapevine.held.forced",
        "forced updates that wait for the one order",
        ReplicaReport::heldForced);
    report(
        view,
        "grapevine.forced.executed",
        "commands of the one order executed here",
        report -> report.valueTimestamp().forced());
    report(
        view,
        "grapevine.members",
        "replica managers that take part, as far as they have been met",
        report -> report.members().stream().filter(Member::isIn).count());
    report(view, "grapevine.own.records", "records stamped here", ReplicaGauges::ownRecords);
    report(
        view,
        "grapevine.own.records.unexecuted",
        "records stamped here and not executed here yet",
        report -> ownRecords(report) - report.valueTimestamp().get(report.member()));
    report(
        view,
        "grapevine.degraded",
        "1 while own records are shown before another member holds them",
        report -> report.isDegraded() ? 1 : 0);
    report(
        view,
        "grapevine.starting",
        "1 until the other members were heard, or waited for",
        report -> report.isStarting() ? 1 : 0);
  }

  void queues(InputQueue queue, QueryReaders readers) {
    metrics.gauge("grapevine.queue.length", "inputs waiting for the event loop", queue::size);
    metrics.gauge("grapevine.reader.queue.length", "queries waiting for a reader", readers::length);
  }

  void links(StatusBoard board, LinkConnections connections, PeerLinks peers, CoreView view) {
    metrics.gauge(
        "grapevine.status",
        "what front ends are told: 0 ACTIVE, 1 OVERLOADED, 2 OFFLINE",
        () -> ProcessMetrics.number(board.current()));
    metrics.gauge("grapevine.links", "links that others have dialled to here", connections::size);
    metrics.links(connections.counters());
    peers.onNew(name -> peer(name, peers, view));
  }

  // Of one that is dialled no more the figures stay, and say that nothing is known.
  private void peer(String name, PeerLinks peers, CoreView view) {
    peer(
        name,
        "grapevine.peer.link.up",
        "1 while the link dialled from here is open",
        () -> peers.state(name).map(PeerLinks.PeerState::isUp).orElse(false) ? 1 : 0);
    peer(
        name,
        "grapevine.peer.heard.ago.seconds",
        "since the peer's last gossip; NaN for never since the start",
        () ->
            orNaN(peers.state(name).map(PeerLinks.PeerState::lastHeardMillis).orElse(-1L)) / 1000);
    peer(
        name,
        "grapevine.peer.lag.records",
        "records stamped here that the peer has not said it holds; NaN until it has spoken",
        () -> lag(peers, name, view.report()));
  }

  void forced(ForcedHost forced) {
    metrics.gauge(
        "grapevine.majority",
        "1 while a majority orders forced updates",
        () -> forced.isMajorityThere() ? 1 : 0);
  }

  void database(ReplicaDatabase database) {
    metrics.gauge(
        "grapevine.recent.rows",
        "executed operations in memory and log, not in the tables yet",
        database::recentRows);
    String bytes = "size of a file of the database";
    metrics.gauge("grapevine.database.bytes", bytes, database::fileBytes, "file", "database");
    metrics.gauge("grapevine.database.bytes", bytes, database::walBytes, "file", "wal");
  }

  void disk(DiskSpace space) {
    metrics.gauge(
        "grapevine.disk.full",
        "1 while updates are refused because there is too little room on the disk",
        () -> space.isShort() ? 1 : 0);
  }

  private void report(
      CoreView view, String name, String meaning, Function<ReplicaReport, Number> read) {
    metrics.gauge(name, meaning, () -> read.apply(view.report()));
  }

  private void peer(String peer, String name, String meaning, Supplier<Number> value) {
    metrics.gauge(name, meaning, value, "peer", peer);
  }

  private static double lag(PeerLinks peers, String name, ReplicaReport mine) {
    MemberId me = mine.member();
    return peers
        .heldBy(name)
        // What the peer says may be newer than the report.
        .map(held -> (double) Math.max(0, ownRecords(mine) - held.get(me)))
        .orElse(Double.NaN);
  }

  private static long ownRecords(ReplicaReport report) {
    return report.replicaTimestamp().get(report.member());
  }

  private static double orNaN(long millis) {
    return millis < 0 ? Double.NaN : millis;
  }
}
