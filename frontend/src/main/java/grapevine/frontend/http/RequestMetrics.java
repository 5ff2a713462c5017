package grapevine.frontend.http;

import grapevine.common.metrics.ProcessMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The public API's requests, by route and how they ended. Labels are the API's own words: patterns
 * of paths, never paths, and codes of problems. Thread-safe.
 */
public final class RequestMetrics {
  private static final String NONE = "none";

  private final ProcessMetrics metrics;
  private final Route unmatched;

  public RequestMetrics(ProcessMetrics metrics) {
    this.metrics = metrics;
    this.unmatched = new Route(NONE, NONE);
  }

  Route route(String pattern, String method) {
    return new Route(pattern, method);
  }

  /** Of requests that no endpoint was found for, or that were no valid HTTP. */
  Route unmatched() {
    return unmatched;
  }

  /** One method of one path. */
  final class Route {
    private final String pattern;
    private final String method;
    private final Timer time;
    private final Counter succeeded;
    // Made when first needed and then kept: most problems never happen on most routes.
    private final ConcurrentHashMap<ProblemCode, Counter> problems = new ConcurrentHashMap<>();

    private Route(String pattern, String method) {
      this.pattern = pattern;
      this.method = method;
      this.succeeded = counter("2xx", NONE);
      this.time =
          metrics.timer(
              "grapevine.http.request",
              "from the headers of a request until its answer is made",
              "route",
              pattern,
              "method",
              method);
    }

    void answered(Reply reply, long tookNanos) {
      count(reply);
      time.record(tookNanos, TimeUnit.NANOSECONDS);
    }

    void count(Reply reply) {
      Optional<ProblemCode> problem = reply.problem();
      (problem.isEmpty() ? succeeded : counter(problem.get())).increment();
    }

    private Counter counter(ProblemCode code) {
      return problems.computeIfAbsent(
          code, first -> counter(first.status() / 100 + "xx", first.name()));
    }

    private Counter counter(String status, String code) {
      return metrics.counter(
          "grapevine.http.requests",
          "requests answered",
          "route",
          pattern,
          "method",
          method,
          "status",
          status,
          "code",
          code);
    }
  }
}
