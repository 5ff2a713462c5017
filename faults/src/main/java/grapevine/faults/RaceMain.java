package grapevine.faults;

import grapevine.common.security.ClusterKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code grapevine check race}. */
@Command(
    name = "grapevine check race",
    mixinStandardHelpOptions = true,
    version = "grapevine 0.1.0",
    sortOptions = false,
    description = {
      "Many clients race for one delivery, one name and ten portions of one dish: exactly one, one "
          + "and ten must win, all others must be told that they lost, and whoever asks again with "
          + "the same key must be told the same.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  grapevine check race --cluster-key data/cluster.key \\",
      "    --front-ends http://127.0.0.1:8080,http://127.0.0.1:8081",
      "",
      "Exit codes: 0 all is well, 1 wrong, or it could not begin, 2 usage."
    })
public final class RaceMain implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--front-ends",
      required = true,
      split = ",",
      paramLabel = "URL",
      description = "front ends that the clients use, each beginning with another")
  private List<String> frontEnds = new ArrayList<>();

  @Option(
      names = "--cluster-key",
      required = true,
      paramLabel = "FILE",
      description = "the cluster's key, which lets the race say how many portions there are")
  private Path clusterKey;

  @Option(
      names = "--clients",
      defaultValue = "200",
      paramLabel = "N",
      description = "customers who race (default: ${DEFAULT-VALUE})")
  private int clients;

  @Option(
      names = "--patience",
      defaultValue = "60",
      paramLabel = "SECONDS",
      description = "until an outcome must be known (default: ${DEFAULT-VALUE})")
  private int patience;

  @Option(
      names = "--progress",
      paramLabel = "FILE",
      description = "kept up to date with the number of outcomes that are known")
  private Path progress;

  @Option(names = "--json", description = "the result as JSON")
  private boolean isJson;

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new RaceMain());
    line.setParameterExceptionHandler(
        (failure, given) -> {
          line.getErr().println("grapevine check race: " + failure.getMessage() + " (see --help)");
          return CommandLine.ExitCode.USAGE;
        });
    return line;
  }

  @Override
  public Integer call() throws InterruptedException {
    requireArguments();
    PrintWriter out = spec.commandLine().getOut();
    ProgressFile known = new ProgressFile(Optional.ofNullable(progress));
    String run = Long.toString(System.nanoTime() & Long.MAX_VALUE, Character.MAX_RADIX);
    Duration all = Duration.ofSeconds(patience);
    try {
      RaceReport report =
          new Race(frontEnds, clients, run, credential(), all, Duration.ofSeconds(2), known::tell)
              .go();
      if (isJson) {
        out.println(report.json());
      } else {
        report.lines().forEach(out::println);
      }
      out.flush();
      return report.isGood() ? 0 : 1;
    } catch (CannotRun e) {
      spec.commandLine().getErr().println("grapevine check race: " + e.getMessage());
      return 1;
    }
  }

  private String credential() {
    try {
      return ClusterKey.read(clusterKey).linkCredential();
    } catch (IOException | IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "cannot read " + clusterKey + ": " + e.getMessage());
    }
  }

  private void requireArguments() {
    if (clients < 1 || clients > 1_000 || patience < 1) {
      throw new ParameterException(
          spec.commandLine(), "--clients must be from 1 to 1000, --patience at least 1");
    }
    FaultsMain.requireUrls(spec, frontEnds);
  }
}
