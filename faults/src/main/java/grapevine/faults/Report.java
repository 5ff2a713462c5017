package grapevine.faults;

import grapevine.common.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a run has shown.
 *
 * @param convergedMillis empty when the replica managers did not become equal in time
 * @param atLeast fewer acknowledged writes show nothing
 */
record Report(
    Findings.Summary found,
    AnswerTimes.Summary times,
    Optional<Long> convergedMillis,
    List<String> readBack,
    long atLeast) {
  private static final int SHOWN_MAX = 10;

  boolean isGood() {
    return found.lost() == 0
        && found.duplicated() == 0
        && found.violationCount() == 0
        && convergedMillis.isPresent()
        && found.acknowledged() >= atLeast;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d operations in %.0f s, %.3f %% answered within 1 s, %d never; "
                + "longest time without any answer %.2f s",
            times.operations(),
            times.loadMillis() / 1000.0,
            percentSoon(),
            times.operations() - times.answered(),
            times.longestMillisWithoutAnswer() / 1000.0));
    lines.add(
        String.format(
            Locale.ROOT,
            "%d reads, %d tokens handed over, %d writes of unknown outcome",
            found.reads(),
            found.handedOver(),
            found.unknown()));
    if (found.onOneDisk() > 0) {
      lines.add(
          found.onOneDisk()
              + " acknowledged on one disk only, which may be missing: "
              + found.missing()
              + " are");
    }
    if (!times.otherAnswers().isEmpty()) {
      lines.add("tries that ended otherwise: " + times.otherAnswers());
    }
    lines.add(
        convergedMillis
            .map(millis -> "all replica managers equal after " + millis + " ms")
            .orElse("NOT EQUAL: the replica managers did not become equal in time"));
    lines.add("read back through " + String.join(", ", readBack));
    found.lostWrites().stream().limit(SHOWN_MAX).forEach(write -> lines.add("LOST " + write));
    found.duplicatedWrites().stream()
        .limit(SHOWN_MAX)
        .forEach(write -> lines.add("DUPLICATED " + write));
    found.violations().stream().limit(SHOWN_MAX).forEach(what -> lines.add("VIOLATION " + what));
    if (found.violationCount() > SHOWN_MAX) {
      lines.add("VIOLATIONS in all: " + found.violationCount());
    }
    if (found.acknowledged() < atLeast) {
      lines.add("TOO FEW: fewer than " + atLeast + " writes were acknowledged, so little is shown");
    }
    lines.add(
        found.acknowledged()
            + " acknowledged, "
            + found.lost()
            + " lost, "
            + found.duplicated()
            + " duplicated");
    return lines;
  }

  String json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("good", isGood());
    document.put("acknowledged", found.acknowledged());
    document.put("onOneDisk", found.onOneDisk());
    document.put("missing", found.missing());
    document.put("lost", found.lost());
    document.put("duplicated", found.duplicated());
    document.put("unknown", found.unknown());
    document.put("reads", found.reads());
    document.put("handedOver", found.handedOver());
    document.put("operations", times.operations());
    document.put("answered", times.answered());
    document.put("answeredWithinOneSecondPercent", percentSoon());
    document.put("longestMillisWithoutAnswer", times.longestMillisWithoutAnswer());
    document.put("loadMillis", times.loadMillis());
    document.put("otherAnswers", times.otherAnswers());
    document.put("converged", convergedMillis.isPresent());
    convergedMillis.ifPresent(millis -> document.put("convergedMillis", millis));
    document.put("violationCount", found.violationCount());
    document.put("violations", found.violations());
    document.put("lostWrites", found.lostWrites());
    document.put("duplicatedWrites", found.duplicatedWrites());
    return Json.text(document);
  }

  private double percentSoon() {
    return times.operations() == 0
        ? 0
        : 100.0 * times.answeredWithinOneSecond() / times.operations();
  }
}
