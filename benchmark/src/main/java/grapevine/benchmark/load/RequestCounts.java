package grapevine.benchmark.load;

import grapevine.benchmark.http.Failure;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the requests that were due in the measured time. {@code succeeded}, {@code
 * refused}, {@code timedOut}, {@code broken} and {@code notSent} add up to {@code offered}.
 *
 * @param succeeded answered with 2xx; {@code latency} is of these
 * @param goodPerSecond answers with 2xx by when they came: what was due before and came in the
 *     measured time counts too, what came after it does not
 * @param broken without an answer for another reason than time
 * @param failed both of these, by reason
 * @param notSent due while the client was at its bound of connections
 */
public record RequestCounts(
    long offered,
    long succeeded,
    double goodPerSecond,
    Latency latency,
    long refused,
    Latency refusedLatency,
    List<RefusalCount> refusals,
    long timedOut,
    long broken,
    Map<Failure, Long> failed,
    long notSent) {
  public RequestCounts {
    refusals = List.copyOf(refusals);
    failed = Collections.unmodifiableMap(new EnumMap<>(failed));
  }
}
