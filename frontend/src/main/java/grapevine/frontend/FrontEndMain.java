package grapevine.frontend;

import grapevine.common.HostPort;
import grapevine.common.security.ClusterKey;
import grapevine.frontend.cluster.LinkedReplicas;
import grapevine.protocol.FrontEndSettings;
import grapevine.protocol.MemberId;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line of a front end. Exit code 2 and one line for wrong arguments, 1 when it cannot
 * serve.
 */
@Command(
    name = "frontend",
    description =
        "Runs a front end: the public HTTP API in front of a cluster of replica managers.",
    mixinStandardHelpOptions = true,
    version = "Grapevine front end 0.1",
    sortOptions = false)
public final class FrontEndMain implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(FrontEndMain.class);
  private static final String NAME_SHAPE = "[A-Za-z0-9_-]{1," + MemberId.NAME_LENGTH_MAX + "}";
  private static final long STOP_SECONDS_MAX = 5;

  @Spec private CommandSpec spec;

  @Option(names = "--name", required = true, description = "how operators know it, such as fe1")
  private String name;

  @Option(
      names = "--listen",
      required = true,
      description = "HOST:PORT of the public API; port 0 takes a free one")
  private String listen;

  @Option(
      names = "--replicas",
      required = true,
      split = ",",
      description =
          "replica managers: rm1=HOST:PORT,rm2=HOST:PORT,...; the others are learnt from them")
  private List<String> replicas = new ArrayList<>();

  @Option(names = "--cluster-key", required = true, description = "the file with the cluster's key")
  private Path clusterKey;

  @Option(
      names = "--fan-out",
      defaultValue = "2",
      description = "to how many replica managers each call goes (default: ${DEFAULT-VALUE})")
  private int fanOut;

  @Option(
      names = "--url",
      description = "where clients reach it (default: the address listened on)")
  private String url;

  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return new CommandLine(new FrontEndMain())
        .setParameterExceptionHandler(FrontEndMain::refuseArguments)
        .execute(args);
  }

  private static int refuseArguments(ParameterException e, String[] args) {
    String line = e.getMessage().replace('\n', ' ').replace("\r", "");
    e.getCommandLine().getErr().println("frontend: " + line + " (see --help)");
    return CommandLine.ExitCode.USAGE;
  }

  @Override
  public Integer call() {
    FrontEndProcess.Identity identity = identity();
    Map<String, HostPort> addresses = addresses();
    ClusterKey key = readKey();
    List<String> names = List.copyOf(addresses.keySet());
    FrontEndSettings settings = FrontEndSettings.standard(names, fanOut);
    FrontEndProcess process;
    try {
      process =
          FrontEndProcess.start(
              identity,
              settings,
              new LinkedReplicas(identity.name(), addresses, key),
              key,
              System::currentTimeMillis);
    } catch (Exception e) {
      spec.commandLine()
          .getErr()
          .println("frontend: cannot listen on " + listen + ": " + reason(e));
      LOG.debug("start", e);
      return CommandLine.ExitCode.SOFTWARE;
    }
    stopOnSignal(process);
    sayReady(process);
    // Ends by the signal, whose hook stops the process, or because the loop cannot go on.
    process.ended().join();
    return CommandLine.ExitCode.SOFTWARE;
  }

  private FrontEndProcess.Identity identity() {
    if (!name.matches(NAME_SHAPE)) {
      throw wrong("--name has 1 to " + MemberId.NAME_LENGTH_MAX + " letters, digits, - or _");
    }
    if (url != null && !url.matches("https?://[^\\s\"<>]{1,200}")) {
      throw wrong("--url starts with http:// or https:// and has at most 200 characters");
    }
    return new FrontEndProcess.Identity(
        name, parseAddress("--listen", listen), Optional.ofNullable(url));
  }

  private Map<String, HostPort> addresses() {
    Map<String, HostPort> addresses = new LinkedHashMap<>();
    for (String entry : replicas) {
      int equals = entry.indexOf('=');
      String replica = equals < 0 ? "" : entry.substring(0, equals);
      if (!replica.matches(NAME_SHAPE)) {
        throw wrong("--replicas: write NAME=HOST:PORT, with commas between, not \"" + entry + "\"");
      }
      if (addresses.put(replica, parseAddress("--replicas", entry.substring(equals + 1))) != null) {
        throw wrong("--replicas names " + replica + " twice");
      }
    }
    if (fanOut < 1) {
      throw wrong("--fan-out is at least 1");
    }
    return addresses;
  }

  private HostPort parseAddress(String option, String text) {
    try {
      return HostPort.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong(option + ": " + e.getMessage());
    }
  }

  private ClusterKey readKey() {
    try {
      return ClusterKey.read(clusterKey);
    } catch (IOException e) {
      throw wrong("--cluster-key: cannot read " + clusterKey + ": " + reason(e));
    } catch (IllegalArgumentException e) {
      throw wrong("--cluster-key: " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private void sayReady(FrontEndProcess process) {
    long millis = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(name + " ready at " + process.url() + " in " + millis + " ms");
  }

  // The process ends when the hook returns, so the hook waits, but not for ever.
  private void stopOnSignal(FrontEndProcess process) {
    CountDownLatch stopped = new CountDownLatch(1);
    Runnable stop =
        () -> {
          try {
            process.stop();
          } catch (Exception e) {
            LOG.warn("{} did not stop in order", name, e);
          }
          stopped.countDown();
        };
    Runnable hook =
        () -> {
          new Thread(stop, "stop").start();
          try {
            if (!stopped.await(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
              LOG.warn("{} did not stop in time", name);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    Runtime.getRuntime().addShutdownHook(new Thread(hook, "on-signal"));
  }
}
