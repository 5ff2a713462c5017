package grapevine.replica;

import grapevine.common.HostPort;
import grapevine.common.security.ClusterKey;
import grapevine.replica.provider.ProviderSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "8:the others go on without it: start again, and it comes back as a new member",
      "9:it could not join: refused, or nobody let it in in time; start again to go on",
      "0:it was asked to leave, and has left",
      "137:killed on purpose (--chaos)",
      "143:stopped by SIGTERM, cleanly"
    })
public final class ReplicaMain implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicaMain.class);
  private static final int FAN_OUT_MAX = 9;

  /** One that is damaged, behind and retired at once may need a few. */
  private static final int STARTS_MAX = 5;

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
      description =
          "the other founders of the cluster, comma-separated; none when it is alone. Members that"
              + " come later are known by themselves; one named here is dialled here")
  private List<String> peers = List.of();

  @Option(
      names = "--join",
      split = ",",
      paramLabel = "URL",
      description =
          "members of a running cluster, any of which lets it in, as http://10.0.0.1:7100; for an"
              + " empty directory, ignored afterwards")
  private List<String> join = List.of();

  @Option(
      names = "--advertise",
      paramLabel = "HOST:PORT",
      description = "where the others reach it (default: where it listens)")
  private String advertise;

  @Option(
      names = "--fan-out",
      paramLabel = "N",
      description =
          "to how many replica managers front ends send each call: N-1 may be lost for good at"
              + " once (default: ${DEFAULT-VALUE})")
  private int fanOut = ReplicaConfiguration.Membership.FAN_OUT;

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

  @Option(
      names = "--no-expiry",
      description =
          "orders that no restaurant answers stay PLACED; give it to all replica managers or none")
  private boolean isNotExpiring;

  @Option(
      names = "--chaos",
      description =
          "teaching aid: operators may kill this process, pause its gossip, and cut or delay its"
              + " links")
  private boolean isChaosAllowed;

  @Mixin private ProviderOptions providers;

  @SuppressWarnings("UnusedVariable") // that the option exists is enough for picocli
  @Option(names = "--help", usageHelp = true, description = "this text")
  private boolean isHelpWanted;

  public static void main(String[] arguments) {
    CommandLine other =
        switch (arguments.length == 0 ? "" : arguments[0]) {
          case "restore" -> RestoreMain.commandLine();
          case "providers" -> ProvidersMain.commandLine();
          default -> null;
        };
    System.exit(
        other == null
            ? commandLine().execute(arguments)
            : other.execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
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
    if (fanOut < 1 || fanOut > FAN_OUT_MAX) {
      throw wrong("--fan-out is a number from 1 to " + FAN_OUT_MAX);
    }
    ReplicaConfiguration.Membership membership = membership();
    ProviderSettings settings = providerSettings();
    try {
      return run(address, targets, membership, settings);
    } catch (ReplicaFailure e) {
      return report(e);
    }
  }

  private int run(
      HostPort address,
      TreeMap<String, HostPort> targets,
      ReplicaConfiguration.Membership membership,
      ProviderSettings settings) {
    ReplicaConfiguration configuration =
        new ReplicaConfiguration(
            name,
            address,
            data,
            key(),
            simulateStatus,
            (long) diskReserve << 20,
            scrubRows,
            !isNotExpiring,
            membership,
            settings,
            isChaosAllowed ? Optional.of(ReplicaMain::halt) : Optional.empty());
    AtomicReference<Replica> running = new AtomicReference<>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running.get()), name + "-stop"));
    for (int starts = 1; ; starts++) {
      Replica replica = Replica.listen(configuration);
      running.set(replica);
      replica.start(targets);
      LOG.info("{} ready at {} in {} ms", name, replica.url(), millisSinceProcessStart());
      ReplicaFailure failure = replica.failure().join();
      if (starts == STARTS_MAX || !replica.mayStartAgain(failure)) {
        return report(failure);
      }
      LOG.warn("{} starts again: {}", name, failure.getMessage());
      replica.close();
    }
  }

  /** As by kill -9: nothing is written, nobody is told. */
  private static void halt() {
    Runtime.getRuntime().halt(ExitCode.KILLED.number());
  }

  private ReplicaConfiguration.Membership membership() {
    List<URI> members = new ArrayList<>();
    for (String url : join) {
      members.add(memberUrl(url));
    }
    Optional<HostPort> advertised =
        Optional.ofNullable(advertise).map(text -> address("--advertise", text));
    if (advertised.filter(PeerTargets::isWildcard).isPresent()) {
      throw wrong("--advertise is an address that others can reach, not " + advertise);
    }
    return new ReplicaConfiguration.Membership(advertised, members, fanOut);
  }

  private ProviderSettings providerSettings() {
    try {
      return providers.settings();
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private URI memberUrl(String text) {
    try {
      URI url = URI.create(text.strip());
      if ("http".equals(url.getScheme()) && url.getHost() != null && url.getPort() > 0) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // As any other text that is no URL.
    }
    throw wrong("--join takes URLs such as http://10.0.0.1:7100, not '" + text + "'");
  }

  private int report(ReplicaFailure failure) {
    if (failure.exitCode() == ExitCode.STOPPED) {
      LOG.info(failure.getMessage());
      return ExitCode.STOPPED.number();
    }
    LOG.error(
        "{} stops (exit code {}): {}",
        name,
        failure.exitCode().number(),
        failure.getMessage(),
        failure.getCause());
    return failure.exitCode().number();
  }

  private void stop(Replica replica) {
    if (replica != null) {
      replica.close();
    }
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
