package grapevine.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What was found wrong, and how much was found right. Used by all sessions. */
final class Findings {
  private static final int VIOLATIONS_KEPT = 50;

  private final TreeSet<String> lost = new TreeSet<>();
  private final TreeSet<String> missing = new TreeSet<>();
  private final TreeSet<String> duplicated = new TreeSet<>();
  private final List<String> violations = new ArrayList<>();
  private final boolean doDisksFail;
  private long violationCount;
  private long acknowledged;
  private long onOneDisk;
  private long unknown;
  private long reads;
  private long handedOver;

  /**
   * @param doDisksFail whether what was acknowledged on one disk only may be missing
   */
  Findings(boolean doDisksFail) {
    this.doDisksFail = doDisksFail;
  }

  /** Whether what was acknowledged on so many disks has to be there for good. */
  boolean isPromised(int durability) {
    return durability > 1 || !doDisksFail;
  }

  synchronized void acknowledged() {
    acknowledged++;
  }

  synchronized void acknowledgedOnOneDisk() {
    onOneDisk++;
  }

  synchronized void missing(String write) {
    missing.add(write);
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
        onOneDisk,
        missing.size(),
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
   * @param acknowledged writes that have to be there for good
   * @param onOneDisk writes acknowledged on one disk only, which may be missing
   * @param missing how many of these are
   * @param unknown writes that nobody could say anything of until patience ended
   * @param violations the first of all
   */
  record Summary(
      long acknowledged,
      long onOneDisk,
      long missing,
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
