package grapevine.simulator.mutant;

import java.util.ArrayList;
import java.util.List;

/** What caught each mutant, a line each, at most {@value #WIDTH_MAX} columns wide. */
public final class MutantTable {
  static final int WIDTH_MAX = 100;

  private static final String LINE = "%-33s %-4s %-8s %s";

  private MutantTable() {}

  public static List<String> lines(List<MutantResult> results) {
    List<String> lines = new ArrayList<>();
    lines.add(line("mutant", "rule", "by", "invariant or scenario"));
    results.forEach(result -> lines.add(line(result)));
    long missed = results.stream().filter(result -> result.caught().isEmpty()).count();
    lines.add((results.size() - missed) + " of " + results.size() + " mutants caught");
    return lines;
  }

  private static String line(MutantResult result) {
    String by = result.caught().map(MutantResult.Catch::by).orElse("MISSED");
    String invariant = result.caught().map(MutantResult.Catch::invariant).orElse("");
    return line(result.mutant().name(), result.mutant().rule(), by, invariant);
  }

  private static String line(String mutant, String rule, String by, String invariant) {
    return LINE.formatted(mutant, rule, by, invariant).stripTrailing();
  }
}
