package grapevine.frontend.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Rfc3339;
import grapevine.frontend.cluster.FrontEndLoop;
import grapevine.frontend.cluster.ReplicaPort;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import grapevine.protocol.Dot;
import grapevine.protocol.ReplicaView;
import grapevine.protocol.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * The cluster live: {@code /v1/cluster/events}; what the caller has seen, in plain words, {@code
 * /v1/cluster/token}; and how far one order has come, {@code /v1/cluster/orders/{id}}. Nothing of
 * this tells what anybody has ordered, so it is open to all.
 */
final class ClusterLive {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(1);
  private static final int FOLLOWED_MAX = 16;

  private final FrontEndLoop loop;
  private final ClusterFeed feed;
  private final CausalTokens tokens;
  private final LongSupplier nowMillis;
  private final Semaphore followed = new Semaphore(FOLLOWED_MAX);

  ClusterLive(FrontEndLoop loop, ClusterFeed feed, CausalTokens tokens, LongSupplier nowMillis) {
    this.loop = loop;
    this.feed = feed;
    this.tokens = tokens;
    this.nowMillis = nowMillis;
  }

  private record RecordEntry(String origin, long number) {}

  /** Of one that does not answer everything but the name is null. */
  private record Place(
      String name,
      boolean answered,
      List<RecordEntry> records,
      Boolean received,
      Boolean applied,
      Boolean knownByAll,
      String receivedAt,
      String appliedAt) {}

  private record Whereabouts(
      String orderId, String at, boolean knownEverywhere, List<Place> replicaManagers) {}

  private record TokenDocument(Map<String, Long> timestamp, List<List<RecordEntry>> pending) {}

  void addTo(Router router) {
    router
        .getOpenStream("/v1/cluster/events", this::watch)
        .getOpen("/v1/cluster/token", this::token)
        .getOpen("/v1/cluster/orders/{id}", this::follow);
  }

  private CompletableFuture<Reply> watch(ApiRequest request) {
    request.parameters().requireOnly(List.of());
    feed.requireRoom();
    return CompletableFuture.completedFuture(Reply.stream(feed::add));
  }

  private CompletableFuture<Reply> token(ApiRequest request) {
    request.parameters().requireOnly(List.of());
    Token token = tokens.of(request).orElse(Token.EMPTY);
    List<List<RecordEntry>> pending =
        token.pending().stream()
            .map(write -> write.dots().stream().map(ClusterLive::entry).toList())
            .toList();
    return CompletableFuture.completedFuture(
        Reply.json(200, new TokenDocument(TimestampNames.of(token.vector()), pending)));
  }

  private static RecordEntry entry(Dot dot) {
    return new RecordEntry(dot.origin().name(), dot.n());
  }

  private CompletableFuture<Reply> follow(ApiRequest request) {
    request.parameters().requireOnly(List.of());
    String orderId = OrderApi.requireId(request);
    Hash128 hash = CanonicalHash.parseOrderId(orderId).orElseThrow();
    String path = String.format("/internal/calls/%016x%016x", hash.high(), hash.low());
    if (!followed.tryAcquire()) {
      throw Problem.of(ProblemCode.OVERLOADED).refused();
    }
    return loop.view()
        .thenCompose(view -> askAll(view.replicas().stream().map(ReplicaView::name).toList(), path))
        .whenComplete((places, failure) -> followed.release())
        .thenApply(places -> Reply.json(200, document(orderId, places)));
  }

  private CompletableFuture<List<Place>> askAll(List<String> names, String path) {
    CompletableFuture<List<Place>> places = CompletableFuture.completedFuture(List.of());
    for (String name : names) {
      CompletableFuture<Place> place = ask(name, path);
      places =
          places.thenCombine(
              place,
              (before, one) -> {
                List<Place> all = new ArrayList<>(before);
                all.add(one);
                return all;
              });
    }
    return places;
  }

  private CompletableFuture<Place> ask(String name, String path) {
    String url = feed.urlOf(name);
    if (url.isEmpty()) {
      return CompletableFuture.completedFuture(silent(name));
    }
    return feed.port()
        .get(url, path, ANSWER_MAX)
        .thenApply(answer -> place(name, answer))
        .exceptionally(failure -> silent(name));
  }

  private static Place silent(String name) {
    return new Place(name, false, List.of(), null, null, null, null, null);
  }

  private static Place place(String name, ReplicaPort.Answer answer) {
    JsonNode page =
        answer.status() == 200
            ? Json.read(answer.body(), JsonNode.class)
            : MissingNode.getInstance();
    if (!page.path("name").asText().equals(name)) {
      return silent(name);
    }
    List<RecordEntry> records = new ArrayList<>();
    for (JsonNode each : page.path("records")) {
      records.add(new RecordEntry(each.path("origin").asText(), each.path("number").asLong()));
    }
    return new Place(
        name,
        true,
        records,
        page.path("received").asBoolean(),
        page.path("applied").asBoolean(),
        page.path("knownByAll").asBoolean(),
        instant(page.path("receivedAtMillis")),
        instant(page.path("appliedAtMillis")));
  }

  private static String instant(JsonNode millis) {
    return millis.isNumber() ? Rfc3339.ofMillis(millis.asLong()) : null;
  }

  private Whereabouts document(String orderId, List<Place> places) {
    if (places.stream().noneMatch(Place::answered)) {
      throw Problem.of(ProblemCode.NO_REPLICA_AVAILABLE).refused();
    }
    boolean isKnown = places.stream().anyMatch(place -> Boolean.TRUE.equals(place.received));
    if (!isKnown) {
      throw Problem.of(
              ProblemCode.ORDER_UNKNOWN,
              "No replica manager that answers has it. Check the id; one that is down may have it.")
          .refused();
    }
    boolean isEverywhere = places.stream().allMatch(place -> Boolean.TRUE.equals(place.received));
    return new Whereabouts(orderId, Rfc3339.ofMillis(nowMillis.getAsLong()), isEverywhere, places);
  }
}
