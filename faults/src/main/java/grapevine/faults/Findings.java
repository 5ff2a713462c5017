package grapevine.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What was found wrong, and how much was found right. Used by all sessions. */
final class Findings {
  private static final int VIOLATIONS_KEPT = 50;

  private final TreeSet<String> lost = new TreeSet<>();
  private final TreeSet<String> duplicated = new TreeSet<>();
  private final List<String> violations = new ArrayList<>();
  private long violationCount;
  private long acknowledged;
  private long unknown;
  private long reads;
  private long handedOver;

  synchronized void acknowledged() {
    acknowledged++;
  }

  synchronized void unknownOutcome() {
    unknown++;
  }

  synchronized void read() {
    reads++;
  }

  synchronized void handedOver() {
    handedOver++;
  }

  synchronized void lost(String write) {
    lost.add(write);
  }

  synchronized void duplicated(String write) {
    duplicated.add(write);
  }

  synchronized void violation(String what) {
    violationCount++;
    if (violations.size() < VIOLATIONS_KEPT) {
      violations.add(what);
    }
  }

  synchronized long acknowledgedSoFar() {
    return acknowledged;
  }

  synchronized Summary summary() {
    return new Summary(
        acknowledged,
        lost.size(),
        duplicated.size(),
        unknown,
        reads,
        handedOver,
        violationCount,
        List.copyOf(violations),
        lost.stream().limit(VIOLATIONS_KEPT).toList(),
        duplicated.stream().limit(VIOLATIONS_KEPT).toList());
  }

  /**
   * @param acknowledged writes
   * @param unknown writes that nobody could say anything of until patience ended
   * @param violations the first of all
   */
  record Summary(
      long acknowledged,
      long lost,
      long duplicated,
      long unknown,
      long reads,
      long handedOver,
      long violationCount,
      List<String> violations,
      List<String> lostWrites,
      List<String> duplicatedWrites) {}
}
