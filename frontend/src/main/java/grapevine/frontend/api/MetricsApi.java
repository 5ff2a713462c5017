package grapevine.frontend.api;

import grapevine.common.metrics.ProcessMetrics;
import grapevine.common.security.ClusterKey;
import grapevine.frontend.cluster.ClusterView;
import grapevine.frontend.cluster.FrontEndLoop;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import grapevine.frontend.metrics.FrontEndMetrics;
import grapevine.protocol.ReplicaStatus;
import grapevine.protocol.ReplicaView;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * {@code GET /metrics}, for holders of the cluster's key only: the port is public, and how much a
 * business sells is not.
 */
final class MetricsApi {
  private final FrontEndLoop loop;
  private final FrontEndMetrics metrics;
  private final ClusterKey key;

  MetricsApi(FrontEndLoop loop, FrontEndMetrics metrics, ClusterKey key) {
    this.loop = loop;
    this.metrics = metrics;
    this.key = key;
  }

  void addTo(Router router) {
    router.getOpen(ProcessMetrics.PATH, this::scrape);
  }

  private CompletableFuture<Reply> scrape(ApiRequest request) {
    if (!key.isLinkAuthorization(request.header("Authorization").orElse(null))) {
      throw Problem.of(ProblemCode.CREDENTIAL_REQUIRED).refused();
    }
    return loop.view()
        .thenApply(
            view -> Reply.of(200, ProcessMetrics.CONTENT_TYPE, metrics.scrape(statuses(view))));
  }

  private static Map<String, ReplicaStatus> statuses(ClusterView view) {
    Map<String, ReplicaStatus> statuses = new TreeMap<>();
    for (ReplicaView replica : view.replicas()) {
      statuses.put(replica.name(), ClusterView.statusOf(replica));
    }
    return statuses;
  }
}
