package grapevine.frontend.api;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import grapevine.frontend.cluster.ReplicaPort;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators order one replica manager to do, through this front end: its status, and what is
 * to go wrong with it where it was started with --chaos. Each order leaves a line in the log.
 */
final class ClusterActions {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
  private static final int DELAY_MILLIS_MAX = 10_000;
  private static final int PEERS_MAX = 64;
  private static final Logger LOG = LoggerFactory.getLogger(ClusterActions.class);

  private final ClientCalls calls;
  private final OperatorRights operators;
  private final ClusterFeed feed;

  ClusterActions(ClientCalls calls, OperatorRights operators, ClusterFeed feed) {
    this.calls = calls;
    this.operators = operators;
    this.feed = feed;
  }

  enum OrderedStatus {
    ACTIVE,
    OVERLOADED,
    OFFLINE,
    /** As it measures itself. */
    AUTO
  }

  record StatusRequest(OrderedStatus status) {
    StatusRequest {
      if (status == null) {
        throw new IllegalArgumentException("status is required");
      }
    }
  }

  /** What is left out does not go wrong: the empty one heals everything. */
  record ChaosRequest(
      Boolean killed, Boolean gossipPaused, List<String> cut, Map<String, Integer> delayMillis) {
    ChaosRequest {
      killed = Boolean.TRUE.equals(killed);
      gossipPaused = Boolean.TRUE.equals(gossipPaused);
      cut = cut == null ? List.of() : List.copyOf(cut);
      delayMillis = delayMillis == null ? Map.of() : delayMillis;
      if (cut.size() > PEERS_MAX || delayMillis.size() > PEERS_MAX) {
        throw new IllegalArgumentException("at most " + PEERS_MAX + " peers");
      }
      for (Integer millis : delayMillis.values()) {
        if (millis == null || millis < 1 || millis > DELAY_MILLIS_MAX) {
          throw new IllegalArgumentException("a delay is from 1 to " + DELAY_MILLIS_MAX + " ms");
        }
      }
    }
  }

  void addTo(Router router) {
    router
        .put("/v1/cluster/replicas/{name}/status", this::setStatus)
        .put("/v1/cluster/replicas/{name}/chaos", this::setChaos);
  }

  private CompletableFuture<Reply> setStatus(ApiRequest request) {
    return order(
        request,
        "/admin/status",
        StatusRequest.class,
        page -> Map.of("status", page.path("orderedStatus").asText()));
  }

  private CompletableFuture<Reply> setChaos(ApiRequest request) {
    return order(request, "/admin/chaos", ChaosRequest.class, page -> Map.of("chaos", page));
  }

  private <T> CompletableFuture<Reply> order(
      ApiRequest request,
      String path,
      Class<T> type,
      Function<JsonNode, Map<String, Object>> shown) {
    String name = request.capture(0);
    return calls.answer(
        request,
        call -> {
          operators.require(call);
          T body = JsonBody.read(request, type);
          String url = feed.urlOf(name);
          if (url.isEmpty()) {
            throw Problem.of(ProblemCode.REPLICA_UNKNOWN).refused();
          }
          String account = call.customer().viewer().accountId();
          LOG.warn(
              "{} orders {}: {}",
              account == null ? "a holder of the cluster's key" : "operator " + account,
              name,
              body);
          return feed.port()
              .put(url, path, Json.bytes(body), ANSWER_MAX)
              .exceptionally(failure -> failed(name, failure))
              .thenApply(answer -> Reply.json(200, shown.apply(page(name, answer))));
        });
  }

  private static ReplicaPort.Answer failed(String name, Throwable failure) {
    if (ReplicaPort.isUnreached(failure)) {
      throw Problem.of(
              ProblemCode.NO_REPLICA_AVAILABLE,
              name + " cannot be reached. Nothing has happened. Start it again; its log says more.")
          .refused();
    }
    throw Problem.of(
            ProblemCode.OUTCOME_UNKNOWN,
            name + " did not answer in time. Look at GET /v1/cluster, and order it again.")
        .refused();
  }

  private static JsonNode page(String name, ReplicaPort.Answer answer) {
    if (answer.status() == 200) {
      return Json.read(answer.body(), JsonNode.class);
    }
    if (answer.status() == 403) {
      throw Problem.of(ProblemCode.CHAOS_OFF).refused();
    }
    throw Problem.of(
            ProblemCode.NO_REPLICA_AVAILABLE,
            name + " refused (" + answer.status() + "). Nothing has happened. Its log says more.")
        .refused();
  }
}
