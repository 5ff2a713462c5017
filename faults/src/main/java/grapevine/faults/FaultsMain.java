package grapevine.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code grapevine check}. */
@Command(
    name = "grapevine check",
    mixinStandardHelpOptions = true,
    version = "grapevine 0.1.0",
    sortOptions = false,
    description = {
      "Be customers of a running cluster, write down what they are told, and in the end read "
          + "everything back: was anything lost, done twice, or shown out of order?",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine check --front-ends http://127.0.0.1:8080 --seconds 30",
      "  grapevine check --front-ends http://127.0.0.1:8080,http://127.0.0.1:8081 --json",
      "  grapevine check race --help        many clients want the same thing, and one gets it",
      "",
      "The load ends after --seconds, by TERM, or by Ctrl-C.",
      "Exit codes: 0 all is well, 1 lost, duplicated, out of order, not equal or too little, 2 usage."
    })
public final class FaultsMain implements Callable<Integer> {
  private static final int WELL = 0;
  private static final int WRONG = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--front-ends",
      required = true,
      split = ",",
      paramLabel = "URL",
      description = "front ends that the customers use")
  private List<String> frontEnds = new ArrayList<>();

  @Option(
      names = "--read-back",
      split = ",",
      paramLabel = "URL",
      description = "front ends through which everything is read in the end (default: the same)")
  private List<String> readBack = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "how long (default: until TERM, or what the control file says)")
  private Long seconds;

  @Option(
      names = "--control",
      paramLabel = "FILE",
      description = "when it says 'rest' the load ends, when it says 'read' all is read back")
  private Path control;

  @Option(
      names = "--progress",
      paramLabel = "FILE",
      description = "kept up to date with the number of acknowledged writes")
  private Path progress;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = "every event, a line of JSON each")
  private Path history;

  @Option(
      names = "--sessions",
      defaultValue = "9",
      paramLabel = "N",
      description = "customers' sessions at a time (default: ${DEFAULT-VALUE})")
  private int sessions;

  @Option(
      names = "--rate",
      defaultValue = "60",
      paramLabel = "N",
      description = "operations a second, of all sessions together (default: ${DEFAULT-VALUE})")
  private int rate;

  @Option(names = "--seed", paramLabel = "N", description = "what the sessions do (default: drawn)")
  private Long seed;

  @Option(
      names = "--patience",
      defaultValue = "10",
      paramLabel = "SECONDS",
      description = "for one operation with all its tries (default: ${DEFAULT-VALUE})")
  private int patience;

  @Option(
      names = "--convergence",
      defaultValue = "60",
      paramLabel = "SECONDS",
      description = "that replica managers have to become equal (default: ${DEFAULT-VALUE})")
  private int convergence;

  @Option(
      names = "--at-least",
      defaultValue = "1",
      paramLabel = "N",
      description = "fewer acknowledged writes show nothing (default: ${DEFAULT-VALUE})")
  private long atLeast;

  @Option(
      names = "--disks-fail",
      description =
          "disks are lost meanwhile: what was acknowledged on one disk only may be missing")
  private boolean doDisksFail;

  @Option(names = "--json", description = "the result as JSON")
  private boolean isJson;

  private final CountDownLatch printed = new CountDownLatch(1);
  private volatile boolean isToEnd;
  private volatile int exitCode = WRONG;

  public static void main(String[] args) {
    // Not a subcommand to picocli, which would ask for the options of both.
    boolean isRace = args.length > 0 && args[0].equals("race");
    System.exit(
        isRace
            ? RaceMain.commandLine().execute(Arrays.copyOfRange(args, 1, args.length))
            : commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new FaultsMain());
    line.setParameterExceptionHandler(
        (failure, given) -> {
          line.getErr()
              .println(
                  "grapevine check: " + failure.getMessage() + " (see grapevine check --help)");
          return CommandLine.ExitCode.USAGE;
        });
    return line;
  }

  @Override
  public Integer call() throws InterruptedException {
    requireArguments();
    long began = System.nanoTime();
    Thread onSignal = new Thread(this::endBySignal, "on-signal");
    Runtime.getRuntime().addShutdownHook(onSignal);
    ProgressFile acknowledged = new ProgressFile(Optional.ofNullable(progress));
    try {
      Run run = new Run(settings(), atLeast, () -> stage(began), acknowledged::tell);
      Report report = run.go();
      print(report);
      exitCode = report.isGood() ? WELL : WRONG;
    } catch (CannotRun e) {
      spec.commandLine().getErr().println("grapevine check: " + e.getMessage());
    } finally {
      printed.countDown();
    }
    return exitCode;
  }

  private void requireArguments() {
    requireAtLeastOne("--sessions", sessions);
    requireAtLeastOne("--rate", rate);
    requireAtLeastOne("--patience", patience);
    requireAtLeastOne("--convergence", convergence);
    requireUrls(spec, frontEnds);
    requireUrls(spec, readBack);
  }

  private void requireAtLeastOne(String option, int value) {
    if (value < 1) {
      throw new ParameterException(spec.commandLine(), option + " must be at least 1");
    }
  }

  static void requireUrls(CommandSpec spec, List<String> urls) {
    for (String url : urls) {
      if (!url.matches("http://[^\\s/]+")) {
        throw new ParameterException(
            spec.commandLine(), "a front end is named as http://HOST:PORT, not " + url);
      }
    }
  }

  private Settings settings() {
    return new Settings(
        frontEnds,
        readBack.isEmpty() ? frontEnds : readBack,
        sessions,
        rate,
        seed == null ? System.nanoTime() : seed,
        Duration.ofSeconds(patience),
        Duration.ofSeconds(Math.min(patience, 2)),
        Duration.ofSeconds(convergence),
        doDisksFail,
        Optional.ofNullable(history));
  }

  private Stage stage(long beganNanos) {
    if (isToEnd) {
      return Stage.READ_BACK;
    }
    if (control != null && Files.exists(control)) {
      return stageIn(control);
    }
    boolean isOver =
        seconds != null && System.nanoTime() - beganNanos > TimeUnit.SECONDS.toNanos(seconds);
    return isOver ? Stage.READ_BACK : Stage.LOAD;
  }

  private static Stage stageIn(Path control) {
    try {
      String word = Files.readString(control).strip();
      return word.equals("read") ? Stage.READ_BACK : word.equals("rest") ? Stage.REST : Stage.LOAD;
    } catch (IOException e) {
      return Stage.LOAD; // being written
    }
  }

  private void print(Report report) {
    PrintWriter out = spec.commandLine().getOut();
    if (isJson) {
      out.println(report.json());
    } else {
      report.lines().forEach(out::println);
    }
    out.flush();
  }

  /** The process ends when the hook does, so the hook waits for the result. */
  private void endBySignal() {
    isToEnd = true;
    try {
      printed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(exitCode);
  }
}
