package grapevine.benchmark.load;

import grapevine.benchmark.http.Failure;
import java.util.List;
import java.util.Map;

/**
 * What became of the requests that were due in the measured time; the counts add up to {@code
 * offered}.
 *
 * @param succeeded answered with 2xx; {@code latency} is of these
 * @param goodPerSecond answers with 2xx by when they came: what was due before and came in the
 *     measured time counts too, what came after it does not
 * @param failed by reason; time-outs among them
 * @param notSent due while the client was at its bound of connections
 */
public record RequestCounts(
    RequestKind kind,
    long offered,
    long succeeded,
    double goodPerSecond,
    Latency latency,
    long refused,
    List<RefusalCount> refusals,
    Map<Failure, Long> failed,
    long notSent) {

  public long timedOut() {
    return failed.get(Failure.TIMED_OUT);
  }

  /** Without an answer for another reason than time. */
  public long broken() {
    return failed.values().stream().mapToLong(Long::longValue).sum() - timedOut();
  }
}
