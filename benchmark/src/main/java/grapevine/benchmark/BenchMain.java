package grapevine.benchmark;

import grapevine.benchmark.http.FrontEndAddress;
import grapevine.benchmark.load.LoadGenerator;
import grapevine.benchmark.load.LoadSettings;
import grapevine.benchmark.load.StepResult;
import grapevine.benchmark.micro.MicroCommand;
import grapevine.benchmark.report.LatencyPlot;
import grapevine.benchmark.report.RunResult;
import grapevine.benchmark.report.TextReport;
import grapevine.common.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code grapevine bench}. */
@Command(
    name = "grapevine bench",
    mixinStandardHelpOptions = true,
    version = "grapevine 0.1.0",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Put load on the front ends of a running cluster and measure what comes of it; "
          + "with 'micro', measure parts of the program.",
      "",
      "With --rate requests come at set times, whatever has been answered, and latency counts from "
          + "the set time: a stall shows in every request that came due during it.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine bench --rate 500",
      "  grapevine bench --rates 500,1000,2000,4000 --duration 30 --plot latency.svg",
      "  grapevine bench --find-peak --json",
      "  grapevine bench --closed-loop 64,256 --mix read",
      "  grapevine bench --rate 2000 --duration 60 --json | jq '.steps[0].perSecond'",
      "  grapevine bench micro codec",
      "",
      "docs/benchmarking.md tells what the columns mean.",
      "Exit codes: 0 measured, 1 not one request succeeded, 2 usage, 3 the cluster is not ready."
    },
    subcommands = MicroCommand.class)
public final class BenchMain implements Callable<Integer> {
  private static final int RATE_MAX = 1_000_000;
  private static final int STEPS_MAX = 100;
  private static final int BODY_BYTES_MAX = 32 << 10;

  @Spec private CommandSpec spec;

  // Needed, but not by 'micro': call() sees to it.
  @ArgGroup(multiplicity = "0..1")
  private Load load;

  @Mixin private LoadOptions options;

  @Option(
      names = "--postcode",
      paramLabel = "CODE",
      defaultValue = "DH1 3LE",
      description = "Orders go to restaurants that deliver there. Default: ${DEFAULT-VALUE}")
  private String postcode;

  @Option(
      names = "--body",
      paramLabel = "FILE",
      description = "The JSON order to place, instead of some from the cluster's restaurants.")
  private Path body;

  @Option(names = "--json", description = "The result as JSON, with every second of each step.")
  private boolean isJson;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Also write latency against load as an SVG picture.")
  private Path plot;

  private static final class Load {
    @Option(
        names = {"--rate", "--rates"},
        paramLabel = "N",
        splitSynopsisLabel = ",",
        split = ",",
        description = "Open loop: so many requests a second; with several, a step for each.")
    private List<Double> rates;

    @Option(
        names = "--closed-loop",
        paramLabel = "N",
        splitSynopsisLabel = ",",
        split = ",",
        description = "So many connections, each asking again when answered; a step for each.")
    private List<Integer> closedLoop;

    // The group has exactly one of them: what is none of the others is this.
    @SuppressWarnings("UnusedVariable")
    @Option(
        names = "--find-peak",
        description = "Closed loop of more and more connections until it brings nothing more.")
    private boolean findPeak;
  }

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new BenchMain());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(
        (failure, given) -> {
          line.getErr()
              .println(
                  "grapevine bench: " + failure.getMessage() + " (see grapevine bench --help)");
          return ExitCode.USAGE.number();
        });
    line.setExecutionExceptionHandler(
        (failure, command, given) -> {
          line.getErr().println("grapevine bench: " + failure.getMessage());
          return failure instanceof BenchFailure
              ? ExitCode.NOT_READY.number()
              : ExitCode.NOTHING_SUCCEEDED.number();
        });
    return line;
  }

  @Override
  public Integer call() throws IOException {
    if (load == null) {
      throw new ParameterException(
          spec.commandLine(), "say how much load: --rate N, --closed-loop N or --find-peak");
    }
    LoadSettings settings = options.settings(System.getenv());
    requireSteps(settings);
    String startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    List<StepResult> steps;
    try (LoadGenerator generator = new LoadGenerator(settings, bodies(settings))) {
      if (settings.mix().reads()) {
        say("placing a first order for each of " + settings.customers() + " customers");
      }
      int without = generator.prepare();
      if (without > 0) {
        throw new BenchFailure(
            without + " customers got no first order placed; is the cluster overloaded already?");
      }
      steps = measure(generator, settings);
    }
    RunResult result = result(settings, startedAt, steps);
    if (plot != null) {
      Files.writeString(plot, LatencyPlot.svg(steps));
    }
    if (isJson) {
      out().println(Json.text(result));
    } else {
      TextReport.lines(result).forEach(out()::println);
    }
    boolean isAnySuccess = steps.stream().anyMatch(step -> step.total().succeeded() > 0);
    return (isAnySuccess ? ExitCode.MEASURED : ExitCode.NOTHING_SUCCEEDED).number();
  }

  private void requireSteps(LoadSettings settings) {
    List<? extends Number> wanted = load.rates != null ? load.rates : load.closedLoop;
    if (wanted == null) {
      return;
    }
    options.requireRange("the number of steps", wanted.size(), 1, STEPS_MAX);
    for (Number each : wanted) {
      if (load.rates != null) {
        options.requireRange("--rate", each.doubleValue(), 1, RATE_MAX);
      } else {
        options.requireRange("--closed-loop", each.intValue(), 1, settings.connectionsMax());
      }
    }
  }

  private List<byte[]> bodies(LoadSettings settings) throws IOException {
    if (body != null && Files.size(body) > BODY_BYTES_MAX) {
      throw new IOException(body + " is longer than " + BODY_BYTES_MAX + " bytes");
    }
    try (FrontEndApi api = new FrontEndApi()) {
      settings.frontEnds().forEach(frontEnd -> api.requireReady(frontEnd.url()));
      return body != null
          ? List.of(Files.readAllBytes(body))
          : new Baskets(api, settings.frontEnds().get(0).url(), postcode).bodies();
    }
  }

  private List<StepResult> measure(LoadGenerator generator, LoadSettings settings)
      throws IOException {
    if (load.rates == null && load.closedLoop == null) {
      return new PeakSearch(settings.connectionsMax())
          .run(connections -> closed(generator, connections));
    }
    List<StepResult> steps = new ArrayList<>();
    if (load.rates != null) {
      for (double rate : load.rates) {
        say("sending " + Math.round(rate) + " requests a second");
        steps.add(said(generator.open(rate)));
      }
    } else {
      for (int connections : load.closedLoop) {
        steps.add(closed(generator, connections));
      }
    }
    return steps;
  }

  private StepResult closed(LoadGenerator generator, int connections) throws IOException {
    say("asking over " + connections + " connections");
    return said(generator.closed(connections));
  }

  private StepResult said(StepResult step) {
    say(
        String.format(
            "  %.0f answers with 2xx a second, p99 %.1f ms",
            step.total().goodPerSecond(), step.total().latency().p99Micros() / 1_000.0));
    return step;
  }

  private RunResult result(LoadSettings settings, String startedAt, List<StepResult> steps) {
    boolean isPeakSought = load.rates == null && load.closedLoop == null;
    return new RunResult(
        startedAt,
        settings.frontEnds().stream().map(FrontEndAddress::url).toList(),
        settings.mix(),
        load.rates == null ? "closed loop" : settings.isPoisson() ? "poisson" : "even",
        settings.customers(),
        settings.connectionsMax(),
        settings.timeoutSeconds(),
        settings.warmUpSeconds(),
        settings.seed(),
        isPeakSought ? PeakSearch.peakPerSecond(steps) : null,
        steps);
  }

  private void say(String progress) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(progress);
    err.flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
