package grapevine.frontend.api;

import grapevine.common.link.LinkMessage.FrontEndReport;
import grapevine.frontend.cluster.ClusterView;
import grapevine.frontend.cluster.FrontEndLoop;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaStatus;
import grapevine.protocol.ReplicaView;
import grapevine.protocol.VectorTimestamp;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * How the cluster looks from here, and whether this front end can serve: for operators, scripts and
 * load balancers.
 */
final class ClusterApi {
  private static final HexFormat HEX = HexFormat.of();

  private final FrontEndLoop loop;
  private final UnaryOperator<String> urlOfReplica;

  ClusterApi(FrontEndLoop loop, UnaryOperator<String> urlOfReplica) {
    this.loop = loop;
    this.urlOfReplica = urlOfReplica;
  }

  record ClusterDocument(
      boolean converged, List<FrontEndDocument> frontEnds, List<ReplicaDocument> replicaManagers) {}

  record FrontEndDocument(String name, String url, Map<String, Long> timestamp) {}

  /** Of a replica manager that was never heard, the figures are null. */
  record ReplicaDocument(
      String name,
      String url,
      ReplicaStatus status,
      Map<String, Long> valueTimestamp,
      Map<String, Long> replicaTimestamp,
      Integer logLength,
      Integer heldUpdates,
      Integer heldQueries,
      Long lastHeardMillis,
      String stateDigest) {}

  void addTo(Router router) {
    router
        .getOpen("/v1/cluster", this::cluster)
        .getOpen(
            "/healthz",
            request -> CompletableFuture.completedFuture(Reply.json(200, Map.of("status", "ok"))))
        .getOpen("/readyz", this::ready);
  }

  private CompletableFuture<Reply> cluster(ApiRequest request) {
    return loop.view().thenApply(view -> Reply.json(200, document(view, urlOfReplica)));
  }

  private CompletableFuture<Reply> ready(ApiRequest request) {
    return loop.view()
        .thenApply(
            view ->
                view.isReady()
                    ? Reply.json(200, Map.of("status", "ready"))
                    : Problem.of(ProblemCode.NO_REPLICA_AVAILABLE).toReply(request.path()));
  }

  static ClusterDocument document(ClusterView view, UnaryOperator<String> urlOfReplica) {
    return new ClusterDocument(
        view.isConverged(),
        view.frontEnds().stream().map(ClusterApi::document).toList(),
        view.replicas().stream().map(replica -> document(replica, urlOfReplica)).toList());
  }

  private static FrontEndDocument document(FrontEndReport frontEnd) {
    return new FrontEndDocument(
        frontEnd.name(), frontEnd.url(), TimestampNames.of(frontEnd.timestamp()));
  }

  private static ReplicaDocument document(ReplicaView replica, UnaryOperator<String> urlOfReplica) {
    Optional<ReplicaReport> report = replica.report();
    return new ReplicaDocument(
        replica.name(),
        urlOfReplica.apply(replica.name()),
        ClusterView.statusOf(replica),
        TimestampNames.of(report.map(ReplicaReport::valueTimestamp).orElse(VectorTimestamp.ZERO)),
        TimestampNames.of(report.map(ReplicaReport::replicaTimestamp).orElse(VectorTimestamp.ZERO)),
        report.map(ReplicaReport::logLength).orElse(null),
        report.map(ReplicaReport::heldUpdates).orElse(null),
        report.map(ReplicaReport::heldQueries).orElse(null),
        report.isPresent() ? replica.ticksSinceHeard() * FrontEndLoop.TICK_MILLIS : null,
        report.map(ReplicaReport::digest).map(HEX::toHexDigits).orElse(null));
  }
}
