package grapevine.frontend.metrics;

import grapevine.common.metrics.ProcessMetrics;
import grapevine.protocol.FrontEndEffect.Completion;
import grapevine.protocol.FrontEndEffect.Refusal;
import grapevine.protocol.FrontEndEffect.Refused;
import grapevine.protocol.FrontEndSettings;
import grapevine.protocol.ReplicaStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What a front end counts and times between its clients' requests and the cluster. Every meter
 * exists from the start, so that none is looked up on the way. {@code docs/metrics.md} explains
 * each. Thread-safe.
 */
public final class FrontEndMetrics {
  private final ProcessMetrics metrics;
  private final int fanOut;
  private final CallMeters queries;
  private final CallMeters updates;
  private final CallMeters forced;
  private final Counter extraAsks;
  private final DistributionSummary turnInputs;
  private final Set<String> shown = ConcurrentHashMap.newKeySet();
  private volatile int callsInFlight;
  private volatile Map<String, ReplicaStatus> statuses = Map.of();

  public FrontEndMetrics(ProcessMetrics metrics, FrontEndSettings settings) {
    this.metrics = metrics;
    this.fanOut = settings.fanOut();
    this.queries = new CallMeters(metrics, "query");
    this.updates = new CallMeters(metrics, "update");
    this.forced = new CallMeters(metrics, "forced");
    this.extraAsks =
        metrics.counter(
            "grapevine.extra.asks", "calls sent to one more replica manager than the fan-out");
    this.turnInputs =
        metrics.sizes("grapevine.turn.inputs", "inputs taken in one turn of the loop");
    metrics.gauge(
        "grapevine.calls.in.flight",
        "calls that the cluster has not answered",
        () -> callsInFlight);
    settings.replicas().forEach(this::show);
  }

  private void show(String replica) {
    if (!shown.add(replica)) {
      return;
    }
    metrics.gauge(
        "grapevine.replica.status",
        "as seen from here: 0 ACTIVE, 1 OVERLOADED, 2 OFFLINE or not heard",
        () -> ProcessMetrics.number(statuses.getOrDefault(replica, ReplicaStatus.OFFLINE)),
        "replica",
        replica);
  }

  /** One kind of call, by how it ended. */
  public static final class CallMeters {
    private final Timer time;
    private final Counter done;
    private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);

    private CallMeters(ProcessMetrics metrics, String kind) {
      time =
          metrics.timer(
              "grapevine.cluster.time",
              "from handing a call to the loop until the cluster has answered it",
              "kind",
              kind);
      done = counter(metrics, kind, "done");
      for (Refusal refusal : Refusal.values()) {
        refused.put(refusal, counter(metrics, kind, refusal.name().toLowerCase(Locale.ROOT)));
      }
    }

    private static Counter counter(ProcessMetrics metrics, String kind, String outcome) {
      return metrics.counter(
          "grapevine.calls",
          "calls that ended, each once, however many replica managers were asked",
          "kind",
          kind,
          "outcome",
          outcome);
    }

    private void count(Completion completion, long tookNanos) {
      if (completion instanceof Refused refusal) {
        refused.get(refusal.refusal()).increment();
      } else {
        done.increment();
      }
      time.record(tookNanos, TimeUnit.NANOSECONDS);
    }
  }

  public CallMeters queries() {
    return queries;
  }

  public CallMeters updates() {
    return updates;
  }

  public CallMeters forced() {
    return forced;
  }

  /** Also of what never reached the cluster, because too much waited. */
  public void completed(CallMeters kind, Completion completion, long tookNanos) {
    kind.count(completion, tookNanos);
    int extra = completion.trace().asked().size() - fanOut;
    if (extra > 0) {
      extraAsks.increment(extra);
    }
  }

  /** A turn of the loop has ended. */
  public void turned(int inputs, int newCallsInFlight) {
    if (inputs > 0) {
      turnInputs.record(inputs);
    }
    callsInFlight = newCallsInFlight;
  }

  public void queue(Supplier<Number> length) {
    metrics.gauge("grapevine.queue.length", "inputs waiting for the loop", length);
  }

  public void admission(Supplier<Number> limit, Supplier<Number> underWay) {
    metrics.gauge("grapevine.requests.limit", "requests that may be under way at once", limit);
    metrics.gauge("grapevine.requests.under.way", "requests admitted, not answered", underWay);
  }

  public void streams(Supplier<Number> open) {
    metrics.gauge("grapevine.streams.open", "event streams that clients have open", open);
  }

  /** Everything as it is now; the statuses are those of this moment. */
  public byte[] scrape(Map<String, ReplicaStatus> current) {
    // One that has gone stays, as OFFLINE.
    current.keySet().forEach(this::show);
    statuses = Map.copyOf(current);
    return metrics.scrape();
  }
}
