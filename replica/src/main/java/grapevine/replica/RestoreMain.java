package grapevine.replica;

import grapevine.common.security.ClusterKey;
import grapevine.database.DamagedRecordException;
import grapevine.database.DatabaseRefusedException;
import grapevine.database.NewCluster;
import grapevine.protocol.MemberId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code grapevine restore}: makes the data directories of a new cluster out of a backup. */
@Command(
    name = "restore",
    description = "Makes the data directories of a new cluster out of a backup.",
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  grapevine restore monday.db --data /srv/grapevine --cluster-key old/cluster.key",
      "  launch.sh --detach --data /srv/grapevine"
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "1:cannot read or write a file",
      "2:wrong arguments",
      "5:the backup is damaged or no backup, or the directory is not empty"
    })
final class RestoreMain implements Callable<Integer> {
  private static final int REPLICAS_MAX = 99;
  private static final String KEY_FILE = "cluster.key";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "a file that grapevine backup wrote")
  private Path backup;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "the new cluster's directory, empty or missing; each gets DIR/NAME")
  private Path data;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      description = "how many replica managers it will have, rm1 to rmN (default 3)")
  private Integer replicas;

  @Option(
      names = "--name",
      split = ",",
      paramLabel = "NAME",
      description = "only these: on each machine its own, all from the same backup")
  private List<String> names;

  @Option(
      names = "--cluster-key",
      paramLabel = "FILE",
      description = "copied into DIR: with the old key the old tokens and guests stay valid")
  private Path clusterKey;

  @SuppressWarnings("UnusedVariable") // that the option exists is enough for picocli
  @Option(names = "--help", usageHelp = true, description = "this text")
  private boolean isHelpWanted;

  static CommandLine commandLine() {
    return new CommandLine(new RestoreMain())
        .setParameterExceptionHandler(
            (e, arguments) -> {
              String reason = e.getMessage().lines().findFirst().orElse("");
              e.getCommandLine().getErr().println("restore: " + reason + " (see --help)");
              return ExitCode.WRONG_ARGUMENTS.number();
            });
  }

  @Override
  public Integer call() {
    List<String> members = members();
    byte[] key = key();
    try {
      refuseUsedDirectory();
      restore(members, key);
      return ExitCode.STOPPED.number();
    } catch (DatabaseRefusedException e) {
      return failed(ExitCode.DATABASE_REFUSED, e.getMessage());
    } catch (DamagedRecordException e) {
      String where = "table " + e.table() + ", row " + e.key();
      return failed(
          ExitCode.DATABASE_REFUSED,
          backup + " is damaged (" + where + "): restore another backup");
    } catch (IOException | UncheckedIOException e) {
      return failed(ExitCode.FAILED, "cannot read or write: " + e.getMessage());
    }
  }

  private void restore(List<String> members, byte[] key) throws IOException {
    Files.createDirectories(data);
    Path prepared = data.resolve("restoring.db");
    Files.deleteIfExists(prepared);
    try {
      NewCluster cluster = NewCluster.prepare(backup, prepared);
      SecureRandom random = new SecureRandom();
      for (String member : members) {
        cluster.plant(data.resolve(member), new MemberId(member, 1 + (random.nextLong() >>> 2)));
      }
      if (key != null) {
        writeKey(key);
      }
      // By this launch.sh knows the directory.
      Files.writeString(
          data.resolve("cluster.conf"),
          "# Written by grapevine restore.\nformat=1\nreplicas=" + members.size() + "\n");
      report(members, cluster);
    } finally {
      Files.deleteIfExists(prepared);
    }
  }

  /** Readable by its owner only, from its first byte on. */
  private void writeKey(byte[] key) throws IOException {
    Path file = data.resolve(KEY_FILE);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, key);
  }

  private void report(List<String> members, NewCluster cluster) {
    say("Restored " + backup + " for " + String.join(", ", members) + " in " + data);
    if (cluster.executed() > 0) {
      say(
          cluster.executed()
              + " records that were logged and not executed yet are executed now; "
              + cluster.incomplete()
              + " of them depend on what the backup does not hold");
    }
    if (!Files.exists(data.resolve(KEY_FILE))) {
      say("There is no cluster key in it: tokens and guests of the old cluster will be refused.");
      say(
          "Copy the old "
              + KEY_FILE
              + " to "
              + data.resolve(KEY_FILE)
              + " before the first start.");
    }
    say("Start it: ./launch.sh --detach --data " + data);
  }

  /** A second life beside the first would be two clusters that each say they are the one. */
  private void refuseUsedDirectory() throws IOException {
    if (!Files.isDirectory(data)) {
      return;
    }
    try (Stream<Path> files = Files.list(data)) {
      boolean isUsed =
          files.anyMatch(
              file -> !file.getFileName().toString().matches(KEY_FILE + "|restoring.db.*"));
      if (isUsed) {
        throw wrong(data + " is not empty: choose another --data, nothing is overwritten");
      }
    }
  }

  private List<String> members() {
    if (names != null && replicas != null) {
      throw wrong("give --replicas or --name, not both");
    }
    if (names != null) {
      for (String name : names) {
        if (!ReplicaMain.NAME.matcher(name).matches()) {
          throw wrong("--name has 1 to 32 letters, digits, '-' and '_', not '" + name + "'");
        }
      }
      return new ArrayList<>(new LinkedHashSet<>(names));
    }
    int count = replicas == null ? 3 : replicas;
    if (count < 1 || count > REPLICAS_MAX) {
      throw wrong("--replicas is a number from 1 to " + REPLICAS_MAX);
    }
    return Stream.iterate(1, n -> n + 1).limit(count).map(n -> "rm" + n).toList();
  }

  private byte[] key() {
    if (clusterKey == null) {
      return null;
    }
    try {
      ClusterKey.read(clusterKey);
      return Files.readAllBytes(clusterKey);
    } catch (IOException | IllegalArgumentException e) {
      throw wrong("cannot read the cluster key " + clusterKey + ": " + e.getMessage());
    }
  }

  private int failed(ExitCode exitCode, String message) {
    spec.commandLine().getErr().println("restore: " + message);
    return exitCode.number();
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
