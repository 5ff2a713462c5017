package grapevine.benchmark.load;

/**
 * One second of a step. All by the second in which a request was due, but for {@code good}.
 *
 * @param second after the warm-up, from 0
 * @param good 2xx answers that arrived in this second
 * @param p50Micros of the requests due in this second and answered with 2xx
 */
public record SecondCounts(
    int second,
    long offered,
    long succeeded,
    long good,
    long refused,
    long timedOut,
    long broken,
    long notSent,
    long p50Micros,
    long p99Micros,
    long maxMicros,
    long refusedMaxMicros) {}
