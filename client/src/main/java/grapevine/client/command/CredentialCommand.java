package grapevine.client.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import grapevine.client.ClientMain;
import grapevine.common.security.ClusterKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code grapevine credential}: what a replica manager's own endpoints ask for. Derived from the
 * cluster key, and prints nothing that gives the key away.
 */
@Command(
    name = "credential",
    mixinStandardHelpOptions = true,
    description = "Print the bearer token for the replica managers' own endpoints.",
    footerHeading = "%nExample:%n",
    footer = {
      "  curl -X PUT -H 'Content-Type: application/json' -d '{\"status\":\"OFFLINE\"}' \\",
      "    -H \"Authorization: Bearer $(grapevine credential --cluster-key data/cluster.key)\" \\",
      "    http://127.0.0.1:8180/admin/status"
    })
public final class CredentialCommand implements Callable<Integer> {
  @ParentCommand private ClientMain client;
  @Spec private CommandSpec spec;

  @Option(
      names = "--cluster-key",
      required = true,
      paramLabel = "FILE",
      description = "the key that all members share")
  private Path clusterKey;

  @Option(names = "--json", description = "Print it as {\"credential\": ...}.")
  private boolean json;

  @Override
  public Integer call() {
    try {
      String credential = ClusterKey.read(clusterKey).linkCredential();
      String document =
          JsonNodeFactory.instance.objectNode().put("credential", credential).toString();
      client.terminal().screen().line(json ? document : credential);
      return 0;
    } catch (IOException | IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "cannot read " + clusterKey + ": " + e.getMessage());
    }
  }
}
