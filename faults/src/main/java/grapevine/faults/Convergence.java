package grapevine.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Waits until all replica managers are equal and hold nothing back, as each front end sees it. */
final class Convergence {
  private static final String FORCED = "F";
  private static final long LOOK_EVERY_MILLIS = 100;

  private final FrontEndCalls calls;

  Convergence(FrontEndCalls calls) {
    this.calls = calls;
  }

  /** The milliseconds that it took; empty when it has not come about in time. */
  Optional<Long> await(List<String> frontEnds, Duration limit) throws InterruptedException {
    long began = System.nanoTime();
    while (!isConvergedEverywhere(frontEnds)) {
      if (System.nanoTime() - began > limit.toNanos()) {
        return Optional.empty();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    return Optional.of(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
  }

  private boolean isConvergedEverywhere(List<String> frontEnds) throws InterruptedException {
    for (String frontEnd : frontEnds) {
      if (!isConverged(look(frontEnd))) {
        return false;
      }
    }
    return true;
  }

  private Outcome look(String frontEnd) throws InterruptedException {
    return calls.send(frontEnd, Call.get("/v1/cluster"), Optional.empty(), Optional.empty());
  }

  private static boolean isConverged(Outcome cluster) {
    TreeSet<String> states = new TreeSet<>();
    TreeSet<String> records = new TreeSet<>();
    for (JsonNode replica : cluster.body().path("replicaManagers")) {
      boolean isHeard = replica.path("stateDigest").isTextual();
      boolean isWaiting =
          replica.path("heldUpdates").asLong() + replica.path("heldQueries").asLong() > 0;
      if (!isHeard || isWaiting || replica.path("status").asText().equals("OFFLINE")) {
        return false;
      }
      states.add(replica.path("stateDigest") + " " + replica.path("valueTimestamp"));
      records.add(withoutForced(replica.path("valueTimestamp")));
      records.add(withoutForced(replica.path("replicaTimestamp")));
    }
    // What is logged is executed.
    return cluster.isDone() && states.size() == 1 && records.size() == 1;
  }

  /** What is decided in the one order is no record of anybody's log. */
  private static String withoutForced(JsonNode timestamp) {
    return timestamp.isObject()
        ? ((ObjectNode) timestamp).deepCopy().without(FORCED).toString()
        : timestamp.toString();
  }
}
