package grapevine.benchmark.load;

import org.HdrHistogram.Histogram;

/** Quantiles of a set of latencies, in microseconds from the scheduled time; 0 when empty. */
public record Latency(
    long count,
    long p50Micros,
    long p90Micros,
    long p99Micros,
    long p999Micros,
    long maxMicros,
    double meanMicros) {

  static Latency of(Histogram micros) {
    return new Latency(
        micros.getTotalCount(),
        micros.getValueAtPercentile(50),
        micros.getValueAtPercentile(90),
        micros.getValueAtPercentile(99),
        micros.getValueAtPercentile(99.9),
        micros.getMaxValue(),
        micros.getTotalCount() == 0 ? 0 : Math.round(micros.getMean() * 10) / 10.0);
  }
}
