package grapevine.benchmark.compare;

import grapevine.common.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns the lines that the script wrote, one a run and notes behind a #, into a table. */
@Command(
    name = "comparison",
    mixinStandardHelpOptions = true,
    description = "Compare systems by the runs of one comparison.",
    footer = "Exit codes: 0 all figures count, 3 some do not, because requests failed.")
public final class ComparisonMain implements Callable<Integer> {
  private static final int NOT_VALID = 3;
  private static final String NOTE = "#";

  @Parameters(paramLabel = "FILE", description = "The runs.")
  private Path input;

  @Option(names = "--json", paramLabel = "FILE", description = "Write everything there too.")
  private Path output;

  private record Report(List<String> notes, Comparison comparison, List<Measurement> runs) {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new ComparisonMain()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    List<String> lines = Files.readAllLines(input);
    List<String> notes =
        lines.stream()
            .filter(line -> line.startsWith(NOTE))
            .map(line -> line.substring(NOTE.length()).strip())
            .toList();
    List<Measurement> runs =
        lines.stream()
            .filter(line -> !line.startsWith(NOTE) && !line.isBlank())
            .map(Measurement::parse)
            .toList();
    if (runs.isEmpty()) {
      System.err.println("comparison: nothing was measured");
      return CommandLine.ExitCode.SOFTWARE;
    }
    Comparison comparison = Comparison.of(runs);
    print(notes, runs, comparison);
    if (output != null) {
      Files.write(output, Json.bytes(new Report(notes, comparison, runs)));
    }
    return comparison.isValid() ? 0 : NOT_VALID;
  }

  private static void print(List<String> notes, List<Measurement> runs, Comparison comparison) {
    notes.forEach(System.out::println);
    System.out.println();
    System.out.println(ComparisonText.of(comparison));
    System.out.println(
        "Medians over the rounds. Ratios: median (least..most) of each round's own. CPU: of all the"
            + " system's processes, a request.");
    System.out.println(
        String.format(
            Locale.ROOT,
            "Of this machine's CPU the systems that were not under test took %s, everybody else"
                + " %s.",
            share(runs, Measurement::idleSystemsCpuShare),
            share(runs, Measurement::othersCpuShare)));
    if (!comparison.isValid()) {
      System.out.println("INVALID figures do not count: some requests failed.");
    }
  }

  private static String share(List<Measurement> runs, ToDoubleFunction<Measurement> figure) {
    Spread spread = Spread.of(runs.stream().map(figure::applyAsDouble).toList());
    return String.format(
        Locale.ROOT, "%.1f %% (at most %.1f %%)", spread.median() * 100, spread.max() * 100);
  }
}
