package grapevine.simulator;

import grapevine.simulator.mutant.Mutant;
import grapevine.simulator.mutant.MutantCompiler;
import grapevine.simulator.mutant.MutantRefusedException;
import grapevine.simulator.mutant.MutantResult;
import grapevine.simulator.mutant.MutantRun;
import grapevine.simulator.mutant.MutantTable;
import grapevine.simulator.scenario.ScenarioCheck;
import grapevine.simulator.scenario.Scenarios;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code grapevine simulate}. */
@Command(
    name = "grapevine simulate",
    mixinStandardHelpOptions = true,
    version = "grapevine 0.1.0",
    description = {
      "Run the real replica managers and front ends in virtual time, with everything going wrong "
          + "that can, and check every promise after every step.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine simulate --seeds 1..20000",
      "  grapevine simulate --seed 4711 --replay",
      "  grapevine simulate --seed 4711 --trace | less",
      "  grapevine simulate --mutants",
      "",
      "Exit codes: 0 all is well, 1 a violation, a missed mutant, or too little",
      "reached to prove anything, 2 usage."
    })
public final class SimulatorMain implements Callable<Integer> {
  private static final int WELL = 0;
  private static final int WRONG = 1;
  private static final int AVAILABILITY_SEEDS = 30;
  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private What what;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Seeds run at the same time; as many as there are cores if not given.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--trace", description = "With --seed: print every step of it, a line each.")
  private boolean isTraced;

  @Option(
      names = "--replay",
      description =
          "With --seed: run it twice, compare the two, print the last "
              + Replay.LAST_STEPS
              + " steps.")
  private boolean isReplayed;

  @Option(names = "--json", description = "With --seeds: the result as JSON.")
  private boolean isJson;

  @Option(
      names = "--project",
      paramLabel = "DIR",
      defaultValue = "${env:GRAPEVINE_PROJECT:-.}",
      description = "With --mutants: where the sources are; this project if not given.")
  private Path project;

  private static final class What {
    @Option(names = "--seeds", paramLabel = "A..B", description = "Run all seeds from A to B.")
    private String seeds;

    @Option(names = "--seed", paramLabel = "S", description = "Run one seed.")
    private Long seed;

    @Option(
        names = "--mutants",
        description = "Break the sources on purpose, one rule at a time; each must be caught.")
    private boolean mutants;

    // The group has exactly one of them: what is none of the others is this.
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--scenarios", description = "Play all golden scenarios.")
    private boolean scenarios;

    @Option(
        names = "--availability",
        description =
            "Measure the share of calls that are answered within a second while one replica "
                + "manager fails.")
    private boolean availability;
  }

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new SimulatorMain());
    line.setParameterExceptionHandler(
        (failure, given) -> {
          line.getErr()
              .println(
                  "grapevine simulate: "
                      + failure.getMessage()
                      + " (see grapevine simulate --help)");
          return CommandLine.ExitCode.USAGE;
        });
    return line;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (threads < 1) {
      throw new ParameterException(spec.commandLine(), "--threads must be at least 1");
    }
    if (what.seeds != null) {
      return runSeeds(SeedRange.parse(what.seeds).orElseThrow(this::badRange));
    }
    if (what.seed != null) {
      return runSeed(what.seed);
    }
    if (what.availability) {
      return measureAvailability();
    }
    return what.mutants ? runMutants() : playScenarios();
  }

  private ParameterException badRange() {
    return new ParameterException(
        spec.commandLine(), "--seeds wants a range such as 1..300, not " + what.seeds);
  }

  private int runSeeds(SeedRange range) throws InterruptedException {
    ProgressLine progress = new ProgressLine(err(), PROGRESS_EVERY);
    Campaign.Result result =
        Campaign.run(
            range.first(),
            range.last(),
            threads,
            now -> progress.show(now.elapsed(), () -> CampaignText.progress(now)));
    for (Campaign.Violation violation : result.violations()) {
      explain(Replay.of(violation.seed(), line -> {}), violation.what());
    }
    if (isJson) {
      out().println(CampaignText.json(result));
    } else {
      CampaignText.lines(result).forEach(out()::println);
    }
    return result.isGood() ? WELL : WRONG;
  }

  private int runSeed(long seed) {
    Replay replay = Replay.of(seed, isTraced ? out()::println : line -> {});
    if (isReplayed && !Replay.of(seed, line -> {}).equals(replay)) {
      err()
          .println("seed " + seed + " does not repeat itself: its order depends on something else");
      return WRONG;
    }
    if (replay.violation().isPresent()) {
      explain(replay, replay.violation().get());
      return WRONG;
    }
    if (isReplayed) {
      replay.lastSteps().forEach(out()::println);
    }
    out()
        .println(
            "seed "
                + seed
                + (isReplayed ? ", twice the same" : "")
                + ": "
                + replay.steps()
                + " steps, no violation");
    return WELL;
  }

  private void explain(Replay replay, String violation) {
    PrintWriter err = err();
    err.println("VIOLATION in seed " + replay.seed() + ", the last steps before it:");
    replay.lastSteps().forEach(line -> err.println("  " + line));
    err.println(violation);
    if (replay.violation().isEmpty()) {
      err.println(
          "It did not happen again: the seed does not repeat itself, which is a defect too.");
    }
    err.println("See it again: ./grapevine simulate --seed " + replay.seed() + " --replay");
    err.println();
  }

  private int runMutants() {
    MutantRun run = new MutantRun(new MutantCompiler(project), MutantRun.SEEDS_MAX);
    List<MutantResult> results = new ArrayList<>();
    List<String> names = Mutant.names();
    for (String name : names) {
      err().printf("%d of %d: %s%n", results.size() + 1, names.size(), name);
      try {
        results.add(run.run(Mutant.named(name)));
      } catch (MutantRefusedException refused) {
        err().println(refused.getMessage());
        return WRONG;
      }
    }
    MutantTable.lines(results).forEach(out()::println);
    return results.stream().allMatch(result -> result.caught().isPresent()) ? WELL : WRONG;
  }

  private int playScenarios() {
    ScenarioCheck check = new ScenarioCheck();
    int wrong = 0;
    for (String name : Scenarios.names()) {
      String difference = check.apply(name);
      out().println((difference == null ? "as told   " : "DIFFERENT ") + name);
      if (difference != null) {
        out().println(difference);
        wrong++;
      }
    }
    out().println(Scenarios.names().size() + " scenarios, " + wrong + " different");
    return wrong == 0 ? WELL : WRONG;
  }

  private int measureAvailability() {
    List<Availability.Share> shares = new ArrayList<>();
    for (int replicas : List.of(3, 5)) {
      for (Availability.Failure failure : Availability.Failure.values()) {
        err().println(replicas + " replica managers, " + failure);
        shares.add(Availability.measure(replicas, failure, AVAILABILITY_SEEDS));
      }
    }
    Availability.lines(shares).forEach(out()::println);
    return WELL;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
