package grapevine.frontend.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import grapevine.common.Json;
import grapevine.common.JsonRefused;
import grapevine.frontend.cluster.ReplicaPort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * What replica managers tell of themselves on their status pages: the newest page of each, asked
 * for one at a time. Only what is fit for everybody's eyes is kept. Thread-safe.
 */
final class ReplicaDetails {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(1);
  private static final List<String> SHOWN =
      List.of(
          "orderedStatus",
          "confirmed",
          "degraded",
          "starting",
          "diverged",
          "inputsWaiting",
          "callsRefused",
          "callsTooLate",
          "peers",
          "executed",
          "callsAnswered",
          "p95Micros",
          "callsOfFrontEnds",
          "held",
          "chaos",
          "chaosDropped");

  private final ReplicaPort port;
  private final UnaryOperator<String> urlOf;
  private final Map<String, ObjectNode> newest = new ConcurrentSkipListMap<>();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final AtomicLong version = new AtomicLong();

  ReplicaDetails(ReplicaPort port, UnaryOperator<String> urlOf) {
    this.port = port;
    this.urlOf = urlOf;
  }

  /** Asks those that are not being asked already, and forgets all others. */
  void refresh(List<String> names) {
    newest.keySet().retainAll(names);
    for (String name : names) {
      String url = urlOf.apply(name);
      if (!url.isEmpty() && asked.add(name)) {
        var unused = fetch(name, url).whenComplete((page, failure) -> took(name, page, failure));
      }
    }
  }

  /** By name; without those whose last page was asked for in vain. */
  Map<String, ObjectNode> pages() {
    return newest;
  }

  void forget() {
    newest.clear();
  }

  /** Grows whenever a page came. */
  long version() {
    return version.get();
  }

  private void took(String name, ObjectNode page, Throwable failure) {
    if (failure == null) {
      newest.put(name, page);
    } else {
      newest.remove(name);
    }
    version.incrementAndGet();
    asked.remove(name);
  }

  private CompletableFuture<ObjectNode> fetch(String name, String url) {
    CompletableFuture<ReplicaPort.Answer> status = port.get(url, "/status", ANSWER_MAX);
    CompletableFuture<ReplicaPort.Answer> providers = port.get(url, "/providers", ANSWER_MAX);
    return status.thenCombine(
        providers, (page, others) -> shown(name, parsed(page), parsed(others)));
  }

  private static ObjectNode shown(String name, ObjectNode page, ObjectNode others) {
    // At the address of one that is gone another may have come.
    if (!page.path("name").asText().equals(name)) {
      throw new IllegalStateException("this is not " + name);
    }
    page.retain(SHOWN);
    var breakers = page.putArray("providers");
    for (JsonNode each : others.path("providers")) {
      breakers
          .addObject()
          .put("provider", each.path("provider").asText())
          .put("state", each.path("state").asText());
    }
    return page;
  }

  private static ObjectNode parsed(ReplicaPort.Answer answer) {
    try {
      if (answer.status() == 200
          && Json.read(answer.body(), JsonNode.class) instanceof ObjectNode page) {
        return page;
      }
    } catch (JsonRefused e) {
      throw new IllegalStateException("not a status page", e);
    }
    throw new IllegalStateException("answered " + answer.status());
  }
}
