package grapevine.client.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import grapevine.client.ClientMain;
import grapevine.client.api.BackupFile;
import grapevine.client.api.ExitCode;
import grapevine.client.text.Screen;
import grapevine.common.security.ClusterKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code grapevine backup}: everything that one replica manager has committed, in one file. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = "Copy all orders of a running cluster into one file.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine backup /backups/monday.db --cluster-key data/cluster.key",
      "  grapevine backup monday.db --cluster-key data/cluster.key \\",
      "    --replica http://10.0.0.1:7100",
      "Keep the cluster key with it. ./grapevine restore makes a new cluster of it."
    })
public final class BackupCommand implements Callable<Integer> {
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final double MEGABYTE = 1e6;

  @ParentCommand private ClientMain client;
  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;

  @Parameters(paramLabel = "FILE", description = "Where the backup goes.")
  private Path file;

  @Option(
      names = "--cluster-key",
      required = true,
      paramLabel = "FILE",
      description = "The key that all members share.")
  private Path clusterKey;

  @Option(
      names = "--replica",
      split = ",",
      splitSynopsisLabel = ",",
      paramLabel = "URL",
      description = "Replica managers, tried in turn. Default: those that the front end names.")
  private List<String> replicas;

  @Option(names = "--force", description = "Replace FILE if it exists.")
  private boolean isForced;

  @Option(names = "--json", description = "Print file, replica manager and size as JSON.")
  private boolean json;

  private long saidNanos = System.nanoTime();

  @Override
  public Integer call() {
    Screen screen = client.terminal().screen();
    if (!isForced && Files.exists(file)) {
      throw usage(file + " exists: choose another FILE, or replace it with --force");
    }
    ClusterKey key = key();
    List<String> problems = new ArrayList<>();
    for (URI replica : candidates()) {
      try {
        long bytes =
            new BackupFile(file, isForced)
                .fetch(replica, key, (done, total) -> say(screen, done, total));
        screen.line(json ? document(replica, bytes) : text(replica, bytes));
        return ExitCode.DONE.number();
      } catch (IOException e) {
        screen.notice("No backup from " + replica + ": " + e.getMessage());
        problems.add(e.getMessage());
      }
    }
    screen.notice(
        problems.isEmpty()
            ? "The front end names no replica manager: name one with --replica"
            : "No replica manager gave a backup; nothing was written");
    return ExitCode.UNREACHABLE.number();
  }

  private String text(URI replica, long bytes) {
    return "Backed up %s from %s (%,d bytes)".formatted(file, replica, bytes);
  }

  private String document(URI replica, long bytes) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("file", file.toString())
        .put("replicaManager", replica.toString())
        .put("bytes", bytes)
        .toString();
  }

  private List<URI> candidates() {
    List<URI> urls = new ArrayList<>();
    if (replicas != null) {
      replicas.forEach(text -> urls.add(url(text)));
      return urls;
    }
    JsonNode members = connection.connect(client.terminal()).cluster().json();
    for (JsonNode replica : members.path("replicaManagers")) {
      urls.add(url(replica.path("url").asText()));
    }
    return urls;
  }

  private URI url(String text) {
    try {
      URI url = URI.create(text.strip());
      if (url.getHost() != null && "http".equals(url.getScheme())) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // As any other text that is no URL.
    }
    throw usage("'" + text + "' is no replica manager: give a URL such as http://127.0.0.1:8180");
  }

  private ClusterKey key() {
    try {
      return ClusterKey.read(clusterKey);
    } catch (IOException | IllegalArgumentException e) {
      throw usage("cannot read " + clusterKey + ": " + e.getMessage());
    }
  }

  private void say(Screen screen, long done, long total) {
    long nowNanos = System.nanoTime();
    if (nowNanos - saidNanos >= PROGRESS_NANOS) {
      saidNanos = nowNanos;
      screen.notice("%.1f of %.1f MB".formatted(done / MEGABYTE, total / MEGABYTE));
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
