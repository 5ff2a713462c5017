package grapevine.benchmark.load;

import grapevine.benchmark.http.Exchange;
import grapevine.benchmark.http.Failure;
import grapevine.benchmark.http.HttpAnswer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Counts one step. A request counts if it was due in the measured time, however late its end; the
 * goodput counts answers by when they came, so that a backlog worked off afterwards adds nothing.
 */
final class StepTally {
  private static final long NANOS_A_SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int DIGITS = 3;

  private final long startNanos;
  private final RequestTally all = new RequestTally();
  private final Map<RequestKind, RequestTally> kinds = new EnumMap<>(RequestKind.class);
  private final List<SecondTally> seconds = new ArrayList<>();
  private final Histogram lag = new Histogram(DIGITS);

  /**
   * @param startNanos when the warm-up has ended
   */
  StepTally(long startNanos, int secondsMeasured) {
    this.startNanos = startNanos;
    for (RequestKind kind : RequestKind.values()) {
      kinds.put(kind, new RequestTally());
    }
    for (int i = 0; i < secondsMeasured; i++) {
      seconds.add(new SecondTally());
    }
  }

  void answered(RequestKind kind, Exchange exchange, HttpAnswer answer, long nowNanos) {
    SecondTally ended = second(nowNanos);
    if (ended != null && answer.isSuccess()) {
      ended.good();
      all.good();
      kinds.get(kind).good();
    }
    SecondTally due = second(exchange.dueNanos());
    if (due == null) {
      return;
    }
    long micros = micros(nowNanos - exchange.dueNanos());
    all.answered(answer, micros);
    kinds.get(kind).answered(answer, micros);
    lag.recordValue(micros(exchange.sentNanos() - exchange.dueNanos()));
    if (answer.isSuccess()) {
      due.succeeded(micros);
    } else {
      due.refused(micros);
    }
  }

  void failed(RequestKind kind, Exchange exchange, Failure failure) {
    SecondTally due = second(exchange.dueNanos());
    if (due != null) {
      all.failed(failure);
      kinds.get(kind).failed(failure);
      due.failed(failure == Failure.TIMED_OUT);
    }
  }

  void notSent(RequestKind kind, Exchange exchange) {
    SecondTally due = second(exchange.dueNanos());
    if (due != null) {
      all.notSent();
      kinds.get(kind).notSent();
      due.notSent();
    }
  }

  private SecondTally second(long nanos) {
    long second = Math.floorDiv(nanos - startNanos, NANOS_A_SECOND);
    return second < 0 || second >= seconds.size() ? null : seconds.get((int) second);
  }

  private static long micros(long nanos) {
    return Math.max(0, nanos / 1_000);
  }

  /** By how much later than due the requests went out: what the generator itself adds. */
  Latency lag() {
    return Latency.of(lag);
  }

  RequestCounts total() {
    return all.counts(seconds.size());
  }

  /** Of the kinds that came due at all. */
  Map<RequestKind, RequestCounts> byKind() {
    Map<RequestKind, RequestCounts> counts = new EnumMap<>(RequestKind.class);
    kinds.forEach(
        (kind, tally) -> {
          if (!tally.isEmpty()) {
            counts.put(kind, tally.counts(seconds.size()));
          }
        });
    return counts;
  }

  List<SecondCounts> perSecond() {
    List<SecondCounts> counts = new ArrayList<>();
    for (int i = 0; i < seconds.size(); i++) {
      counts.add(seconds.get(i).counts(i));
    }
    return counts;
  }
}
