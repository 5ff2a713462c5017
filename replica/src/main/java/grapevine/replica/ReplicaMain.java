package grapevine.replica;

import grapevine.common.HostPort;
import grapevine.common.security.ClusterKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code grapevine replica}: runs one replica manager until it is told to stop or cannot go on. */
@Command(
    name = "replica",
    description = "Runs one replica manager.",
    sortOptions = false,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "1:cannot listen or read the key, or a defect",
      "2:wrong arguments",
      "3:the disk is not the one that the peers know under this name",
      "4:storage failed: a sync did not succeed",
      "5:the database is damaged, another replica manager's, or newer",
      "6:the database is damaged, and a peer's snapshot cannot mend it",
      "7:records are missing that the peers have discarded: start again",
      "143:stopped by SIGTERM, cleanly"
    })
public final class ReplicaMain implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicaMain.class);
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

  @Spec private CommandSpec spec;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "its name in the cluster, as rm1")
  private String name;

  @Option(
      names = "--listen",
      required = true,
      paramLabel = "HOST:PORT",
      description = "where it listens")
  private String listen;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "its directory; no other may use it")
  private Path data;

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "NAME=HOST:PORT",
      description = "the other replica managers, comma-separated; none when it is alone")
  private List<String> peers = List.of();

  @Option(
      names = "--cluster-key",
      required = true,
      paramLabel = "FILE",
      description = "the key that all members share")
  private Path clusterKey;

  @Option(
      names = "--simulate-status",
      paramLabel = "P",
      description =
          "teaching aid: in each second say OVERLOADED or OFFLINE with this probability (0 to 1)")
  private double simulateStatus;

  @Option(
      names = "--disk-reserve",
      paramLabel = "MIB",
      description =
          "with less room than this on the disk updates are refused, 0 for none (default: ${DEFAULT-VALUE})")
  private int diskReserve = ReplicaConfiguration.DISK_RESERVE_MEBIBYTES;

  @Option(
      names = "--scrub-rows",
      paramLabel = "N",
      description =
          "so many rows of the database a second are read again to verify them, 0 for none (default: ${DEFAULT-VALUE})")
  private int scrubRows = ReplicaConfiguration.SCRUB_ROWS_PER_SECOND;

  @SuppressWarnings("UnusedVariable") // that the option exists is enough for picocli
  @Option(names = "--help", usageHelp = true, description = "this text")
  private boolean isHelpWanted;

  public static void main(String[] arguments) {
    boolean isRestore = arguments.length > 0 && arguments[0].equals("restore");
    System.exit(
        isRestore
            ? RestoreMain.commandLine().execute(Arrays.copyOfRange(arguments, 1, arguments.length))
            : commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new ReplicaMain())
        .setParameterExceptionHandler(
            (e, arguments) -> {
              e.getCommandLine()
                  .getErr()
                  .println(
                      "replica: "
                          + e.getMessage().lines().findFirst().orElse("")
                          + " (see --help)");
              return ExitCode.WRONG_ARGUMENTS.number();
            });
  }

  @Override
  public Integer call() {
    TreeMap<String, HostPort> targets = peerTargets();
    HostPort address = address("--listen", listen);
    if (!(simulateStatus >= 0 && simulateStatus <= 1)) {
      throw wrong("--simulate-status is a probability from 0 to 1");
    }
    if (diskReserve < 0) {
      throw wrong("--disk-reserve is a number of MiB, 0 for none");
    }
    if (scrubRows < 0) {
      throw wrong("--scrub-rows is a number of rows a second, 0 for none");
    }
    try {
      return run(address, targets);
    } catch (ReplicaFailure e) {
      return report(e);
    }
  }

  private int run(HostPort address, TreeMap<String, HostPort> targets) {
    Replica replica =
        Replica.listen(
            new ReplicaConfiguration(
                name, address, data, key(), simulateStatus, (long) diskReserve << 20, scrubRows));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(replica), name + "-stop"));
    replica.start(targets);
    LOG.info("{} ready at {} in {} ms", name, replica.url(), millisSinceProcessStart());
    return report(replica.failure().join());
  }

  private int report(ReplicaFailure failure) {
    LOG.error(
        "{} stops (exit code {}): {}",
        name,
        failure.exitCode().number(),
        failure.getMessage(),
        failure.getCause());
    return failure.exitCode().number();
  }

  private void stop(Replica replica) {
    replica.close();
    LOG.info("{} stopped", name);
  }

  private ClusterKey key() {
    try {
      return ClusterKey.read(clusterKey);
    } catch (IOException e) {
      throw new ReplicaFailure(
          ExitCode.FAILED, "cannot read the cluster key " + clusterKey + ": " + e, null);
    } catch (IllegalArgumentException e) {
      throw new ReplicaFailure(ExitCode.FAILED, e.getMessage(), null);
    }
  }

  private TreeMap<String, HostPort> peerTargets() {
    if (!NAME.matcher(name).matches()) {
      throw wrong("--name has 1 to 32 letters, digits, '-' and '_'");
    }
    TreeMap<String, HostPort> targets = new TreeMap<>();
    for (String peer : peers) {
      String[] parts = peer.split("=", 2);
      if (parts.length != 2 || !NAME.matcher(parts[0]).matches()) {
        throw wrong("--peers takes NAME=HOST:PORT, not '" + peer + "'");
      }
      if (parts[0].equals(name) || targets.put(parts[0], address("--peers", parts[1])) != null) {
        throw wrong(
            "--peers names '" + parts[0] + "', which is this replica manager or named twice");
      }
    }
    return targets;
  }

  private HostPort address(String option, String text) {
    try {
      return HostPort.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong(option + ": " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static long millisSinceProcessStart() {
    Instant now = Instant.now();
    return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now)
        .toMillis();
  }
}
