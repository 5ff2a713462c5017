package grapevine.client.command;

import grapevine.client.ClientMain;
import grapevine.client.api.ExitCode;
import grapevine.client.demo.Evening;
import grapevine.client.demo.LaunchedStage;
import grapevine.client.demo.StoryBroken;
import grapevine.client.text.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code grapevine demo}: starts a cluster and tells an evening on it. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Watch an evening of a customer, a kitchen and two couriers at two front ends, while one of"
          + " three replica managers is killed and comes back.",
      "The cluster is a new one, on this machine, and is gone afterwards."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  grapevine demo", "  grapevine demo --pace 0", "  grapevine demo --port 28080"})
public final class DemoCommand implements Callable<Integer> {
  private static final int PACE_MAX = 60_000;
  private static final int PORT_MAX = 65_000;

  @ParentCommand private ClientMain client;
  @Spec private CommandSpec spec;

  @Option(
      names = "--pace",
      paramLabel = "MS",
      defaultValue = "1500",
      description = "How long each line may be read (default: ${DEFAULT-VALUE}).")
  private int paceMillis;

  @Option(
      names = "--port",
      paramLabel = "BASE",
      defaultValue = "28080",
      description = "The cluster's ports begin here (default: ${DEFAULT-VALUE}).")
  private int port;

  @Override
  public Integer call() throws IOException {
    if (paceMillis < 0 || paceMillis > PACE_MAX) {
      throw usage("--pace must be from 0 to " + PACE_MAX);
    }
    if (port < 1024 || port > PORT_MAX) {
      throw usage("--port must be from 1024 to " + PORT_MAX);
    }
    String project = client.terminal().environment().get("GRAPEVINE_PROJECT");
    if (project == null) {
      throw usage("start it with ./grapevine demo, which knows where launch.sh is");
    }
    Path folder = Files.createTempDirectory("grapevine-demo");
    LaunchedStage stage = new LaunchedStage(Path.of(project, "launch.sh"), folder, port);
    Thread whenInterrupted = new Thread(() -> leave(stage, folder));
    Runtime.getRuntime().addShutdownHook(whenInterrupted);
    return told(stage);
  }

  private int told(LaunchedStage stage) {
    Screen screen = client.terminal().screen();
    screen.line("Starting two front ends and three replica managers ...");
    try {
      stage.start();
      new Evening(stage, screen, Duration.ofMillis(paceMillis)).tell();
      return ExitCode.DONE.number();
    } catch (StoryBroken e) {
      screen.notice(screen.bad("The story broke off: " + e.getMessage()));
      return ExitCode.FAILED.number();
    }
  }

  /** However it ends: no process and no file of it stays. */
  private static void leave(LaunchedStage stage, Path folder) {
    stage.close();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> inner = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : inner) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
