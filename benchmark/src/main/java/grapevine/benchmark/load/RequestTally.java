package grapevine.benchmark.load;

import grapevine.benchmark.http.Failure;
import grapevine.benchmark.http.HttpAnswer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Counts requests by what became of them. Latencies in microseconds, to three digits. */
final class RequestTally {
  private static final int DIGITS = 3;
  private static final int REFUSAL_KINDS_MAX = 64;
  private static final String NO_CODE = "-";
  private static final String OTHER = "OTHER";

  private final Histogram succeeded = new Histogram(DIGITS);
  private final Histogram refused = new Histogram(DIGITS);
  private final Map<String, Refusals> refusals = new TreeMap<>();
  private final Map<Failure, Long> failed = new EnumMap<>(Failure.class);
  private long notSent;
  private long good;

  private record Refusals(int status, String code, Histogram latency) {}

  RequestTally() {
    for (Failure failure : Failure.values()) {
      failed.put(failure, 0L);
    }
  }

  void answered(HttpAnswer answer, long micros) {
    if (answer.isSuccess()) {
      succeeded.recordValue(micros);
      return;
    }
    refused.recordValue(micros);
    String code = answer.jsonText("code");
    refusals(answer.status(), code == null ? NO_CODE : code).latency().recordValue(micros);
  }

  private Refusals refusals(int status, String code) {
    Refusals known = refusals.get(status + code);
    if (known != null) {
      return known;
    }
    String name = refusals.size() < REFUSAL_KINDS_MAX ? code : OTHER;
    return refusals.computeIfAbsent(
        status + name, key -> new Refusals(status, name, new Histogram(DIGITS)));
  }

  /** A 2xx answer came in the measured time. */
  void good() {
    good++;
  }

  void failed(Failure failure) {
    failed.merge(failure, 1L, Long::sum);
  }

  void notSent() {
    notSent++;
  }

  boolean isEmpty() {
    return offered() == 0;
  }

  private long offered() {
    return succeeded.getTotalCount() + refused.getTotalCount() + lost() + notSent;
  }

  private long lost() {
    return failed.values().stream().mapToLong(Long::longValue).sum();
  }

  RequestCounts counts(int seconds) {
    List<RefusalCount> list = new ArrayList<>();
    for (Refusals each : refusals.values()) {
      Latency latency = Latency.of(each.latency());
      list.add(new RefusalCount(each.status(), each.code(), latency.count(), latency));
    }
    long timedOut = failed.get(Failure.TIMED_OUT);
    return new RequestCounts(
        offered(),
        succeeded.getTotalCount(),
        Math.round(10.0 * good / seconds) / 10.0,
        Latency.of(succeeded),
        refused.getTotalCount(),
        Latency.of(refused),
        list,
        timedOut,
        lost() - timedOut,
        failed,
        notSent);
  }
}
