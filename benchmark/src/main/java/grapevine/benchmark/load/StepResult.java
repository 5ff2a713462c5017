package grapevine.benchmark.load;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one step measured.
 *
 * @param offeredPerSecond the rate asked for in an open loop; null in a closed one
 * @param connections of a closed loop; null in an open one
 * @param startedAtMillis when the warm-up had ended, by this machine's clock
 * @param lag from due to sent: what the generator itself added to each latency
 */
public record StepResult(
    Double offeredPerSecond,
    Integer connections,
    long startedAtMillis,
    int seconds,
    RequestCounts total,
    Map<RequestKind, RequestCounts> byKind,
    Latency lag,
    double generatorCpuMicrosPerRequest,
    List<SecondCounts> perSecond) {
  public StepResult {
    byKind = Collections.unmodifiableMap(new EnumMap<>(byKind));
    perSecond = List.copyOf(perSecond);
  }
}
