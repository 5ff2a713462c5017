package grapevine.client.command;

import grapevine.common.security.ClusterKey;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** For what only operators may do: who holds the cluster's key need not log in. */
final class OperatorOptions {
  @Option(
      names = "--cluster-key",
      paramLabel = "FILE",
      description = "The cluster's key, instead of logging in as an operator.")
  private Path clusterKey;

  /** Null when it was not given. */
  String credential(ApiCommand command) {
    if (clusterKey == null) {
      return null;
    }
    try {
      return ClusterKey.read(clusterKey).linkCredential();
    } catch (IOException | IllegalArgumentException e) {
      throw command.usage("cannot read " + clusterKey + ": " + e.getMessage());
    }
  }
}
