package grapevine.benchmark.load;

import grapevine.benchmark.http.Failure;
import grapevine.benchmark.http.HttpAnswer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Counts the requests of one kind. Latencies in microseconds, to three digits. */
final class RequestTally {
  private static final int DIGITS = 3;
  private static final int REFUSAL_KINDS_MAX = 64;
  private static final String NO_CODE = "-";
  private static final String OTHER = "OTHER";

  private final RequestKind kind;
  private final Histogram succeeded = new Histogram(DIGITS);
  private final Map<String, Refusals> refusals = new TreeMap<>();
  private final Map<Failure, Long> failed = new EnumMap<>(Failure.class);
  private long notSent;
  private long good;

  private record Refusals(int status, String code, Histogram latency) {}

  RequestTally(RequestKind kind) {
    this.kind = kind;
    for (Failure failure : Failure.values()) {
      failed.put(failure, 0L);
    }
  }

  void answered(HttpAnswer answer, long micros) {
    if (answer.isSuccess()) {
      succeeded.recordValue(micros);
      return;
    }
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

  Histogram succeeded() {
    return succeeded;
  }

  RequestCounts counts(int seconds) {
    List<RefusalCount> list = new ArrayList<>();
    long refused = 0;
    for (Refusals each : refusals.values()) {
      Latency latency = Latency.of(each.latency());
      list.add(new RefusalCount(each.status(), each.code(), latency.count(), latency));
      refused += latency.count();
    }
    long lost = failed.values().stream().mapToLong(Long::longValue).sum();
    long ok = succeeded.getTotalCount();
    return new RequestCounts(
        kind,
        ok + refused + lost + notSent,
        ok,
        (double) good / seconds,
        Latency.of(succeeded),
        refused,
        List.copyOf(list),
        Map.copyOf(failed),
        notSent);
  }
}
