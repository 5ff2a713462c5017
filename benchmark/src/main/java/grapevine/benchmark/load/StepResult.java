package grapevine.benchmark.load;

import java.util.List;

/**
 * What one step measured.
 *
 * @param offeredPerSecond the rate asked for in an open loop; null in a closed one
 * @param connections of a closed loop; null in an open one
 * @param startedAtMillis when the warm-up had ended, by this machine's clock
 * @param latency of all answers with 2xx, whatever the kind of request
 * @param lag from due to sent: what the generator itself added to each latency
 */
public record StepResult(
    Double offeredPerSecond,
    Integer connections,
    long startedAtMillis,
    int seconds,
    Latency latency,
    List<RequestCounts> requests,
    Latency lag,
    double generatorCpuMicrosPerRequest,
    List<SecondCounts> perSecond) {
  public StepResult {
    requests = List.copyOf(requests);
    perSecond = List.copyOf(perSecond);
  }

  /** Of all kinds. */
  public double goodPerSecond() {
    return requests.stream().mapToDouble(RequestCounts::goodPerSecond).sum();
  }

  public long sent() {
    return requests.stream().mapToLong(kind -> kind.offered() - kind.notSent()).sum();
  }

  public long succeeded() {
    return requests.stream().mapToLong(RequestCounts::succeeded).sum();
  }
}
