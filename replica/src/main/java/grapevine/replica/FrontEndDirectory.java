package grapevine.replica;

import grapevine.common.link.LinkMessage.FrontEndReport;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The front ends heard in the last five seconds, so that each can tell of the others. Bounded.
 * Thread-safe.
 */
final class FrontEndDirectory {
  static final long FORGOTTEN_NANOS = 5_000_000_000L;
  static final int FRONT_ENDS_MAX = 64;

  private record Heard(FrontEndReport report, long atNanos) {}

  private final TreeMap<String, Heard> heard = new TreeMap<>();

  synchronized void hear(FrontEndReport report, long nowNanos) {
    if (heard.size() < FRONT_ENDS_MAX || heard.containsKey(report.name())) {
      heard.put(report.name(), new Heard(report, nowNanos));
    }
  }

  synchronized List<FrontEndReport> current(long nowNanos) {
    heard.values().removeIf(entry -> nowNanos - entry.atNanos > FORGOTTEN_NANOS);
    List<FrontEndReport> reports = new ArrayList<>();
    heard.values().forEach(entry -> reports.add(entry.report));
    return reports;
  }
}
