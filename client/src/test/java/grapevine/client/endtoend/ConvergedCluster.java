package grapevine.client.endtoend;

import java.nio.file.Path;

/** A cluster that is ready for a test: every front end sees that all have the same value. */
final class ConvergedCluster {
  private ConvergedCluster() {}

  static RunningCluster start(Path folder, int replicaCount, int frontEndCount) throws Exception {
    RunningCluster cluster = new RunningCluster(folder, replicaCount, frontEndCount);
    Customer operator = new Customer(folder.resolve("operator.json"));
    for (int i = 1; i <= frontEndCount; i++) {
      operator.awaitConvergence(cluster.frontEnd(i));
    }
    return cluster;
  }
}
